import Glibc
import TrialEvidence

/// The analyses of a RevMan Web data package: which there are, and the rows of each.
struct RevManAnalyses {
    /// What kind of numbers an analysis has.
    private enum Kind: Hashable {
        case dichotomous, continuous
        case contrast(PublishedMeasure)

        var dataType: String {
            switch self {
            case .dichotomous: "Dichotomous"
            case .continuous: "Continuous"
            case .contrast: "Contrast level"
            }
        }

        var method: String { self == .dichotomous ? "MH" : "IV" }

        var measure: String {
            switch self {
            case .dichotomous: "Risk Ratio"
            case .continuous: "Mean Difference"
            case .contrast(let measure): Self.names[measure] ?? measure.rawValue
            }
        }

        /// Whether the analysis is on the log scale.
        var isLogged: Bool {
            switch self {
            case .dichotomous: true
            case .continuous: false
            case .contrast(let measure): measure.isRatio
            }
        }

        /// The measures that RevMan has.
        static let names: [PublishedMeasure: String] = [
            .rateRatio: "Rate Ratio", .riskRatio: "Risk Ratio", .oddsRatio: "Odds Ratio", .hazardRatio: "Hazard Ratio",
            .riskDifference: "Risk Difference", .meanDifference: "Mean Difference",
            .standardisedMeanDifference: "Standardized Mean Difference",
        ]
    }

    /// An analysis is named by everything but the study and the arms.
    private struct Analysis: Hashable {
        let name: RevManAnalysisName
        let kind: Kind

        init(_ row: OutcomeRow, _ kind: Kind) {
            name = RevManAnalysisName(of: row)
            self.kind = kind
        }
    }

    private let dataset: IndexedDataset
    private var order: [Analysis] = []
    private var cells: [Analysis: [(study: String, subgroup: String, cells: [String: String])]] = [:]
    private(set) var unheld = Unheld()

    /// Standard normal quantiles of the two-sided levels that papers print.
    private static let quantiles: [Double: Double] = [
        90: 1.6448536269514722, 95: 1.959963984540054, 99: 2.5758293035489004,
    ]

    init(_ dataset: Dataset) {
        self.dataset = IndexedDataset(dataset)
    }

    /// Sorts the results into analyses and lists those that have no place in one.
    mutating func collect() {
        for pair in ArmPairs.pairs(of: dataset.outcomes, arms: dataset.dataset.arms) { add(pair) }
        for row in dataset.outcomes where row.isComparison { addContrast(row) }
    }

    private mutating func add(_ pair: ArmPair) {
        guard let first = pair.first, let second = pair.second else {
            for row in [pair.first, pair.second].compactMap(\.self) {
                unheld.row(row, because: "the package needs a result of both arms")
            }
            return
        }
        let kind: Kind? =
            switch first.statistic {
            case .events: .dichotomous
            case .meanSD: .continuous
            default: nil
            }
        guard let kind, let filled = Self.cells(first, "Experimental", kind),
            let control = Self.cells(second, "Control", kind)
        else {
            for row in [first, second] {
                unheld.row(row, because: "the package holds events with n, and means with sd and n, of both arms")
            }
            return
        }
        append(filled.merging(control) { first, _ in first }, to: Analysis(first, kind), rows: [first, second])
    }

    private static func cells(_ row: OutcomeRow, _ arm: String, _ kind: Kind) -> [String: String]? {
        guard let n = row.n, n > 0 else { return nil }
        if kind == .dichotomous {
            guard let events = row.events else { return nil }
            return ["\(arm) cases": String(events), "\(arm) N": String(n)]
        }
        // A standard deviation of zero is one that nobody entered.
        guard let mean = row.mean, let sd = row.sd, sd > 0 else { return nil }
        return ["\(arm) mean": Decimals.text(mean), "\(arm) SD": Decimals.text(sd), "\(arm) N": String(n)]
    }

