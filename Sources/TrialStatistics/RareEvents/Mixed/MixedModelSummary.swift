import Glibc
import TrialNumerics

/// Turns the maximum of a mixed model into tests, limits and fit statistics.
struct MixedModelSummary {
    let fitter: MixedModelFitter
    let common: MixedModelFitter.Fit
    let fit: MixedModelFitter.Fit
    let level: Double

    init(_ fitter: MixedModelFitter, common: MixedModelFitter.Fit, fit: MixedModelFitter.Fit, level: Double) {
        self.fitter = fitter
        self.common = common
        self.fit = fit
        self.level = level
    }

    private var coefficients: Int { fitter.design.columns }
    private var studies: Int { fitter.design.rows }
    private var residualDegreesOfFreedom: Double { Double(studies - coefficients) }

    func result<F>(_ model: MixedModel<F>) -> MixedModelResult {
        let saturated = fitter.saturated()
        let typical = typicalVariance
        let tau2 = fit.tau2
        let interior = fit.layout.spreadIndex != nil
        let slope = fit.shared(fit.layout.tiltIndex)
        let levelSpread = fit.shared(fit.layout.levelSpreadIndex)
        let levelVariance = slope * slope + levelSpread * levelSpread
        let hasLevels = fit.layout.levelSpreadIndex != nil
        return MixedModelResult(
            coefficients: coefficients(model), tau2: tau2,
            tauStandardError: interior && tau2 > 0
                ? fit.layout.spreadIndex.flatMap { fit.covariance?[$0, $0].squareRoot() } : nil,
            levelVariance: hasLevels ? levelVariance : nil,
            correlation: fit.layout.correlated ? signedSlope(slope) / levelVariance.squareRoot() : nil,
            logLikelihood: fit.value, saturatedLogLikelihood: saturated.value,
            conditionalDeviance: fitter.conditionalDeviance(fit), parameters: parameters(model.heterogeneous),
            observations: fitter.problem.observations, studies: studies,
            I2: typical.map { 100 * tau2 / (tau2 + $0) } ?? 0, H2: typical.map { (tau2 + $0) / $0 } ?? 1,
            likelihoodRatioTest: ChiSquaredTest(
                statistic: max(0, 2 * (saturated.value - common.value)), degreesOfFreedom: residualDegreesOfFreedom),
            waldTest: ChiSquaredTest(
                statistic: wald(saturated.effects, saturated.information), degreesOfFreedom: residualDegreesOfFreedom),
            coefficientTest: coefficientTest(model.distribution), convergence: convergence(model.integration),
            usedDoubleZero: fitter.problem.usedDoubleZero)
    }

    /// The tilt for a positive spread, whose sign the likelihood leaves open.
    private func signedSlope(_ slope: Double) -> Double {
        fit.shared(fit.layout.spreadIndex) < 0 ? -slope : slope
    }

    private func parameters(_ heterogeneous: Bool) -> Int {
        let levels: Int
        switch fitter.problem.levels {
        case .absent: levels = 0
        case .fixed: levels = studies
        case .random: levels = 2
        }
        return coefficients + levels + (heterogeneous ? 1 : 0)
    }

    func convergence(_ rule: IntegrationRule) -> LikelihoodConvergence {
        let integral: String
        switch rule {
        case .exact: integral = "exact integration"
        case .gaussHermite(let points): integral = "adaptive Gauss–Hermite with \(points) points"
        }
        return LikelihoodConvergence(
            converged: fit.optimum.converged, iterations: fit.optimum.iterations,
            largestGradient: fit.optimum.largestGradient, method: "Newton, \(integral)")
    }

    func coefficients<F>(_ model: MixedModel<F>) -> [MixedModelCoefficient] {
        let t = StudentTDistribution(degreesOfFreedom: max(1, residualDegreesOfFreedom))
        let usesT = model.distribution == .studentT && residualDegreesOfFreedom > 0
        let quantile =
            usesT ? t.upperQuantile((1 - level) / 2) : NormalDistribution.standard.upperQuantile((1 - level) / 2)
        return (0..<coefficients).map { j in
            let estimate = fit.optimum.point.shared[j]
            let error = fit.covariance![j, j].squareRoot()
            let z = estimate / error
            let limits =
                model.limits == .profileLikelihood
                ? ProfileLimits(fitter, fit: fit, heterogeneous: model.heterogeneous).limits(of: j, level: level)
                : (estimate - quantile * error, estimate + quantile * error)
            let unit = fitter.units[j]
            return MixedModelCoefficient(
                estimate: estimate / unit, standardError: error / unit, statistic: z,
                pValue: usesT ? t.twoSided(z) : NormalDistribution.standard.twoSided(z), lower: limits.0 / unit,
                upper: limits.1 / unit)
        }
    }

