import Glibc
import TrialNumerics

/// The choices that turn estimates into a pooled effect: model, heterogeneity, interval, prediction, level.
///
/// `heterogeneity` nil is the common-effect model (also called fixed effect): one true effect, weights 1/v.
public struct PoolingModel: Sendable {
    /// The estimator of τ²; nil for a common effect.
    public var heterogeneity: (any HeterogeneityEstimator)?
    /// A τ² given from outside in place of an estimate.
    public var givenTau2: Double?
    /// The interval for τ²; nil for none.
    public var heterogeneityInterval: (any HeterogeneityInterval)? = QProfileInterval()
    /// The interval for the coefficients.
    public var interval: any IntervalMethod
    /// The prediction interval; nil for none.
    public var prediction: (any PredictionMethod)?
    /// The fewest independent studies for which a prediction interval is given.
    public var fewestStudiesForPrediction = 2
    /// Confidence level of all limits.
    public var level = 0.95
    /// 1-based positions of the coefficients to test together; nil for all but the intercept.
    public var testedCoefficients: [Int]?

    /// Creates a model from its three methods.
    public init(
        heterogeneity: (any HeterogeneityEstimator)?, interval: any IntervalMethod,
        prediction: (any PredictionMethod)? = nil
    ) {
        self.heterogeneity = heterogeneity
        self.interval = interval
        self.prediction = prediction
    }

    /// One true effect, weights 1/v, normal interval.
    public static let commonEffect = PoolingModel(heterogeneity: nil, interval: NormalInterval())

    /// Fits the model.
    ///
    /// - Throws: `StatisticsError` where the level is outside 0…1 or a tested coefficient does not exist.
    public func fit(_ model: LinearModel) throws(StatisticsError) -> ModelFit {
        try check()
        let estimate = heterogeneityEstimate(model)
        let solution = interval.solution(of: model, tau2: estimate.tau2, isRandom: heterogeneity != nil)
        let inference = interval.inference(for: solution, level: level)
        let likelihood = fitStatistics(solution)
        let prediction = predictionLimits(solution, inference)
        return ModelFit(
            studies: model.studies, level: level, interval: interval.code,
            coefficients: inference.table(solution, level: level),
            heterogeneity: HeterogeneitySummary(model: model, estimate: estimate, choices: self).heterogeneity,
            moderatorTest: try moderatorTest(solution, inference),
            prediction: prediction,
            maximumLikelihood: likelihood.maximum,
            restrictedLikelihood: heterogeneity == nil ? nil : likelihood.restricted,
            weights: solution.weightPercentages, convergence: estimate.convergence,
            warnings: inference.warnings + warnings(model, estimate) + Self.warnings(prediction, around: solution),
            clusters: model.clusters)
    }

    /// Throws for a level outside 0…1 and a given τ² that is none.
    func check() throws(StatisticsError) {
        guard level > 0, level < 1 else {
            throw StatisticsError(.impossibleData, "the confidence level must lie between 0 and 1", field: "level")
        }
        if let tau2 = givenTau2, !(tau2.isFinite && tau2 >= 0) {
            throw StatisticsError(.impossibleData, "a given τ² must be a number ≥ 0", field: "tau2")
        }
    }

    /// A prediction interval that does not contain the pooled effect comes from another distribution of τ² than that.
    private static func warnings(_ prediction: ConfidenceLimits?, around solution: ModelSolution) -> [MethodWarning] {
        guard let prediction, prediction.lower > solution.coefficients[0] || prediction.upper < solution.coefficients[0]
        else { return [] }
        return [
            MethodWarning(
                code: "prediction-apart",
                message:
                    "The prediction interval does not contain the pooled effect, because it does not rest on the τ² of the fit."
            )
        ]
    }

    /// τ², estimated or given; 0 for a common effect.
    func heterogeneityEstimate(_ model: LinearModel) -> HeterogeneityEstimate {
        guard let heterogeneity else { return HeterogeneityEstimate(tau2: 0, standardError: nil) }
        if let givenTau2 {
            return HeterogeneityEstimate(
                tau2: givenTau2, standardError: heterogeneity.standardError(of: givenTau2, in: model),
                convergence: Convergence(converged: true, iterations: 0, method: "given"))
        }
        return heterogeneity.estimate(model)
    }

    private func predictionLimits(_ solution: ModelSolution, _ inference: CoefficientInference) -> ConfidenceLimits? {
        guard solution.isRandom, solution.model.independentStudies >= fewestStudiesForPrediction else { return nil }
        return prediction?.interval(for: solution, inference: inference, level: level)
    }

    private func moderatorTest(
        _ solution: ModelSolution, _ inference: CoefficientInference
    ) throws(StatisticsError) -> ModeratorTest? {
        let p = solution.coefficients.count
        if let tested = testedCoefficients {
            guard let last = tested.max(), let first = tested.min(), first >= 1, last <= p else {
                throw StatisticsError(
                    .impossibleData, "tested coefficients must lie between 1 and \(p)", field: "testedCoefficients")
            }
            return ModeratorTest(solution, inference, testing: tested.map { $0 - 1 })
        }
        guard !solution.model.design.isPooledEffectOnly else { return nil }
        let intercepts = solution.model.design.interceptColumns
        return ModeratorTest(solution, inference, testing: (0..<p).filter { !intercepts.contains($0) })
    }

    private func fitStatistics(_ solution: ModelSolution) -> (maximum: FitStatistics, restricted: FitStatistics?) {
        let model = solution.model
        var likelihood = LogLikelihood(model, residuals: model.givenWeights == nil ? nil : solution.residuals)
        let (maximum, restricted) = likelihood.values(solution.tau2)
        let logTwoPi = 1.837_877_066_409_345_5
        let saturated = -0.5 * model.variances.reduce(0) { $0 + logTwoPi + log($1) }
        let parameters = Double(model.coefficients) + (heterogeneity == nil || givenTau2 != nil ? 0 : 1)
        let k = Double(model.studies)
        let df = Double(model.residualDegreesOfFreedom)
        return (
            FitStatistics(
                logLikelihood: maximum, deviance: -2 * (maximum - saturated), parameters: parameters, observations: k),
            df > 0
                ? FitStatistics(
                    logLikelihood: restricted, deviance: -2 * restricted, parameters: parameters, observations: df)
                : nil
        )
    }

    /// What is to be said of an estimate of τ².
    func warnings(_ model: LinearModel, _ estimate: HeterogeneityEstimate) -> [MethodWarning] {
        var warnings: [MethodWarning] = []
        if !estimate.convergence.converged {
            warnings.append(
                MethodWarning(
                    code: "not-converged", message: "The search for τ² did not converge; do not rely on this fit."))
        }
        if heterogeneity != nil, model.residualDegreesOfFreedom == 0 {
            warnings.append(
                MethodWarning(
                    code: "single-study",
                    message: "With one study nothing can be known of differences between studies; τ² is set to 0."))
        }
        if heterogeneity != nil, let heterogeneityInterval {
            warnings += heterogeneityInterval.warnings(model, level: level)
        }
        return warnings
    }
}