    private mutating func addContrast(_ row: OutcomeRow) {
        guard row.statistic.comparesArms, let measure = row.effectMeasure, Kind.names[measure] != nil,
            let effect = row.effect, let low = row.ciLow,
            let high = row.ciHigh, let quantile = Self.quantiles[row.ciLevel ?? 0],
            !measure.isRatio || min(effect, low, high) > 0
        else {
            unheld.row(
                row, because: "a contrast needs an effect, a measure of RevMan's and limits of 90, 95 or 99 percent")
            return
        }
        let scale: (Double) -> Double = { measure.isRatio ? log($0) : $0 }
        let standardError = (scale(high) - scale(low)) / (2 * quantile)
        let cells = ["GIV Mean": Decimals.text(scale(effect)), "GIV SE": Decimals.text(standardError)]
        if append(cells, to: Analysis(row, .contrast(measure)), rows: [row]) {
            // A reader makes 95 percent limits of the standard error.
            let width = Self.quantiles[95, default: 0] * standardError
            let limits = [scale(effect) - width, scale(effect) + width].map { measure.isRatio ? exp($0) : $0 }
            let isNear = { (found: Double, printed: Double) in abs(found - printed) <= 1e-9 * max(1, abs(printed)) }
            var lost: [String] = []
            if !isNear(limits[0], low) { lost.append("ci_low") }
            if !isNear(limits[1], high) { lost.append("ci_high") }
            if row.ciLevel != 95 { lost.append("ci_level") }
            unheld.cells(lost, of: row.key.description)
        }
    }

    @discardableResult
    private mutating func append(_ filled: [String: String], to analysis: Analysis, rows: [OutcomeRow]) -> Bool {
        let (study, subgroup) = (rows[0].studyID, rows[0].subgroup)
        if cells[analysis] == nil { order.append(analysis) }
        guard cells[analysis]?.contains(where: { $0.study == study && $0.subgroup == subgroup }) != true else {
            for row in rows { unheld.row(row, because: "a study stands only once in a subgroup of an analysis") }
            return false
        }
        var complete = filled
        complete["Footnotes"] = Self.footnotes(rows)
        cells[analysis, default: []].append((study, subgroup, complete))
        for row in rows { unheld.cells(lostCells(of: row), of: row.key.description) }
        return true
    }

    private static func footnotes(_ rows: [OutcomeRow]) -> String {
        var seen: Set<String> = []
        let sources = rows.map { row in
            [row.provenance.location, row.provenance.note].filter { !$0.isEmpty }.joined(separator: ": ")
        }
        return sources.filter { !$0.isEmpty && seen.insert($0).inserted }.joined(separator: "; ")
    }

    private func lostCells(of row: OutcomeRow) -> [String] {
        let held: Set<OutcomeCell> =
            switch row.statistic {
            case .events: [.n, .events]
            case .meanSD: [.n, .mean, .sd]
            default: [.effect, .effectMeasure, .ciLow, .ciHigh, .ciLevel]
            }
        let numbers = OutcomeCell.allCases.filter { row.filledCells.contains($0) && !held.contains($0) }
        var lost = numbers.map(\.rawValue)
        if !row.provenance.location.isEmpty { lost.append("source_location") }
        if row.provenance.url != nil { lost.append("source_url") }
        if row.provenance.confidence != .secondary { lost.append("confidence") }
        if !row.provenance.note.isEmpty { lost.append("notes") }
        if !row.derived.isEmpty { lost.append("derived") }
        if !row.definition.isEmpty { lost.append("definition") }
        if row.reportKind != .notStated { lost.append("report_kind") }
        if !isOnlyArm(row.arm, as: row.isComparison ? .treatment : nil) { lost.append("arm_id") }
        if let comparator = row.comparator, !isOnlyArm(comparator, as: .control) { lost.append("comparator_arm_id") }
        return lost + RevManAnalysisName(of: row).lostColumns
    }

