import Glibc

/// A test of whether a five-number summary, or part of one, can come from a symmetric normal sample; level 0.05.
///
/// Range: T₁ = |a + b − 2m|/(b − a) against 1.01/log(n + 9) + 2.43/(n + 1). Quartiles: T₂ = |q₁ + q₃ − 2m|/(q₃ − q₁)
/// against 2.66/√n − 5.92/n². All: max(2.65 log(0.6n)/√n T₁, T₂) against 2.97/√n − 39.1/n³. Skewed summaries should not
/// go into methods for normal data. Shi et al. 2023, doi:10.1177/09622802231172043.
public struct SkewnessTest: Conversion {
    /// The summary.
    public var summary: FiveNumberSummary

    /// Creates the test.
    public init(_ summary: FiveNumberSummary) { self.summary = summary }

    /// What the test says.
    public struct Result: Sendable, Codable, Equatable {
        /// The test statistic.
        public let statistic: Double
        /// The value above which the summary counts as skewed.
        public let criticalValue: Double
        /// Whether it does.
        public var isSkewed: Bool { statistic > criticalValue }
    }

    /// The outcome of the test.
    ///
    /// - Throws: `StatisticsError` for numbers out of order or without spread.
    public func result() throws(StatisticsError) -> Result { Self.result(try summary.checked()) }

    /// The statistic and its critical value, with a warning when the data are skewed.
    public func derive() throws(StatisticsError) -> Derivation {
        let ordered = try summary.checked()
        let result = Self.result(ordered)
        return Derivation(
            [.init("skewness statistic", result.statistic), .init("critical value", result.criticalValue)],
            formula: "skewness test", inputs: ordered.inputs, reference: "doi:10.1177/09622802231172043",
            warnings: result.isSkewed ? ["the summary shows skewed data"] : [])
    }

    static func result(_ summary: OrderedSummary) -> Result {
        let (n, root) = (summary.total, summary.total.squareRoot())
        func skew(_ pair: (low: Double, high: Double)) -> Double {
            pair.high == pair.low ? 0 : abs(pair.low + pair.high - 2 * summary.median) / (pair.high - pair.low)
        }
        switch (summary.range.map(skew), summary.quartiles.map(skew)) {
        case (let outer?, let inner?):
            return Result(
                statistic: max(2.65 * log(0.6 * n) / root * outer, inner),
                criticalValue: 2.97 / root - 39.1 / (n * n * n))
        case (let outer?, nil):
            return Result(statistic: outer, criticalValue: 1.01 / log(n + 9) + 2.43 / (n + 1))
        case (nil, let inner): return Result(statistic: inner ?? 0, criticalValue: 2.66 / root - 5.92 / (n * n))
        }
    }
}
