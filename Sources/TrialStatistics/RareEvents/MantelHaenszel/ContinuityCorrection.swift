import Glibc

/// What is added to a table with a zero cell, arm by arm, before an analysis that needs it.
///
/// Sweeting, Sutton and Lambert 2004, doi:10.1002/sim.1761. For odds ratios the increment goes to events and non-events;
/// for risk ratios the total grows by one increment only, half of the convention of the odds ratio, as in R's package
/// meta; the risk difference itself stays, and only its variance sees the increment.
public struct ContinuityCorrection: Sendable, Equatable {
    /// How large the increment of each arm is.
    public enum Increment: Sendable, Equatable {
        /// The same in both arms.
        case constant(Double)
        /// The arm's share of the participants (treatment-arm continuity correction): no effect stays no effect.
        case armShare
    }

    /// How large the increment of each arm is.
    public var increment: Increment
    /// Which studies get it.
    public var scope: ZeroCellRule.Scope
    /// Whether studies without events, or with nothing but events, in both groups stay in.
    public var keepsDoubleZero: Bool

    /// Creates a correction; by default ½ where a cell is zero, double-zero studies left out.
    public init(
        increment: Increment = .constant(0.5), scope: ZeroCellRule.Scope = .onlyZero, keepsDoubleZero: Bool = false
    ) {
        self.increment = increment
        self.scope = scope
        self.keepsDoubleZero = keepsDoubleZero
    }

    /// The kept tables with their increments.
    public func apply(to tables: [BinaryComparison]) -> [CorrectedTable] {
        let kept = tables.filter { keepsDoubleZero || !$0.isUninformative }
        let anyZero = kept.contains { $0.hasZeroCell }
        return kept.map { table in
            let corrected: Bool =
                switch scope {
                case .onlyZero: table.hasZeroCell
                case .all: true
                case .ifAnyZero: anyZero
                case .none: false
                }
            guard corrected else { return CorrectedTable(table: table, treatment: 0, control: 0) }
            switch increment {
            case .constant(let value): return CorrectedTable(table: table, treatment: value, control: value)
            case .armShare:
                return CorrectedTable(
                    table: table, treatment: table.total1 / table.total, control: table.total2 / table.total)
            }
        }
    }
}

/// A table with the increments of its arms.
public struct CorrectedTable: Sendable, Equatable {
    /// The counts as reported.
    public let table: BinaryComparison
    /// The increment on treatment.
    public let treatment: Double
    /// The increment on control.
    public let control: Double

    /// The table with increments in all four cells.
    public var fourCells: BinaryComparison { grown(by: 2) }
    /// The table with increments in the events only.
    public var eventCells: BinaryComparison { grown(by: 1) }

    private func grown(by cells: Double) -> BinaryComparison {
        BinaryComparison(
            events1: table.events1 + treatment, total1: table.total1 + cells * treatment,
            events2: table.events2 + control, total2: table.total2 + cells * control)
    }

    /// The log odds ratio.
    public var oddsRatio: EffectEstimate? { MantelHaenszelOddsRatio().effect(of: fourCells) }
    /// The log risk ratio.
    public var riskRatio: EffectEstimate? { MantelHaenszelRiskRatio().effect(of: eventCells) }
    /// The risk difference of the counts as reported, with the corrected variance.
    public var riskDifference: EffectEstimate? {
        MantelHaenszelRiskDifference().effect(of: fourCells).map {
            EffectEstimate(
                estimate: table.events1 / table.total1 - table.events2 / table.total2, variance: $0.variance)
        }
    }

    /// The Mantel–Haenszel risk difference Σ w d / Σ w with w = n₁ n₂ / N of the corrected table, d of the reported one.
    ///
    /// Variance of Greenland and Robins 1985, doi:10.2307/2530643.
    public static func pooledRiskDifference(_ tables: [CorrectedTable]) -> EffectEstimate? {
        var (weights, weighted, spread) = (0.0, 0.0, 0.0)
        for item in tables {
            let t = item.fourCells
            let weight = t.total1 * t.total2 / t.total
            weights += weight
            weighted +=
                weight * (item.table.events1 / item.table.total1 - item.table.events2 / item.table.total2)
            spread +=
                (t.events1 * t.nonEvents1 * t.total2 * t.total2 * t.total2
                    + t.events2 * t.nonEvents2 * t.total1 * t.total1 * t.total1)
                / (t.total1 * t.total2 * t.total * t.total)
        }
        return weights > 0
            ? EffectEstimate(estimate: weighted / weights, variance: spread / (weights * weights)) : nil
    }
}
