import TrialResults
import TrialStatistics

/// Studies of counts in one of the shapes for which there is a panel of methods for rare events.
public enum RareEventStudies: Sendable {
    /// Events and totals of two groups.
    case comparisons([BinaryComparison])
    /// Events over exposure of two groups.
    case rateComparisons([CountComparison])
    /// Events and totals of one group.
    case groups([BinaryGroup])
    /// Events over exposure of one group.
    case rates([CountGroup])

    /// Number of studies.
    public var count: Int {
        switch self {
        case .comparisons(let studies): studies.count
        case .rateComparisons(let studies): studies.count
        case .groups(let studies): studies.count
        case .rates(let studies): studies.count
        }
    }

    /// Whether the panel's answers are proportions, which people read in percent.
    public var areProportions: Bool { if case .groups = self { true } else { false } }

    /// What the headlines of the panel measure, whatever the measure of the question.
    var measure: MeasureReference {
        switch self {
        case .comparisons: MeasureReference(OddsRatio.descriptor)
        case .rateComparisons: MeasureReference(IncidenceRateRatio.descriptor)
        case .groups: MeasureReference(LogitProportion.descriptor)
        case .rates: MeasureReference(LogIncidenceRate.descriptor)
        }
    }

    /// Every method's answer: the one way to the panel, for plans, the batch program and the command.
    ///
    /// - Throws: `StatisticsError` for counts that are impossible.
    public func table(level: Double = 0.95) throws(StatisticsError) -> RareEventTable {
        switch self {
        case .comparisons(let studies): try BinaryComparisonPanel().table(for: studies, level: level)
        case .rateComparisons(let studies): try CountComparisonPanel().table(for: studies, level: level)
        case .groups(let studies): try ProportionPanel().table(for: studies, level: level)
        case .rates(let studies): try RatePanel().table(for: studies, level: level)
        }
    }
}

extension RareEventStudies {
    /// The studies whose groups all have somebody, or some time, and their positions.
    var withoutEmptyGroups: (studies: RareEventStudies, kept: [Int]) {
        func filled<Summary: RareEventSummary>(
            _ studies: [Summary], _ make: ([Summary]) -> RareEventStudies
        ) -> (RareEventStudies, [Int]) {
            let kept = studies.indices.filter { !studies[$0].hasEmptyGroup }
            return (make(kept.map { studies[$0] }), kept)
        }
        switch self {
        case .comparisons(let studies): return filled(studies, RareEventStudies.comparisons)
        case .rateComparisons(let studies): return filled(studies, RareEventStudies.rateComparisons)
        case .groups(let studies): return filled(studies, RareEventStudies.groups)
        case .rates(let studies): return filled(studies, RareEventStudies.rates)
        }
    }

    /// The rows that have one shape, by their positions.
    struct Selection {
        /// The counts.
        let studies: RareEventStudies
        /// The positions of the rows that have them.
        let rows: [Int]
    }

    /// The rows of each shape, two groups before one and participants before person-time.
    private static func selections(_ rows: [Contrast]) -> [Selection] {
        func selection<Summary: StudySummary>(_ make: ([Summary]) -> RareEventStudies) -> Selection {
            let found = rows.map { $0.summary?.as(Summary.self) }
            return Selection(
                studies: make(found.compactMap(\.self)), rows: found.indices.filter { found[$0] != nil })
        }
        return [
            selection(RareEventStudies.comparisons), selection(RareEventStudies.groups),
            selection(RareEventStudies.rateComparisons), selection(RareEventStudies.rates),
        ]
    }

    /// The shape that most rows have; nil where no row has counts.
    static func selection(from rows: [Contrast]) -> Selection? {
        var best: Selection?
        for selection in selections(rows) where selection.rows.count > (best?.rows.count ?? 0) { best = selection }
        return best
    }
}
