import TrialEvidence

/// Datasets that a seed makes: odd names and texts, every statistic, arms that combine others, missing cells.
struct RandomDataset {
    private var random: ByteMutations

    init(seed: UInt64) {
        random = ByteMutations(seed: seed)
    }

    private static let texts = [
        "", "plain", "two words", "=1+1", "'quoted", "-5 units", "@x", "a, b; c", "say \"no\"", "Müller–Ørsted", "12",
        "NA",
        "month 6", "e\u{301}", "1e5", "line\nbreak", " blanks ",
    ]

    private mutating func text() -> String { Self.texts.randomElement(using: &random) ?? "" }
    private mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }

    private mutating func number() -> Double {
        let value = Double.random(in: -50...50, using: &random)
        return chance(0.5) ? (value * 10).rounded() / 10 : value
    }

    /// A dataset without errors of two to six studies.
    mutating func make() -> Dataset {
        var dataset = Dataset(name: "random")
        if chance(0.5) { dataset.title = "Some title" }
        for index in 0..<Int.random(in: 2...6, using: &random) {
            let names = ["Trial\(index)", "de-Vries20\(10 + index)", "A_B.\(index)", "ünal\(index)"]
            var study = Study(
                id: names.randomElement(using: &random) ?? "",
                design: StudyDesign.allCases.randomElement(using: &random) ?? .notStated)
            study.firstAuthor = ["Petrou", "van der Berg", "Müller", ""].randomElement(using: &random) ?? ""
            study.year = chance(0.7) ? Int.random(in: 1990...2026, using: &random) : nil
            study.title = text()
            study.journal = text()
            study.doi = chance(0.5) ? "10.1000/x\(index)" : nil
            study.pmid = chance(0.3) ? "\(index + 100)" : nil
            study.notes = text()
            dataset.studies.append(study)
            addArms(of: study.id, to: &dataset)
        }
        for arm in dataset.arms { addRows(about: arm, to: &dataset) }
        return dataset
    }

    private mutating func addArms(of study: String, to dataset: inout Dataset) {
        for (position, role) in [ArmRole.treatment, .control, .comparator, .treatment].enumerated() where chance(0.75) {
            var arm = Arm(studyID: study, id: "\(role.rawValue)-\(position)", role: role)
            arm.label = chance(0.5) ? text() : ""
            dataset.arms.append(arm)
        }
    }

    private mutating func addRows(about arm: Arm, to dataset: inout Dataset) {
        for (position, statistic) in Statistic.allCases.enumerated() where chance(0.5) {
            let provenance = Provenance(
                location: text(), url: chance(0.3) ? "https://example.org/a" : nil,
                confidence: Confidence.allCases.randomElement(using: &random) ?? .primary, note: text())
            let outcomes = ["edss", "relapse", "gel, new", "6 months"]
            var row = OutcomeRow(
                arm: arm.key, outcome: outcomes.randomElement(using: &random) ?? "edss", statistic: statistic,
                provenance: provenance)
            row.population = Population(["all", "RRMS+SPMS", "ITT"].randomElement(using: &random) ?? "all")
            row.timepointMonths = chance(0.6) ? [0, 0.23, 6, 12].randomElement(using: &random) : nil
            row.variant = chance(0.3) ? text() : ""
            // Some rows would otherwise have one key.
            if row.variant.isEmpty, chance(0.2) { row.variant = "row \(position)" }
            fill(&row, among: dataset.arms)
            if !dataset.outcomes.contains(where: { $0.key == row.key }) { dataset.outcomes.append(row) }
        }
    }

    private mutating func fill(_ row: inout OutcomeRow, among arms: [Arm]) {
        let others = arms.filter { $0.studyID == row.studyID && $0.id != row.armID }
        if row.statistic.comparesArms || row.statistic == .pValue && chance(0.5) {
            row.comparatorArmID = others.randomElement(using: &random)?.id
        }
        for cell in row.statistic.cells where chance(0.9) { fill(cell, of: &row) }
        if row.isComparison, chance(0.4) { row.pValue = PValue(0.05, isBelow: chance(0.5)) }
        if row.statistic == .ratioCI { (row.effect, row.ciLow, row.ciHigh) = (0.5, 0.25, 1) }
        if row.statistic.comparesArms, row.comparatorArmID == nil { row.statistic = .pValue }
        if let n = row.n, let events = row.events, events > n, row.statistic == .events { row.events = n }
    }

    private mutating func fill(_ cell: OutcomeCell, of row: inout OutcomeRow) {
        let middle = number()
        switch cell {
        case .n: row.n = Int.random(in: 1...300, using: &random)
        case .mean: row.mean = middle
        case .sd: row.sd = abs(number())
        case .se: row.se = abs(number())
        case .median: row.median = 5
        case .q1: row.q1 = 2
        case .q3: row.q3 = 8.5
        case .min: row.min = -100
        case .max: row.max = 100
        case .ciLow: row.ciLow = -100
        case .ciHigh: row.ciHigh = 100
        case .ciLevel: row.ciLevel = [90, 95, 99, 80].randomElement(using: &random)
        case .events: row.events = Int.random(in: 0...40, using: &random)
        case .personYears: row.personYears = abs(middle) + 1
        case .effect: row.effect = middle
        case .effectMeasure: row.effectMeasure = row.statistic == .ratioCI ? .oddsRatio : .meanDifference
        default: row.pValue = PValue(0.03)
        }
    }
}
