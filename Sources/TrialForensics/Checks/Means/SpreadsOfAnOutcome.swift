import TrialEvidence

/// The standard deviations of an outcome, those of the same setting apart from those of other studies.
struct SpreadsOfAnOutcome {
    /// A row with its spread as it would enter an analysis.
    struct Entry {
        let row: ExaminedRow
        let spread: SpreadComparison.Spread
    }

    /// Rows of one arm by what they measure.
    private let byOutcome: [String: [Entry]]

    init(_ evidence: ExaminedEvidence) {
        let entries = evidence.rows.compactMap { row -> Entry? in
            guard !row.row.isComparison, let n = row.row.n, n > 1 else { return nil }
            let deviation = row.row.sd ?? row.row.se.map { $0 * Double(n).squareRoot() }
            guard let sd = deviation, sd > 0 else { return nil }
            return Entry(row: row, spread: .init(sd: sd, n: n))
        }
        byOutcome = Dictionary(grouping: entries, by: \.row.row.outcome)
    }

    /// The row beside the other arms of its setting and, where these say nothing, beside two or more other studies.
    ///
    /// Studies differ in whom they take, so other studies are a weaker ground.
    func verdict(on row: ExaminedRow) -> (verdict: SpreadComparison.Verdict, usual: Double, isSameStudy: Bool)? {
        let all = byOutcome[row.row.outcome] ?? []
        guard let own = all.first(where: { $0.row.row.key == row.row.key }) else { return nil }
        let setting = RowSetting(row.row)
        let beside = all.filter { RowSetting($0.row.row) == setting && $0.row.row.armID != row.row.armID }
        let near = SpreadComparison(own.spread, with: beside.map(\.spread))
        if near.verdict != .fits { return (near.verdict, near.usual, true) }
        let elsewhere = all.filter { $0.row.row.studyID != row.row.studyID }
        guard Set(elsewhere.map(\.row.row.studyID)).count > 1 else { return nil }
        let far = SpreadComparison(own.spread, with: elsewhere.map(\.spread))
        return far.verdict == .fits ? nil : (far.verdict, far.usual, false)
    }
}
