import TrialNumerics

/// The fits of many data sets in turn that differ from a model's in their estimates, are its studies in another order
/// or, without moderators, some of them: by the choices in force, in one piece of memory and without a model of each.
///
/// It serves estimators and intervals that ask for sums alone; every other choice is fitted model by model. What it says is what
/// `PoolingModel.solve` says, by the same operations.
struct RefitKernel: Sendable {
    /// What a data set gives.
    struct Fit {
        /// τ².
        let tau2: Double
        /// The first coefficient: the pooled effect without moderators.
        let pooled: Double
        /// Its model-based variance.
        let variance: Double
        /// k − p.
        let degreesOfFreedom: Int
        /// By how much the interval method scales the model-based covariance.
        let scale: Double
        /// Whether it was scaled by q.
        let isScaled: Bool
    }

    private let isCommon: Bool
    private let givenTau2: Double?
    private let estimator: (any SumsEstimator)?
    /// How the interval method scales a covariance, by the degrees of freedom that are left.
    private(set) var scalings: [ResidualScaling]
    private let coefficientCount: Int
    /// The sums of the data set in hand.
    var kernel: ModelKernel

    /// Prepares the memory; nil where weights are given or a method asks for more than sums.
    init?(_ model: LinearModel, by choices: PoolingModel) {
        guard let interval = choices.interval as? any CoefficientInterval, model.givenWeights == nil else { return nil }
        estimator = choices.heterogeneity as? any SumsEstimator
        guard choices.heterogeneity == nil || estimator != nil || choices.givenTau2 != nil else { return nil }
        (isCommon, givenTau2) = (choices.heterogeneity == nil, choices.givenTau2)
        kernel = ModelKernel(model)
        if kernel.isScalar { kernel.keepStudies() }
        coefficientCount = model.coefficients
        let most = model.residualDegreesOfFreedom
        let fewest = model.design.isInterceptOnly ? 0 : most
        scalings = (fewest...most).map { interval.scaling(degreesOfFreedom: $0, level: choices.level) }
        if fewest > 0 { scalings = Array(repeating: scalings[0], count: most + 1) }
    }

    /// The fit of the data set in hand.
    mutating func fit() -> Fit {
        let tau2 = tau2
        let df = kernel.studies - coefficientCount
        let sums = kernel.scores(tau2)
        let (value, variance) = kernel.coefficient(0)
        let q = df > 0 ? sums.residual / Double(df) : 0
        let isScaled = df > 0 && q >= scalings[df].threshold
        return Fit(
            tau2: tau2, pooled: value, variance: variance, degreesOfFreedom: df, scale: isScaled ? q : 1,
            isScaled: isScaled)
    }

    /// The fit of some studies of the model, which has no moderators.
    mutating func fit(of members: [Int]) -> Fit {
        kernel.load(members: members)
        return fit()
    }

    /// The ratio of a coefficient to its standard error in the data set in hand; 0 for 0/0.
    mutating func statistic(of coefficient: Int) -> Double {
        let scale = fit().scale
        let (value, variance) = kernel.coefficient(coefficient)
        let ratio = value / (variance * scale).squareRoot()
        return ratio.isNaN ? 0 : ratio
    }

    private var tau2: Double {
        mutating get {
            isCommon ? 0 : givenTau2 ?? estimator?.tau2(of: &kernel) ?? 0
        }
    }
}

/// How an interval method scales the model-based covariance by q = y′Py / (k − p), and by which t it judges.
struct ResidualScaling: Sendable {
    /// The q below which the covariance stays as it is; from there on it is scaled by q.
    let threshold: Double
    /// Degrees of freedom below the threshold; infinite for the normal distribution.
    let degreesBelow: Double
    /// Degrees of freedom from the threshold on.
    let degreesFrom: Double

    /// The normal distribution and a covariance that is never scaled.
    static let normal = ResidualScaling(threshold: .infinity, degreesBelow: .infinity, degreesFrom: .infinity)
}
