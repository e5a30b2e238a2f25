import Glibc
import TrialNumerics

/// What each study does to the fit: the measures of influence of Viechtbauer and Cheung.
///
/// With β₍₋ᵢ₎ and τ²₍₋ᵢ₎ from the model without study i, C the covariance of β by the interval method in force and s its
/// scale factor (Hartung and Knapp's q, else 1):
/// - studentised residual = (y − x′β₍₋ᵢ₎) / √(s₍₋ᵢ₎(v + τ²₍₋ᵢ₎ + x′(X′WX)₍₋ᵢ₎⁻¹x)), so that s scales the whole variance;
/// - DFFITS = (x′β − x′β₍₋ᵢ₎) / √(s₍₋ᵢ₎ hᵢ (v + τ²₍₋ᵢ₎));
/// - Cook's distance = (β − β₍₋ᵢ₎)′ C⁻¹ (β − β₍₋ᵢ₎);
/// - covariance ratio = |C₍₋ᵢ₎| / |C|;
/// - DFBETAS = (β − β₍₋ᵢ₎) over the root of the diagonal of s₍₋ᵢ₎(X′W₍₋ᵢ₎X)⁻¹, weights of all studies at τ²₍₋ᵢ₎.
///
/// A study is flagged where |DFFITS| > 3√(p / (k − p)), the χ² distribution with p degrees of freedom has half or more
/// of its area below Cook's distance, the hat value is above 3p/k, or any |DFBETAS| > 1.
///
/// *Edge cases*: measures that need a refit are nil where the other studies cannot carry the model, and any measure that
/// would divide by zero is nil, as with equal estimates under the unguarded Hartung–Knapp method. *Reference*:
/// Viechtbauer and Cheung 2010, doi:10.1002/jrsm.11.
public struct Influence: Sendable, Codable, Equatable {
    /// One study's influence.
    public struct Row: Sendable, Codable, Equatable {
        /// 1-based position of the study.
        public let study: Int
        /// The diagonal element of the hat matrix.
        public let hat: Double
        /// The weight in percent.
        public let weight: Double
        /// What the refit without the study shows; nil where there is none.
        public let deletion: Deletion?
        /// Whether one of the rules flags the study.
        public let isInfluential: Bool
    }

    /// What changes without a study.
    public struct Deletion: Sendable, Codable, Equatable {
        /// The externally studentised residual; `StudyResiduals` lets s scale the model's part of the variance only.
        public let studentisedResidual: Double?
        /// The standardised change of the fitted value.
        public let dffits: Double?
        /// The distance between all fitted values with and without the study.
        public let cooksDistance: Double?
        /// The determinant of the covariance without the study over the one with it; below 1 the study costs precision.
        public let covarianceRatio: Double?
        /// τ² without the study.
        public let tau2: Double
        /// Cochran's Q without the study.
        public let q: Double
        /// The standardised change of each coefficient.
        public let dfbetas: [Double?]
    }

    /// One row a study, in the order of the studies.
    public let rows: [Row]

    /// Computes the influence of each study of `model`.
    ///
    /// - Throws: `StatisticsError` where the level is outside 0…1 or there are more than 10,000 studies.
    public init(_ model: LinearModel, by choices: PoolingModel) throws(StatisticsError) {
        try choices.checkedLevel()
        try model.checkedRefits()
        let full = choices.solve(model)
        let hat = HatMatrix(full.solution)
        let weights = full.solution.weightPercentages
        let precision = Cholesky(full.inference.covariance)
        var deletions = Deletions(model, by: choices)
        rows = (0..<model.studies).map { i in
            let deletion = deletions.fit(without: i).map { rest in
                Self.deletion(
                    i, full: full, without: (rest, deletions.covarianceOfAll(at: rest.tau2)), hat: hat[i, i],
                    precision: precision)
            }
            return Row(
                study: i + 1, hat: hat[i, i], weight: weights[i], deletion: deletion,
                isInfluential: Self.isInfluential(deletion, hat: hat[i, i], model))
        }
    }

    private static func deletion(
        _ row: Int, full: SolvedModel, without: (fit: DeletedFit, covarianceOfAll: Matrix), hat: Double,
        precision: Cholesky?
    ) -> Deletion {
        let (model, rest) = (full.solution.model, without.fit)
        let tau2 = rest.tau2
        let x = model.design.values.row(row)
        let marginal = model.variances[row] + tau2
        let change = zip(full.solution.coefficients, rest.solution.coefficients).map { $0 - $1 }
        let scale = rest.covarianceScale
        let half = precision?.forwardSolve(change)
        let studentised =
            (model.estimates[row] - dot(x, rest.solution.coefficients))
            / (scale * (marginal + rest.solution.covariance.quadraticForm(x))).squareRoot()
        return Deletion(
            studentisedResidual: studentised.ifFinite,
            dffits: (dot(x, change) / (scale * hat * marginal).squareRoot()).ifFinite,
            cooksDistance: half.flatMap { dot($0, $0).ifFinite },
            covarianceRatio: (determinant(rest.inference.covariance) / determinant(full.inference.covariance))
                .ifFinite,
            tau2: tau2,
            q: rest.q,
            dfbetas: change.indices.map {
                (change[$0] / (scale * without.covarianceOfAll[$0, $0]).squareRoot()).ifFinite
            })
    }

    private static func determinant(_ covariance: Matrix) -> Double {
        Cholesky(covariance).map { exp($0.logDeterminant) } ?? 0
    }

    private static func isInfluential(_ deletion: Deletion?, hat: Double, _ model: LinearModel) -> Bool {
        let p = Double(model.coefficients)
        let k = Double(model.studies)
        if hat > 3 * p / k { return true }
        guard let deletion else { return false }
        return abs(deletion.dffits ?? 0) > 3 * (p / (k - p)).squareRoot()
            || ChiSquaredDistribution(degreesOfFreedom: p).cumulative(deletion.cooksDistance ?? 0) > 0.5
            || deletion.dfbetas.contains { abs($0 ?? 0) > 1 }
    }
}