    /// Whether an arm is the only one of its study in its role, so that a reader knows it again.
    private func isOnlyArm(_ key: ArmKey, as role: ArmRole?) -> Bool {
        let wanted = role ?? dataset.arm(key)?.role
        return dataset.arms(of: key.studyID).filter { $0.role == wanted }.map(\.id) == [key.armID]
    }

    /// The file of data rows.
    var dataRows: Table {
        let header =
            "Analysis group,Analysis number,Analysis name,Subgroup,Applicability,Study,Study year,GIV Mean,GIV SE,"
            + "Experimental mean,Experimental SD,Experimental cases,Experimental N,Control mean,Control SD,Control cases,"
            + "Control N,O-E,Variance,Weight,Mean,CI start,CI end,Footnotes"
        let zeros = [
            "GIV Mean": "0.0", "GIV SE": "0.0", "Experimental mean": "0.0", "Experimental SD": "0.0",
            "Experimental cases": "0", "Experimental N": "0", "Control mean": "0.0", "Control SD": "0.0",
            "Control cases": "0", "Control N": "0", "O-E": "0.0", "Variance": "0.0",
        ]
        let names = header.split(separator: ",").map(String.init)
        let rows = order.enumerated().flatMap { number, analysis in
            (cells[analysis] ?? []).map { study, subgroup, filled -> [String] in
                var all = zeros.merging(filled) { _, filled in filled }
                all["Analysis group"] = "1"
                all["Analysis number"] = String(number + 1)
                all["Analysis name"] = analysis.name.text
                all["Subgroup"] = subgroup
                all["Applicability"] = "SUBGROUP_AND_OVERALL"
                all["Study"] = study
                all["Study year"] = dataset.study(study)?.year.map(String.init)
                return names.map { all[$0] ?? "" }
            }
        }
        return Table(file: "data-rows.csv", header: names, rows: rows)
    }

    /// The file of settings; estimates stay empty.
    var settings: Table {
        let header =
            "Analysis group,Analysis number,Analysis name,Analysis group name,Data source,Data source eligibility,"
            + "Data type,Log-scale data,Outcome,Intervention grouping,Experimental intervention,Control intervention,"
            + "Subgroup by,Filter criteria,Experimental group label,Control group label,Statistical method,"
            + "Effect measure,Unit of effect measure,Analysis model,Subgroup estimates,Overall estimates,"
            + "Test for subgroup differences,Swap event and non-event,Study CI,Estimate CI,Experimental cases,"
            + "Experimental N,Control cases,Control N,Mean,CI start,CI end,Heterogeneity Tau²,Heterogeneity Chi²,"
            + "Heterogeneity df,Heterogeneity P,Heterogeneity I²,Effect Z,Effect P,Subgroup Chi²,Subgroup df,"
            + "Subgroup P,Subgroup I²,ID"
        let names = header.split(separator: ",").map(String.init)
        let rows = order.enumerated().map { number, analysis -> [String] in
            let filled = [
                "Analysis group": "1", "Analysis number": String(number + 1), "Analysis name": analysis.name.text,
                "Analysis group name": dataset.title.isEmpty ? dataset.name : dataset.title,
                "Data source": "Custom input", "Data source eligibility": "#N/A", "Data type": analysis.kind.dataType,
                "Log-scale data": analysis.kind.isLogged ? "true" : "false", "Outcome": analysis.name.outcome,
                "Statistical method": analysis.kind.method, "Effect measure": analysis.kind.measure,
                "Analysis model": "Random effects", "Subgroup estimates": "true", "Overall estimates": "true",
                "Test for subgroup differences": "true", "Swap event and non-event": "false", "Study CI": "95%",
                "Estimate CI": "95%", "ID": "analysis:\(number + 1)",
            ]
            return names.map { filled[$0] ?? "" }
        }
        return Table(file: "overall-estimates-and-settings.csv", header: names, rows: rows)
    }
}
