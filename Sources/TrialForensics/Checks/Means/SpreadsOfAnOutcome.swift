import TrialEvidence

/// The standard deviations of an outcome, those of the same setting apart from those of other studies.
struct SpreadsOfAnOutcome {
    /// Spreads put together: their degrees of freedom and their sum of squares.
    private struct Pool {
        var freedom = 0.0
        var squares = 0.0

        mutating func add(_ spread: SpreadComparison.Spread) {
            freedom += Double(spread.n - 1)
            squares += Double(spread.n - 1) * spread.sd * spread.sd
        }

        /// The spreads of this pool that are not in another, as one.
        func without(_ other: Pool) -> [SpreadComparison.Spread] {
            let rest = freedom - other.freedom
            guard rest >= 1, rest < Double(Counts.greatest) else { return [] }
            return [.init(sd: (max(0, squares - other.squares) / rest).squareRoot(), n: Int(rest) + 1)]
        }
    }

    private var spreads: [OutcomeKey: SpreadComparison.Spread] = [:]
    private var settings: [RowSetting: Pool] = [:]
    private var armsOfSettings: [RowSetting: [String: Pool]] = [:]
    private var outcomes: [String: Pool] = [:]
    private var studiesOfOutcomes: [String: [String: Pool]] = [:]

    init(_ evidence: ExaminedEvidence) {
        for row in evidence.rows.lazy.map(\.row) where !row.isComparison {
            guard let n = row.n, n > 1, n < Counts.greatest else { continue }
            let deviation = row.sd ?? row.se.map { $0 * Double(n).squareRoot() }
            guard let sd = deviation, sd > 0, sd < 1e150 else { continue }
            let spread = SpreadComparison.Spread(sd: sd, n: n)
            let setting = RowSetting(row)
            spreads[row.key] = spread
            settings[setting, default: Pool()].add(spread)
            armsOfSettings[setting, default: [:]][row.armID, default: Pool()].add(spread)
            outcomes[row.outcome, default: Pool()].add(spread)
            studiesOfOutcomes[row.outcome, default: [:]][row.studyID, default: Pool()].add(spread)
        }
    }

    /// The row beside the other arms of its setting and, where these say nothing, beside two or more other studies.
    ///
    /// Studies differ in whom they take, so other studies are a weaker ground.
    func verdict(on row: ExaminedRow) -> (verdict: SpreadComparison.Verdict, usual: Double, isSameStudy: Bool)? {
        let setting = RowSetting(row.row)
        guard let own = spreads[row.row.key], let beside = settings[setting],
            let everywhere = outcomes[row.row.outcome],
            let ownArm = armsOfSettings[setting]?[row.row.armID],
            let studies = studiesOfOutcomes[row.row.outcome], let ownStudy = studies[row.row.studyID]
        else { return nil }
        let near = SpreadComparison(own, with: beside.without(ownArm))
        if near.verdict != .fits { return (near.verdict, near.usual, true) }
        guard studies.count > 2 else { return nil }
        let far = SpreadComparison(own, with: everywhere.without(ownStudy))
        return far.verdict == .fits ? nil : (far.verdict, far.usual, false)
    }
}
