import TrialNumerics

/// Mean and standard deviation as the best linear unbiased combination of the known order statistics of a normal
/// sample.
///
/// Generalised least squares on expectations and covariances of normal order statistics, whose ranks are 1, ⌊n/4⌋ + 1,
/// ⌊n/2⌋ + 1, ⌊3n/4⌋ + 1 and n. Yang, Hutson and Wang 2022, doi:10.1080/02664763.2021.1967890.
public struct BestLinearMoments: MomentEstimator {
    /// Creates the estimator.
    public init() {}

    /// Mean, standard deviation and standard error of the mean, in the units of the summary.
    ///
    /// - Throws: `StatisticsError` for numbers that are out of order, without spread or too few.
    public func moments(of summary: FiveNumberSummary) throws(StatisticsError) -> Derivation {
        let ordered = try summary.checked()
        let n = ordered.total
        let (low, middle, high) = (
            (n / 4).rounded(.down) + 1, (n / 2).rounded(.down) + 1, (0.75 * n).rounded(.down) + 1
        )
        let ranks =
            switch ordered.scenario {
            case .range: [1, middle, n]
            case .quartiles: [low, middle, high]
            case .all: [1, low, middle, high, n]
            }
        let rows = ranks.map { r in
            ranks.map { s in NormalOrderStatistics.approximateCovariance(rank: r, s, total: n) }
        }
        guard let factor = Cholesky(Matrix(rows)) else {
            throw StatisticsError(.tooFewStudies, "is too small for the order statistics to differ", field: "total")
        }
        let expectation = ranks.map { NormalOrderStatistics.approximateExpectation(rank: $0, total: n) }
        let ones = factor.solve(ranks.map { _ in 1 })
        let slopes = factor.solve(expectation)
        let (s00, s01, s11) = (ones.reduce(0, +), dot(ones, expectation), dot(slopes, expectation))
        let (x0, x1) = (dot(ones, ordered.values), dot(slopes, ordered.values))
        let determinant = s00 * s11 - s01 * s01
        return try ordered.derivation(
            mean: (s11 * x0 - s01 * x1) / determinant, deviation: (s00 * x1 - s01 * x0) / determinant,
            formula: "best linear unbiased estimator", reference: "doi:10.1080/02664763.2021.1967890")
    }
}
