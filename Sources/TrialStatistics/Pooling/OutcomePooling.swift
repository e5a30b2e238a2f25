import TrialNumerics

/// What a table of many outcomes shows of one: the numbers of a ``ModelFit`` without moderators.
public struct OutcomeFit: Sendable, Equatable {
    /// Number of studies.
    public let studies: Int
    /// The pooled effect with its inference, on the scale of analysis.
    public let pooled: Coefficient
    /// τ², I², H² and Q with what else the choices ask for.
    public let heterogeneity: Heterogeneity
    /// The prediction interval; nil where none was asked for or there is none.
    public let prediction: ConfidenceLimits?
    /// What a reader must know.
    public let warnings: [MethodWarning]
}

/// Pools one outcome after the other by the same choices, without the parts of a fit that a table does not show.
///
/// Every number is that of ``PoolingModel/fit(_:)`` to the last bit: the same estimators, kernels and intervals are asked, only
/// likelihoods and weights are left out, and what depends on the number of studies alone (design, quantiles) is kept from one
/// outcome to the next. Where an interval asks for the rows themselves, or an interval of τ² or a prediction interval is
/// wanted, the whole fit is made.
public struct OutcomePooling: Sendable {
    private let choices: PoolingModel
    private let profile: MethodProfile
    private let interval: (any CoefficientInterval)?
    private var designs: [PreparedDesign?] = []
    private var quantiles: [Double?] = []

    /// Up to this many studies what depends on their number is kept.
    private static let mostKept = 1024

    /// Prepares the choices; `profile` says what is called I².
    ///
    /// - Throws: `StatisticsError` for a level outside 0…1 and a given τ² that is none.
    public init(_ choices: PoolingModel, profile: MethodProfile) throws(StatisticsError) {
        self.choices = choices
        self.profile = profile
        try choices.check()
        let asksForMore =
            choices.heterogeneity != nil && (choices.heterogeneityInterval != nil || choices.prediction != nil)
        interval = asksForMore ? nil : choices.interval as? any CoefficientInterval
    }

    /// Pools estimates with their sampling variances.
    ///
    /// - Throws: `StatisticsError` naming the first study that cannot be used, counted from 1.
    public mutating func fit(estimates: [Double], variances: [Double]) throws(StatisticsError) -> OutcomeFit {
        let model = try LinearModel(estimates: estimates, variances: variances, design: design(estimates.count))
        let fit: OutcomeFit
        if let interval {
            fit = shortFit(model, interval)
        } else {
            fit = OutcomeFit(profile.presented(try choices.fit(model)))
        }
        guard fit.pooled.estimate.isFinite, fit.pooled.standardError.isFinite else {
            throw StatisticsError(
                .notFinite, "the numbers are too large or too far apart to be combined; change their unit",
                field: "estimate")
        }
        return fit
    }

    private mutating func shortFit(_ model: LinearModel, _ interval: some CoefficientInterval) -> OutcomeFit {
        let estimate = choices.heterogeneityEstimate(model)
        var kernel = ModelKernel(model)
        let atZero = kernel.scores(0)
        let residual = kernel.scores(estimate.tau2).residual
        let df = model.residualDegreesOfFreedom
        let solved = SolvedOutcome(
            coefficients: kernel.coefficients, covariance: Matrix(rows: 1, columns: 1, elements: kernel.inverse),
            coefficientNames: model.design.names, residualScale: df > 0 ? residual / Double(df) : nil,
            inferenceDegreesOfFreedom: model.inferenceDegreesOfFreedom)
        let inference = interval.judgement(of: solved, level: choices.level)
        let heterogeneity = HeterogeneitySummary(
            atZero: atZero, degreesOfFreedom: df, estimate: estimate, choices: choices
        ).heterogeneity
        return OutcomeFit(
            studies: model.studies, pooled: pooled(solved, inference),
            heterogeneity: profile.iSquared == .fromTau2
                ? heterogeneity : heterogeneity.withSquaresFromQ(level: choices.level),
            prediction: nil, warnings: inference.warnings + choices.warnings(model, estimate))
    }

    private mutating func pooled(_ solved: SolvedOutcome, _ inference: CoefficientInference) -> Coefficient {
        let df = inference.degreesOfFreedom[0]
        return inference.coefficient(
            0, name: solved.coefficientNames[0], estimate: solved.coefficients[0], quantile: quantile(df))
    }

    /// The upper quantile for limits on so many degrees of freedom.
    private mutating func quantile(_ df: Double) -> Double {
        let place = df.isInfinite ? 0 : Int(exactly: df) ?? Self.mostKept
        if place < quantiles.count, let known = quantiles[place] { return known }
        let new = StudentTDistribution(degreesOfFreedom: df).upperQuantile((1 - choices.level) / 2)
        guard place >= 0, place < Self.mostKept else { return new }
        while quantiles.count <= place { quantiles.append(nil) }
        quantiles[place] = new
        return new
    }

    private mutating func design(_ studies: Int) -> PreparedDesign {
        if studies < designs.count, let known = designs[studies] { return known }
        let new = PreparedDesign.intercept(studies: studies)
        guard studies < Self.mostKept else { return new }
        while designs.count <= studies { designs.append(nil) }
        designs[studies] = new
        return new
    }
}

/// A pooled effect as intervals judge it.
private struct SolvedOutcome: SolvedCoefficients {
    let coefficients: [Double]
    let covariance: Matrix
    let coefficientNames: [String]
    let residualScale: Double?
    let inferenceDegreesOfFreedom: Int
}

extension OutcomeFit {
    init(_ fit: ModelFit) {
        self.init(
            studies: fit.studies, pooled: fit.pooled, heterogeneity: fit.heterogeneity, prediction: fit.prediction,
            warnings: fit.warnings)
    }
}
