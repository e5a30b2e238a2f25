import TrialStatistics

/// Numbers whose squares or ratios double precision can hold; no real unit needs others.
enum Magnitudes {
    /// The largest number whose square, times any number of studies, is far from the end of double precision.
    static let largest = 1e75

    /// Throws for the first estimate or variance that is too large or too small, its study counted from 1.
    static func check(estimates: [Double], variances: [Double]) throws(StatisticsError) {
        try check(estimates, of: "estimate", least: 0, most: largest)
        try check(variances, of: "variance", least: 1 / largest, most: largest * largest)
    }

    /// Throws for the first number of a column outside its bounds; what is not positive or not finite has an error of its own.
    static func check(
        _ values: [Double], of name: String, least: Double, most: Double
    ) throws(StatisticsError) {
        let bad = values.firstIndex { value in
            value.isFinite && (abs(value) > most || (value > 0 && value < least))
        }
        guard let bad else { return }
        throw StatisticsError(
            .notFinite, "the number is too large or too small to be combined with others; change its unit",
            study: bad + 1, field: name)
    }
}
