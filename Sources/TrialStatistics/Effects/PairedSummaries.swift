/// Two binary outcomes of the same participants, or of matched pairs: first = treatment or after, second = control or
/// before.
public struct PairedBinary: Sendable, Codable, Equatable {
    /// Pairs with both outcomes.
    public var bothPositive: Double
    /// Pairs with the first outcome only.
    public var firstOnly: Double
    /// Pairs with the second outcome only.
    public var secondOnly: Double
    /// Pairs with neither.
    public var bothNegative: Double

    /// Creates a table from its cells.
    public init(bothPositive: Double, firstOnly: Double, secondOnly: Double, bothNegative: Double) {
        self.bothPositive = bothPositive
        self.firstOnly = firstOnly
        self.secondOnly = secondOnly
        self.bothNegative = bothNegative
    }

    /// Creates a table from its margins and the correlation (phi) of the two outcomes.
    public init(events1: Double, events2: Double, total: Double, correlation: Double) {
        let (p, q) = (events1 / total, events2 / total)
        let both = total * (p * q + correlation * (p * (1 - p) * q * (1 - q)).squareRoot())
        self.init(
            bothPositive: both, firstOnly: events1 - both, secondOnly: events2 - both,
            bothNegative: total - events1 - events2 + both)
    }

    /// The number of pairs.
    public var total: Double { bothPositive + firstOnly + secondOnly + bothNegative }
}

extension PairedBinary: CellTable {
    /// Whether any of the four cells is zero.
    public var hasZeroCell: Bool { bothPositive == 0 || firstOnly == 0 || secondOnly == 0 || bothNegative == 0 }

    /// Whether no pair is discordant.
    public var isUninformative: Bool { firstOnly == 0 && secondOnly == 0 }

    /// The table with `amount` added to each cell.
    public func adding(_ amount: Double) -> PairedBinary {
        PairedBinary(
            bothPositive: bothPositive + amount, firstOnly: firstOnly + amount, secondOnly: secondOnly + amount,
            bothNegative: bothNegative + amount)
    }
}

extension PairedBinary: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["bothPositive", "firstOnly", "secondOnly", "bothNegative"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        self.init(
            bothPositive: try row.nonNegative("bothPositive"), firstOnly: try row.nonNegative("firstOnly"),
            secondOnly: try row.nonNegative("secondOnly"), bothNegative: try row.nonNegative("bothNegative"))
    }
}

/// Two means of the same participants: 1 = after or treatment, 2 = before or control.
public struct PairedMeans: Sendable, Codable, Equatable {
    /// First mean.
    public var mean1: Double
    /// Second mean.
    public var mean2: Double
    /// Standard deviation of the first measurements.
    public var standardDeviation1: Double
    /// Standard deviation of the second measurements.
    public var standardDeviation2: Double
    /// Participants.
    public var total: Double
    /// Correlation of the two measurements.
    public var correlation: Double

    /// Creates a summary from two groups of the same participants.
    public init(_ first: MeanGroup, _ second: MeanGroup, correlation: Double) {
        mean1 = first.mean
        mean2 = second.mean
        standardDeviation1 = first.standardDeviation
        standardDeviation2 = second.standardDeviation
        total = first.total
        self.correlation = correlation
    }

    /// The variance of the differences.
    var changeVariance: Double {
        let product = standardDeviation1 * standardDeviation2
        return variance1 + variance2 - 2 * correlation * product
    }
    /// The variance of the first measurements.
    var variance1: Double { standardDeviation1 * standardDeviation1 }
    /// The variance of the second measurements.
    var variance2: Double { standardDeviation2 * standardDeviation2 }
}

extension PairedMeans: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["mean1", "mean2", "sd1", "sd2", "total", "correlation"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        let total = try row.total("total")
        self.init(
            MeanGroup(mean: try row.value("mean1"), standardDeviation: try row.nonNegative("sd1"), total: total),
            MeanGroup(mean: try row.value("mean2"), standardDeviation: try row.nonNegative("sd2"), total: total),
            correlation: try row.correlation("correlation"))
    }
}

/// Two means of the same participants when only the standard deviation of one is needed.
public struct PairedMeansOneDeviation: Sendable, Codable, Equatable {
    /// The difference of the means, first − second.
    public var difference: Double
    /// The standard deviation that standardises.
    public var standardDeviation: Double
    /// Participants.
    public var total: Double
    /// Correlation of the two measurements.
    public var correlation: Double

    /// Creates a summary.
    public init(difference: Double, standardDeviation: Double, total: Double, correlation: Double) {
        self.difference = difference
        self.standardDeviation = standardDeviation
        self.total = total
        self.correlation = correlation
    }
}

extension PairedMeansOneDeviation: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["mean1", "mean2", "sd1", "total", "correlation"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        self.init(
            difference: try row.value("mean1") - row.value("mean2"), standardDeviation: try row.nonNegative("sd1"),
            total: try row.total("total"), correlation: try row.correlation("correlation"))
    }
}

/// Two standard deviations of the same participants.
public struct PairedDeviations: Sendable, Codable, Equatable {
    /// Standard deviation of the first measurements.
    public var standardDeviation1: Double
    /// Standard deviation of the second measurements.
    public var standardDeviation2: Double
    /// Participants.
    public var total: Double
    /// Correlation of the two measurements.
    public var correlation: Double

    /// Creates a summary.
    public init(standardDeviation1: Double, standardDeviation2: Double, total: Double, correlation: Double) {
        self.standardDeviation1 = standardDeviation1
        self.standardDeviation2 = standardDeviation2
        self.total = total
        self.correlation = correlation
    }
}

extension PairedDeviations: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["sd1", "sd2", "total", "correlation"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        self.init(
            standardDeviation1: try row.nonNegative("sd1"), standardDeviation2: try row.nonNegative("sd2"),
            total: try row.total("total"), correlation: try row.correlation("correlation"))
    }
}
