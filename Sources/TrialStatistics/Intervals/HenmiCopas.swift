import Glibc
import TrialNumerics

/// The interval of Henmi and Copas: centred on the common-effect estimate, wide enough for a random-effects model.
///
/// Inverse-variance weights 1/v suffer less from publication bias than those with τ². The variance allows for τ² (by DL);
/// the quantile comes from the joint distribution of the estimate and Q, with Q given the estimate taken as gamma with
/// its exact mean and variance.
///
/// *Edge cases*: k = 1 and models with moderators give the normal interval with a warning. *Reference*: Henmi and Copas
/// 2010, doi:10.1002/sim.4029.
public struct HenmiCopas: IntervalMethod {
    /// `henmi-copas`.
    public let code = "henmi-copas"
    /// `Henmi–Copas`.
    public let name = "Henmi–Copas"

    /// Creates the method.
    public init() {}

    /// The coefficients by the weights 1/v.
    public func solution(of model: LinearModel, tau2: Double, isRandom: Bool) -> ModelSolution {
        guard model.design.isPooledEffectOnly,
            let fixed = try? LinearModel(
                estimates: model.estimates, variances: model.variances, design: model.design,
                givenWeights: model.variances.map { 1 / $0 })
        else { return ModelSolution(model, tau2: tau2, isRandom: isRandom) }
        return ModelSolution(fixed, tau2: tau2, isRandom: isRandom)
    }

    /// The covariance at the DL estimate of τ² with limits from the joint distribution.
    public func inference(for solution: ModelSolution, level: Double) -> CoefficientInference {
        let model = solution.model
        guard model.design.isPooledEffectOnly, model.studies > 1 else {
            let plain = NormalInterval().inference(for: solution, level: level)
            return CoefficientInference(
                covariance: plain.covariance, degreesOfFreedom: plain.degreesOfFreedom,
                warnings: [
                    MethodWarning(
                        code: "henmi-copas-not-possible",
                        message:
                            "The Henmi–Copas interval needs two studies and no moderators; the normal one is given.")
                ])
        }
        let law = JointLaw(model)
        let quantile = law.quantile(tail: (1 - level) / 2)
        let estimate = solution.coefficients[0]
        let error = law.standardError
        let statistic = estimate / error
        return CoefficientInference(
            covariance: Matrix(diagonal: [error * error]), degreesOfFreedom: [.infinity],
            limits: [ConfidenceLimits(lower: estimate - quantile * error, upper: estimate + quantile * error)],
            tests: [CoefficientTest(statistic: statistic, pValue: min(1, 2 * law.tail(abs(statistic))))])
    }

    /// The joint distribution of R = √W₁ (μ̂ − μ) and Q at the DL estimate of τ².
    private struct JointLaw {
        /// √((1 + τ²W₂) / W₁).
        let standardError: Double
        private let df: Double
        private let tau2: Double
        private let (w1, w2): (Double, Double)
        /// w′Pw / W₁ and w′PPw / W₁.
        private let (d, f): (Double, Double)
        private let traceSquare: Double
        /// Var R.
        private let variance: Double

        init(_ model: LinearModel) {
            var kernel = ModelKernel(model)
            let sums = kernel.evaluate(0)
            df = Double(model.studies - 1)
            w1 = sums.weight
            w2 = sums.squaredWeight / sums.weight
            var third = 0.0
            var fourth = 0.0
            for v in model.variances {
                third += 1 / (v * v * v) / w1
                fourth += 1 / (v * v * v * v) / w1
            }
            tau2 = max(0, (sums.residual - df) / sums.traceP)
            d = third - w2 * w2
            f = fourth - 2 * w2 * third + w2 * w2 * w2
            traceSquare = df + 2 * tau2 * sums.traceP + tau2 * tau2 * sums.tracePP
            variance = 1 + tau2 * w2
            standardError = (variance / w1).squareRoot()
        }

        /// P(μ̂ − μ > t × standard error as estimated).
        func tail(_ t: Double) -> Double {
            let scale = variance.squareRoot()
            let start = t / scale
            guard start.isFinite else { return 0 }
            let normal = NormalDistribution.standard
            return Quadrature.integral(from: start, to: start + 40) { r in
                let bound = df + (w1 / w2 - 1) * ((r / start) * (r / start) - 1)
                guard bound > 0 else { return 0 }
                return conditionalGamma(scale * r).cumulative(bound) * normal.density(r)
            }.value
        }

        /// The t with P(… > t) = `tail`.
        func quantile(tail target: Double) -> Double {
            RootFinder.rootOfFalling(from: 1e-6, step: 1) { tail($0) - target }.value
        }

        /// Q given R = r: gamma with its exact mean and variance.
        private func conditionalGamma(_ r: Double) -> GammaDistribution {
            let t2 = tau2 * tau2
            let ratio = r * r / (variance * variance)
            let mean = df + tau2 * (w1 - w2) + t2 * d * (ratio - 1 / variance)
            let mixed = t2 * (d + tau2 * f)
            let square = t2 * t2 * d * d
            let spread =
                2 * (traceSquare - 2 * mixed / variance + square / (variance * variance))
                + 4 * ratio * (mixed - square / variance)
            return GammaDistribution(shape: mean * mean / spread, scale: spread / mean)
        }
    }
}