    /// The coefficients other than the intercept, or the intercept where it is alone.
    private func coefficientTest(_ distribution: CoefficientDistribution) -> MixedModelTest {
        let ones = (0..<studies).allSatisfy { fitter.design[$0, 0] == 1 }
        let tested = ones && coefficients > 1 ? Array(1..<coefficients) : Array(0..<coefficients)
        let values = tested.map { fit.optimum.point.shared[$0] }
        let covariance = Matrix(tested.map { i in tested.map { fit.covariance![i, $0] } })
        let statistic = Cholesky(covariance).map { dot(values, $0.solve(values)) } ?? .nan
        let count = Double(tested.count)
        if distribution == .studentT && residualDegreesOfFreedom > 0 {
            let f = FDistribution(
                numeratorDegreesOfFreedom: count, denominatorDegreesOfFreedom: residualDegreesOfFreedom)
            return MixedModelTest(
                statistic: statistic / count, coefficients: tested.count,
                denominatorDegreesOfFreedom: residualDegreesOfFreedom, pValue: f.upperTail(statistic / count))
        }
        return MixedModelTest(
            statistic: statistic, coefficients: tested.count, denominatorDegreesOfFreedom: nil,
            pValue: ChiSquaredDistribution(degreesOfFreedom: count).upperTail(statistic))
    }

    /// θ′ (W − W X (X′ W X)⁻¹ X′ W) θ: the free effects' distance from the design's span.
    private func wald(_ effects: [Double], _ information: Matrix) -> Double {
        let design = fitter.design
        let weighted = information * design
        guard let factor = Cholesky(design.transposed * weighted) else { return 0 }
        let projected = weighted.transposed * effects
        return max(0, information.quadraticForm(effects) - dot(projected, factor.solve(projected)))
    }

    /// (k − p) / trace of W − W X (X′ W X)⁻¹ X′ W with W the inverse sampling variances (Higgins and Thompson 2002,
    /// doi:10.1002/sim.1186, in its regression form).
    private var typicalVariance: Double? {
        let effects = fitter.problem.approximations
        guard effects.count == studies, residualDegreesOfFreedom > 0 else { return nil }
        let weights = Matrix(diagonal: effects.map { 1 / $0.variance })
        let weighted = weights * fitter.design
        guard let factor = Cholesky(fitter.design.transposed * weighted) else { return nil }
        let lost = factor.solve(weighted.transposed * weighted).diagonal.reduce(0, +)
        let trace = weights.diagonal.reduce(0, +) - lost
        return trace > 0 ? residualDegreesOfFreedom / trace : nil
    }
}

/// Limits of a coefficient by inverting the likelihood-ratio test.
struct ProfileLimits {
    let fitter: MixedModelFitter
    let fit: MixedModelFitter.Fit
    let heterogeneous: Bool

    init(_ fitter: MixedModelFitter, fit: MixedModelFitter.Fit, heterogeneous: Bool) {
        self.fitter = fitter
        self.fit = fit
        self.heterogeneous = heterogeneous
    }

    /// Twice the fall of the log-likelihood when the coefficient is held at a value.
    private func fall(_ coefficient: Int, _ value: Double) -> Double {
        let common = fitter.common(fixing: [coefficient: value])
        guard heterogeneous else { return 2 * (fit.value - common.value) }
        let tau = fit.tau2.squareRoot()
        let best = fitter.heterogeneous(from: common, fixing: [coefficient: value], spreads: [max(0.3, tau)])
        return 2 * (fit.value - max(best.value, common.value))
    }

    func limits(of coefficient: Int, level: Double) -> (Double, Double) {
        let critical = ChiSquaredDistribution(degreesOfFreedom: 1).upperQuantile(1 - level)
        let centre = fit.optimum.point.shared[coefficient]
        let step = max(1e-3, 2 * fit.covariance![coefficient, coefficient].squareRoot())
        func limit(_ direction: Double) -> Double {
            let root = RootFinder.rootOfFalling(from: 0, step: step, limit: 60 + 40 * step) {
                critical - fall(coefficient, centre + direction * $0)
            }
            return root.found.map { centre + direction * $0 } ?? direction * .infinity
        }
        return (limit(-1), limit(1))
    }
}
