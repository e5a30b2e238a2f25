import TrialEvidence

/// What of a dataset a wide table can hold, so that ``WideTable`` reads it back as it was.
enum WideFit {
    /// Why a result has no place in a wide table, or `nil`.
    static func objection(to row: OutcomeRow) -> String? {
        guard row.subgroup.isEmpty else { return "a wide table has no column for a subgroup" }
        let needed: [OutcomeCell]
        switch row.statistic {
        case .events: needed = [.events]
        case .countRate: needed = [.events, .personYears]
        case .meanSD: needed = [.mean, .sd]
        case .meanSE: needed = [.mean, .se]
        case .meanOnly: needed = [.mean]
        case .ratioCI, .differenceCI: needed = [.effect, .effectMeasure]
        default: return "a wide table has no columns for \(row.statistic.rawValue)"
        }
        let missing = needed.filter { !row.filledCells.contains($0) }
        guard missing.isEmpty else { return "it has no \(missing.map(\.rawValue).joined(separator: ", "))" }
        return row.isComparison == row.statistic.comparesArms ? nil : "a wide table holds no such comparison"
    }

    /// The filled cells of a result that a wide table has no place for.
    static func lostCells(of row: OutcomeRow) -> [String] {
        let held: Set<OutcomeCell> =
            switch row.statistic {
            case .events: [.n, .events]
            case .countRate: [.n, .events, .personYears]
            case .meanSD, .meanSE, .meanOnly: [.n, .mean, .sd, .se]
            default: [.n, .effect, .effectMeasure, .ciLow, .ciHigh, .ciLevel, .pValue]
            }
        var lost = OutcomeCell.allCases.filter { row.filledCells.contains($0) && !held.contains($0) }.map(\.rawValue)
        let hasLimits = row.ciLow != nil || row.ciHigh != nil
        if row.statistic.comparesArms, hasLimits != (row.ciLevel != nil) { lost.append("ci_level") }
        let texts = [
            ("variant", row.variant), ("source_location", row.provenance.location),
            ("source_url", row.provenance.url ?? ""), ("notes", row.provenance.note),
        ]
        lost += texts.filter { !comesBack($0.1) }.map(\.0)
        if !row.definition.isEmpty { lost.append("definition") }
        if row.reportKind != .notStated { lost.append("report_kind") }
        if !row.derived.isEmpty { lost.append("derived") }
        return lost
    }

    /// Whether a text is read as it was written: blanks around it are not, nor are the spellings of a missing cell.
    private static func comesBack(_ text: String) -> Bool {
        text.isEmpty || (text == text.trimmed && !MissingWords.meansNoText(text))
    }

    static func holdsAuthor(of study: Study) -> Bool {
        WideStudyNames.firstAuthor(study.firstAuthor) == study.firstAuthor
    }

    static func holdsName(of study: Study) -> Bool {
        StudyNames.made(from: study.id) == study.id && !study.id.allSatisfy(\.isNumber)
            && SummaryRow.reason(for: study.id) == nil
    }
}
