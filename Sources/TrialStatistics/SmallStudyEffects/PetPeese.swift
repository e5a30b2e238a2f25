import TrialNumerics

/// PET and PEESE: the effect of an infinitely large study by regression on the standard error or the variance.
///
/// PET regresses the estimates on √v, PEESE on v; the intercepts are the adjusted effects. The conditional estimator
/// takes PEESE where PET's intercept differs from zero at `threshold` (two-sided), else PET. Estimator of τ² and
/// interval are those of the choices; the original proposal is a common effect with a t interval.
///
/// *Edge cases*: fewer than three studies or equal variances are errors. Unreliable with few studies, strong
/// heterogeneity or selection on p-values. *Reference*: Stanley and Doucouliagos 2014, doi:10.1002/jrsm.1095; Stanley
/// 2017, doi:10.1177/1948550617693062.
public struct PetPeese: Sendable, Codable, Equatable {
    /// Which of the two regressions the conditional estimator takes.
    public enum Choice: String, Sendable, Codable {
        /// The regression on the standard error.
        case pet
        /// The regression on the variance.
        case peese
    }

    /// The regression on the standard error.
    public let pet: ModelFit
    /// The regression on the variance.
    public let peese: ModelFit
    /// Which of the two the conditional estimator takes.
    public let choice: Choice
    /// What a reader must know.
    public let warnings: [MethodWarning]

    /// The intercept that the conditional estimator takes.
    public var adjusted: Coefficient { choice == .pet ? pet.coefficients[0] : peese.coefficients[0] }

    /// Fits both regressions.
    ///
    /// - Throws: `StatisticsError` for moderators, fewer than three studies or equal variances.
    public init(
        _ model: LinearModel, by choices: PoolingModel, threshold: Double = 0.1
    ) throws(StatisticsError) {
        guard model.design.isInterceptOnly else {
            throw StatisticsError(.unsupported, "PET and PEESE know no moderators")
        }
        func regression(_ predictor: [Double], _ name: String) throws(StatisticsError) -> ModelFit {
            let design = DesignMatrix(
                values: Matrix(predictor.map { [1, $0] }), names: ["intercept", name])
            return try choices.fit(
                LinearModel(
                    estimates: model.estimates, variances: model.variances, design: design,
                    givenWeights: model.givenWeights))
        }
        pet = try regression(model.variances.map { $0.squareRoot() }, "standardError")
        peese = try regression(model.variances, "variance")
        choice = pet.coefficients[0].pValue < threshold ? .peese : .pet
        warnings = MethodWarning.fewStudiesForAsymmetry(model.studies)
    }
}
