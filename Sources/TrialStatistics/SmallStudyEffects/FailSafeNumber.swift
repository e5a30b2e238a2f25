import Glibc
import TrialNumerics

/// A fail-safe number: how many unseen studies averaging no effect would overturn a result.
///
/// It does not estimate how many studies are missing, and it says nothing about bias within studies.
public struct FailSafeNumber: Sendable, Codable, Equatable {
    /// The word of the method.
    public let code: String
    /// The number of studies, rounded up; 0 where the result does not meet its criterion anyway.
    public let studies: Double
    /// The pooled effect of the observed studies; nil for Rosenthal's method.
    public let estimate: Double?
    /// The p-value of the observed studies; nil for Orwin's method.
    public let pValue: Double?
    /// The level to be reached; nil for Orwin's method.
    public let significanceLevel: Double?
    /// The effect to be reached, with the sign of the estimate; nil for methods that ask for significance.
    public let target: Double?
    /// The model of observed and unseen studies together, where one is fitted.
    public let combined: Combined?
    /// What a reader must know.
    public let warnings: [MethodWarning]

    /// What observed and unseen studies give together.
    public struct Combined: Sendable, Codable, Equatable {
        /// The pooled effect.
        public let estimate: Double
        /// τ².
        public let tau2: Double
        /// The p-value.
        public let pValue: Double
    }

    /// Rosenthal: the number that brings the one-sided p-value of Stouffer's sum of z down to the level.
    ///
    /// N = (Σz)² / z_α² − k. Rosenthal 1979, doi:10.1037/0033-2909.86.3.638.
    public static func rosenthal(
        _ model: LinearModel, significanceLevel: Double = 0.05
    ) throws(StatisticsError) -> FailSafeNumber {
        try check(model, significanceLevel)
        let sum = zip(model.estimates, model.variances).reduce(0) { $0 + $1.0 / $1.1.squareRoot() }
        let k = Double(model.studies)
        let critical = NormalDistribution.standard.upperQuantile(significanceLevel)
        return FailSafeNumber(
            code: "rosenthal", studies: max(0, (sum * sum / (critical * critical) - k).rounded(.up)), estimate: nil,
            pValue: NormalDistribution.standard.upperTail(abs(sum) / k.squareRoot()),
            significanceLevel: significanceLevel, target: nil, combined: nil,
            warnings: MethodWarning.fewStudiesForAsymmetry(model.studies))
    }

    /// Orwin: the number that brings the inverse-variance weighted mean down to a target.
    ///
    /// N = k (μ − target) / target; the target takes the sign of μ and is half of μ unless given. Orwin 1983,
    /// doi:10.3102/10769986008002157.
    public static func orwin(_ model: LinearModel, target: Double? = nil) throws(StatisticsError) -> FailSafeNumber {
        try check(model, 0.5)
        if let target, !(target.isFinite && target != 0) {
            throw StatisticsError(.impossibleData, "the target must be a number other than 0", field: "target")
        }
        let mean = commonEffect(model).coefficients[0]
        let goal = target.map { copysign($0, mean) } ?? mean / 2
        let number = Double(model.studies) * (mean - goal) / goal
        return FailSafeNumber(
            code: "orwin", studies: number > 0 ? roundedUp(number) : 0, estimate: mean, pValue: nil,
            significanceLevel: nil, target: goal, combined: nil,
            warnings: MethodWarning.fewStudiesForAsymmetry(model.studies))
    }

    /// Rosenberg: the number that brings the two-sided p-value of the common-effect mean up to the level.
    ///
    /// N = k (z² / z²_{α/2} − 1) with z = Σwy / √Σw and w = 1/v; new studies have the mean weight. Rosenberg 2005,
    /// doi:10.1111/j.0014-3820.2005.tb01004.x.
    public static func rosenberg(
        _ model: LinearModel, significanceLevel: Double = 0.05
    ) throws(StatisticsError) -> FailSafeNumber {
        try check(model, significanceLevel)
        let solution = commonEffect(model)
        let z = solution.coefficients[0] / solution.covariance[0, 0].squareRoot()
        let critical = NormalDistribution.standard.upperQuantile(significanceLevel / 2)
        let number = Double(model.studies) * (z * z / (critical * critical) - 1)
        return FailSafeNumber(
            code: "rosenberg", studies: max(0, number.rounded(.up)), estimate: solution.coefficients[0],
            pValue: NormalDistribution.standard.twoSided(z), significanceLevel: significanceLevel, target: nil,
            combined: nil, warnings: MethodWarning.fewStudiesForAsymmetry(model.studies))
    }

    private static func commonEffect(_ model: LinearModel) -> ModelSolution {
        ModelSolution(model, tau2: 0, isRandom: false)
    }

    /// Rounds up, but not because of the last bits: half of a mean asks for k studies, not for k + 1.
    private static func roundedUp(_ number: Double) -> Double {
        let nearest = number.rounded()
        return abs(number - nearest) <= 1e-9 * max(1, nearest) ? nearest : number.rounded(.up)
    }

    static func check(_ model: LinearModel, _ significanceLevel: Double) throws(StatisticsError) {
        guard model.design.isInterceptOnly else {
            throw StatisticsError(.unsupported, "a fail-safe number needs a model without moderators")
        }
        guard significanceLevel > 0, significanceLevel < 1 else {
            throw StatisticsError(
                .impossibleData, "the significance level must lie between 0 and 1", field: "significanceLevel")
        }
    }
}
