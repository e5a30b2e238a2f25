import TrialNumerics

/// Cochran's Q as a function of τ² and as a random variable.
enum GeneralisedQ {
    /// The τ² ≥ 0 with y′Py = `target` at the weights 1/(v + τ²), which falls in τ²; 0 where it is below already at 0.
    ///
    /// Viechtbauer 2007, doi:10.1002/sim.2514, equation 11.
    static func root(_ model: LinearModel, equalTo target: Double) -> Root {
        var kernel = ModelKernel(model)
        return root(&kernel, equalTo: target)
    }

    /// The same from sums, whichever way they are formed.
    ///
    /// 1 / y′Py rises in τ² with a slope that falls, as a harmonic mean of variances plus τ² does; so Newton's steps from 0 never
    /// pass the root, and one step is all it takes where variances are equal.
    static func root(_ sums: inout some ModelSums, equalTo target: Double) -> Root {
        var tau2 = 0.0
        for evaluation in 1...mostSteps {
            let here = sums.scores(tau2)
            let excess = here.residual / target - 1
            guard excess > 0 else { return Root(value: tau2, evaluations: evaluation, status: .converged) }
            let step = here.residual / here.squaredResidual * excess
            guard step.isFinite, tau2 + step < 1e300 else {
                let isWithout = !(here.residual.isNaN || here.squaredResidual.isNaN)
                return Root(value: .infinity, evaluations: evaluation, status: isWithout ? .noSignChange : .failed)
            }
            tau2 += step
            // The next step would be as small as the square of this one.
            if excess <= 1e-8 { return Root(value: tau2, evaluations: evaluation, status: .converged) }
        }
        return Root(value: .infinity, evaluations: mostSteps, status: .exhausted)
    }

    private static let mostSteps = 2_200

    /// √(2k² / (k − p)) / Σ 1 / (v + τ²). Viechtbauer 2005, doi:10.3102/10769986030003261.
    static func standardError(of tau2: Double, in model: LinearModel) -> Double? {
        guard model.residualDegreesOfFreedom > 0 else { return nil }
        var kernel = ModelKernel(model)
        return standardError(of: tau2, &kernel)
    }

    /// The same for the studies that a kernel has in hand.
    static func standardError(of tau2: Double, _ kernel: inout ModelKernel) -> Double {
        let k = Double(kernel.studies)
        return (2 * k * k / Double(kernel.residualDegreesOfFreedom)).squareRoot() / kernel.scores(tau2).weight
    }

    /// Q with the weights given in the model, 1/v where there are none.
    static func form(_ model: LinearModel) -> WeightedQuadraticForm {
        WeightedQuadraticForm(model, weights: model.givenWeights ?? model.variances.map { 1 / $0 })
    }
}

extension WeightedQuadraticForm {
    /// The distribution of Q at `tau2`: Σ λ χ²₁ with the eigenvalues λ of S^½PS^½, S = V + τ²I.
    func distribution(_ tau2: Double) -> ChiSquaredMixture {
        let k = model.studies
        let root = model.variances.map { ($0 + tau2).squareRoot() }
        var form = explicit?.matrix ?? crossedProjection
        for i in 0..<k { for j in 0..<k { form[i, j] *= root[i] * root[j] } }
        let values = SymmetricEigen(form)?.values ?? []
        return ChiSquaredMixture(weights: Array(values.suffix(model.residualDegreesOfFreedom)))
    }

    /// P by its definition.
    private var crossedProjection: Matrix {
        let k = model.studies
        let x = model.basis.columns
        var result = Matrix(diagonal: weights)
        for i in 0..<k {
            for j in 0..<k {
                for a in 0..<x.columns {
                    for b in 0..<x.columns {
                        result[i, j] -= weights[i] * x[i, a] * projection[a, b] * x[j, b] * weights[j]
                    }
                }
            }
        }
        return result
    }

    /// The tails of the observed Q at `tau2`: P(Q ≤ observed) and P(Q > observed).
    ///
    /// Above `exactUpTo` studies, where eigenvalues take too long, from the gamma distribution with Q's exact mean and
    /// variance, whose error falls with the number of studies.
    func tails(_ tau2: Double, exactUpTo: Int = 1000) -> (lower: Double, upper: Double) {
        if model.studies <= exactUpTo {
            let distribution = distribution(tau2)
            return (distribution.cumulative(value), distribution.upperTailProbability(value))
        }
        let mean = trace(model.variances) + tau2 * traceP
        let spread = variance(tau2)
        let gamma = GammaDistribution(shape: mean * mean / spread, scale: spread / mean)
        return (gamma.cumulative(value), gamma.upperTail(value))
    }

    /// The τ² ≥ 0 at which a Q as small as the observed one has probability `lowerTail`; 0 where that probability is
    /// smaller already at 0.
    func tau2(lowerTail: Double, exactUpTo: Int = 1000) -> Root {
        let step = (model.variances.min() ?? 1) + value / traceP * 1e-3
        return RootFinder.rootOfFalling(from: 0, step: step, doublings: 300) { tau2 in
            let tails = tails(tau2, exactUpTo: exactUpTo)
            return lowerTail <= 0.5 ? tails.lower - lowerTail : (1 - lowerTail) - tails.upper
        }
    }
}
