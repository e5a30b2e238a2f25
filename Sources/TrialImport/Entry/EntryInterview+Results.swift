import TrialEvidence

extension EntryInterview {
    /// What an arm that has no number is answered with.
    static let none = "-"

    /// Asks for the results of a study until a person has no more.
    mutating func results(of study: String) throws(Stop) {
        let used = Self.commonest(dataset.allOutcomes.map(\.outcome), count: .max)
        let known = Self.unique(used + dataset.scales.map(\.outcome))
        var last = typed.row(.outcomes, ["population": "all", "confidence": Confidence.primary.rawValue])
        while true {
            let typedNames = typed.evidence.outcomes.map(\.outcome)
            let names = Self.unique(known + typedNames)
            let outcome = try ask(
                EntryQuestion(
                    name: "outcome", text: "What was measured: a name, or nothing when the study is done.",
                    about: study, choices: names, fallback: "", takes: "a name"))
            guard !outcome.isEmpty else { return }
            if !names.contains(outcome) { say { Self.likeness(of: outcome, to: names, "outcome") } }
            var row = typed.row(.outcomes, ["study_id": study, "outcome": outcome])
            let about = "\(study), \(outcome)"
            for column in EntryColumns.setting {
                try fill(column, of: &row, about: about, fallback: last[column].nonEmpty, isWhole: false)
            }
            for column in EntryColumns.source {
                try fill(column, of: &row, about: about, fallback: last[column].nonEmpty, isWhole: false)
            }
            last = row
            guard let statistic = Statistic(code: row["statistic"]) else { continue }
            try statistic.comparesArms ? comparison(row, statistic) : groups(row, statistic)
        }
    }

    /// Asks for the numbers of each arm.
    private mutating func groups(_ setting: EntryRow, _ statistic: Statistic) throws(Stop) {
        for arm in typed.joint(of: setting["study_id"]).arms(of: setting["study_id"]) {
            var row = typed.row(.outcomes, setting.cells)
            row["arm_id"] = arm.id
            try numbers(of: &row, statistic, about: "\(setting["outcome"]), arm \(arm.id)", size: arm.n)
        }
    }

    /// Asks which arms are compared, and for the numbers of the comparison.
    private mutating func comparison(_ setting: EntryRow, _ statistic: Statistic) throws(Stop) {
        let study = setting["study_id"]
        let arms = typed.joint(of: study).arms(of: study)
        var row = typed.row(.outcomes, setting.cells)
        let about = "\(study), \(setting["outcome"])"
        let treated = arms.first { $0.role == .treatment }?.id
        row["arm_id"] = try arm("arm_id", "The arm.", of: arms, about: about, fallback: treated)
        let others = arms.filter { $0.id != row["arm_id"] }
        guard !others.isEmpty else {
            say { ["\(study) has one arm only; a comparison needs two: < goes back to add another."] }
            return
        }
        let control = others.first { $0.role == .control }?.id ?? (others.count == 1 ? others[0].id : nil)
        row["comparator_arm_id"] = try arm(
            "comparator_arm_id", "The arm that it is compared with.", of: others, about: about, fallback: control)
        let words = "\(setting["outcome"]), \(row["arm_id"]) against \(row["comparator_arm_id"])"
        try numbers(of: &row, statistic, about: words, size: nil)
    }

    private mutating func arm(
        _ name: String, _ text: String, of arms: [Arm], about: String, fallback: String?
    ) throws(Stop) -> String {
        try ask(
            EntryQuestion(
                name: name, text: text, about: about, choices: arms.map(\.id), isClosed: true, fallback: fallback,
                takes: "one of the study's arms"))
    }

    // MARK: - Numbers

    /// Asks for the numbers that a statistic has, tells what follows from them, and keeps the row.
    private mutating func numbers(
        of row: inout EntryRow, _ statistic: Statistic, about: String, size: Int?
    ) throws(Stop) {
        let cells = statistic.cells.map(\.rawValue)
        guard let first = cells.first else { return }
        let offer = row["arm_id"].isEmpty ? nil : size.map(String.init)
        try tellApart(&row, about: about)
        guard try begins(&row, first, about: about, size: first == OutcomeCell.n.rawValue ? offer : nil) else { return }
        for column in cells.dropFirst() {
            let fallback = column == OutcomeCell.ciLevel.rawValue ? "95" : nil
            let (before, rows) = (row, typed)
            try fill(column, of: &row, about: about, fallback: fallback)
            let filled = row
            say { EntryRemarks(filled, among: rows).derived(since: EntryRemarks(before, among: rows)) }
        }
        let (before, rows) = (row, typed)
        try fillFurther(&row, about: about)
        let filled = row
        typed.add(row)
        say { EntryRemarks(filled, among: rows).all(since: EntryRemarks(before, among: rows)) }
    }

    /// Asks for the first number, or whether there is none; true where there is.
    private mutating func begins(
        _ row: inout EntryRow, _ column: String, about: String, size: String?
    ) throws(Stop) -> Bool {
        guard let described = row.columns.first(where: { $0.name == column }) else { return false }
        let (typed, before) = (typed, row)
        let vocabulary = ColumnVocabulary(of: described, in: row.table, of: dataset)
        let asked = EntryQuestion(
            name: column, text: "\(described.summary) \(Self.none) where nothing is printed of it.", about: about,
            choices: (vocabulary?.values ?? []) + (vocabulary?.isClosed == true ? [Self.none] : []),
            isClosed: vocabulary?.isClosed ?? false, fallback: size ?? "", takes: described.kind.words)
        let answer = try ask(asked) { answer in
            guard answer != Self.none else { return nil }
            var filled = before
            filled[column] = answer
            return typed.objection(to: filled, in: column, isWhole: true)
        }
        guard answer != Self.none else { return false }
        row[column] = answer
        return true
    }

    /// Asks what tells the row from one that was typed before with the same key; says where the dataset has the row.
    private mutating func tellApart(_ row: inout EntryRow, about: String) throws(Stop) {
        guard let key = row.parsed().evidence.outcomes.first?.key else { return }
        if typed.evidence.outcomes.contains(where: { $0.key == key }) {
            say { ["This result was typed already: what tells the two apart?"] }
            try fill(EntryColumns.variant, of: &row, about: about)
        } else if let there = dataset.outcomes.first(where: { $0.key == key }) {
            say {
                ["The dataset has this result\(Self.shown(there)): a number that differs is taken only with --accept."]
            }
        }
    }

    /// The numbers of a row, in brackets.
    private static func shown(_ row: OutcomeRow) -> String {
        let cells = zip(OutcomeRow.columns, row.cells).filter { column, cell in
            !cell.isEmpty && OutcomeCell(rawValue: column.name) != nil
        }
        return cells.isEmpty ? "" : " (\(cells.map { "\($0.name) \($1)" }.joined(separator: ", ")))"
    }

    private static func unique(_ words: [String]) -> [String] {
        var seen: Set<String> = []
        return words.filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
