import TrialNumerics

/// A median with the range, the quartiles, or both, and the sample size.
public struct FiveNumberSummary: Sendable, Codable, Equatable {
    /// Which numbers are known beside the median.
    public enum Scenario: String, Sendable, Codable {
        /// Minimum and maximum (S1).
        case range
        /// First and third quartile (S2).
        case quartiles
        /// All five numbers (S3).
        case all
    }

    /// The smallest value.
    public var minimum: Double?
    /// The first quartile.
    public var firstQuartile: Double?
    /// The median.
    public var median: Double
    /// The third quartile.
    public var thirdQuartile: Double?
    /// The greatest value.
    public var maximum: Double?
    /// Participants.
    public var total: Double

    /// Creates a summary.
    public init(
        median: Double, total: Double, range: (minimum: Double, maximum: Double)? = nil,
        quartiles: (first: Double, third: Double)? = nil
    ) {
        self.median = median
        self.total = total
        minimum = range?.minimum
        maximum = range?.maximum
        firstQuartile = quartiles?.first
        thirdQuartile = quartiles?.third
    }

    /// The numbers in ascending order with their scenario; numbers out of order or too few are an error.
    func checked() throws(StatisticsError) -> OrderedSummary {
        try ConversionInput.atLeast(2, total, "total")
        try ConversionInput.finite(median, "median")
        let range = minimum.flatMap { low in maximum.map { (low, $0) } }
        let quartiles = firstQuartile.flatMap { low in thirdQuartile.map { (low, $0) } }
        let summary: OrderedSummary
        switch (range, quartiles) {
        case (let range?, let quartiles?):
            summary = OrderedSummary(.all, [range.0, quartiles.0, median, quartiles.1, range.1], total)
        case (let range?, nil): summary = OrderedSummary(.range, [range.0, median, range.1], total)
        case (nil, let quartiles?): summary = OrderedSummary(.quartiles, [quartiles.0, median, quartiles.1], total)
        case (nil, nil):
            throw StatisticsError(.missingField, "give the range or the quartiles with the median", field: "minimum")
        }
        for (low, high) in zip(summary.values, summary.values.dropFirst()) {
            try ConversionInput.ordered(low, high, "median")
        }
        guard summary.values[0] < summary.values.last! else {
            throw StatisticsError(.impossibleData, "equals its limits; there is no spread to estimate", field: "median")
        }
        return summary
    }
}

/// The known numbers in ascending order.
struct OrderedSummary: Sendable {
    let scenario: FiveNumberSummary.Scenario
    let values: [Double]
    let total: Double

    init(_ scenario: FiveNumberSummary.Scenario, _ values: [Double], _ total: Double) {
        self.scenario = scenario
        self.values = values
        self.total = total
    }

    /// The numbers after an increasing function.
    func mapped(_ function: (Double) -> Double) -> OrderedSummary {
        OrderedSummary(scenario, values.map(function), total)
    }

    var median: Double { values[values.count / 2] }
    /// Minimum and maximum, where known.
    var range: (low: Double, high: Double)? {
        scenario == .quartiles ? nil : (values[0], values[values.count - 1])
    }
    /// The quartiles, where known.
    var quartiles: (low: Double, high: Double)? {
        switch scenario {
        case .range: nil
        case .quartiles: (values[0], values[2])
        case .all: (values[1], values[3])
        }
    }

    /// The expected distance from the mean to the maximum, in standard deviations (Blom's approximation).
    var rangeUnit: Double { NormalDistribution.standard.quantile((total - 0.375) / (total + 0.25)) }
    /// The expected distance from the mean to the third quartile, in standard deviations.
    var quartileUnit: Double { NormalDistribution.standard.quantile((0.75 * total - 0.125) / (total + 0.25)) }

    var inputs: [Derivation.Quantity] {
        let names =
            switch scenario {
            case .range: ["minimum", "median", "maximum"]
            case .quartiles: ["first quartile", "median", "third quartile"]
            case .all: ["minimum", "first quartile", "median", "third quartile", "maximum"]
            }
        return zip(names, values).map { .init($0, $1) } + [.init("participants", total)]
    }

    func derivation(
        mean: Double, deviation: Double, formula: String, reference: String, warnings: [String] = []
    ) throws(StatisticsError) -> Derivation {
        guard mean.isFinite, deviation.isFinite, deviation >= 0 else {
            throw StatisticsError(.notFinite, "\(formula) gives no finite mean and standard deviation", field: "median")
        }
        return Derivation(
            [
                .init("mean", mean), .init("standard deviation", deviation),
                .init("standard error", deviation / total.squareRoot()),
            ], formula: formula, inputs: inputs, reference: reference, warnings: warnings)
    }
}

/// A way from a five-number summary, or part of one, to mean and standard deviation.
public protocol MomentEstimator: Sendable {
    /// Mean, standard deviation and standard error of the mean, in the units of the summary, with their trail.
    ///
    /// The derivation's values are named `mean`, `standard deviation` and `standard error`.
    func moments(of summary: FiveNumberSummary) throws(StatisticsError) -> Derivation
}
