/// Mean and standard deviation from the range by the inequalities of Hozo et al.
///
/// Mean: (a + 2m + b)/4 up to n = 25, the median above. Standard deviation: √(((a − 2m + b)²/4 + (b − a)²)/12) up to
/// 15, the range over 4 up to 70 and over 6 above. Superseded by Luo and Wan; kept to reproduce older reviews. Hozo,
/// Djulbegovic and Hozo 2005, doi:10.1186/1471-2288-5-13.
public struct Hozo: MomentEstimator {
    /// Creates the estimator.
    public init() {}

    /// Mean, standard deviation and standard error of the mean, in the units of the summary.
    ///
    /// - Throws: `StatisticsError` for numbers that are out of order, without spread or too few, or no range.
    public func moments(of summary: FiveNumberSummary) throws(StatisticsError) -> Derivation {
        let ordered = try summary.checked()
        guard let range = ordered.range else {
            throw StatisticsError(.missingField, "Hozo's method needs the range", field: "minimum")
        }
        let (width, skew) = (range.high - range.low, range.low - 2 * ordered.median + range.high)
        let n = ordered.total
        let mean = n <= 25 ? (range.low + 2 * ordered.median + range.high) / 4 : ordered.median
        let deviation =
            n <= 15 ? ((skew * skew / 4 + width * width) / 12).squareRoot() : n <= 70 ? width / 4 : width / 6
        return try ordered.derivation(
            mean: mean, deviation: deviation, formula: "Hozo", reference: "doi:10.1186/1471-2288-5-13")
    }
}

/// Mean and standard deviation from all five numbers by Bland's bounds.
///
/// Bland 2015, International Journal of Statistics in Medical Research 4, 57–64.
public struct Bland: MomentEstimator {
    /// Creates the estimator.
    public init() {}

    /// Mean, standard deviation and standard error of the mean, in the units of the summary.
    ///
    /// - Throws: `StatisticsError` for numbers that are out of order, without spread or too few, or fewer than five
    ///   numbers.
    public func moments(of summary: FiveNumberSummary) throws(StatisticsError) -> Derivation {
        let ordered = try summary.checked()
        guard ordered.scenario == .all else {
            throw StatisticsError(.missingField, "Bland's method needs all five numbers", field: "firstQuartile")
        }
        let x = ordered.values
        let mean = (x[0] + 2 * (x[1] + x[2] + x[3]) + x[4]) / 8
        let squares = (x[0] * x[0] + 2 * (x[1] * x[1] + x[2] * x[2] + x[3] * x[3]) + x[4] * x[4]) / 16
        let products = (x[0] * x[1] + x[1] * x[2] + x[2] * x[3] + x[3] * x[4]) / 8
        return try ordered.derivation(
            mean: mean, deviation: (squares + products - mean * mean).squareRoot(), formula: "Bland",
            reference: "International Journal of Statistics in Medical Research 4, 57–64")
    }
}

/// The median as mean, and the standard deviation as the range over its exact expectation for normal data.
///
/// Walter and Yao 2007, doi:10.1016/j.jclinepi.2006.11.003.
public struct WalterYao: MomentEstimator {
    /// Creates the estimator.
    public init() {}

    /// Mean, standard deviation and standard error of the mean, in the units of the summary.
    ///
    /// - Throws: `StatisticsError` for numbers that are out of order, without spread or too few, or no range.
    public func moments(of summary: FiveNumberSummary) throws(StatisticsError) -> Derivation {
        let ordered = try summary.checked()
        guard let range = ordered.range else {
            throw StatisticsError(.missingField, "Walter and Yao's method needs the range", field: "minimum")
        }
        return try ordered.derivation(
            mean: ordered.median,
            deviation: (range.high - range.low) / NormalOrderStatistics.expectedRange(ordered.total),
            formula: "range / expected range", reference: "doi:10.1016/j.jclinepi.2006.11.003")
    }
}
