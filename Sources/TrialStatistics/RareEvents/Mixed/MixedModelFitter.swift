import Glibc
import TrialNumerics

/// Maximises the likelihood of a mixed model with and without heterogeneity, and profiles it.
struct MixedModelFitter {
    let problem: MixedModelProblem
    /// The design in units in which every column has values near 1, so that a slope per 10⁸ cells is searched as one per cell.
    let design: Matrix
    /// The unit of each column, a power of two, so that no digit is lost; a coefficient is divided by it.
    let units: [Double]
    let rule: IntegrationRule
    private var likelihoods: [any StudyLikelihood]

    init(problem: MixedModelProblem, design: Matrix, rule: IntegrationRule) {
        self.problem = problem
        units = (0..<design.columns).map { column in
            let largest = (0..<design.rows).map { abs(design[$0, column]) }.max() ?? 1
            return largest.isNormal && !(0.01...100).contains(largest) ? pow(2, log2(largest).rounded()) : 1
        }
        var scaled = design
        for (column, unit) in units.enumerated() where unit != 1 {
            for row in 0..<design.rows { scaled[row, column] = design[row, column] / unit }
        }
        self.design = scaled
        self.rule = rule
        likelihoods = problem.likelihoods
    }

    /// A maximum with what it takes to describe it.
    struct Fit {
        var layout: MixedModelLayout
        var optimum: ArrowNewton.Optimum
        /// Covariance of the shared parameters; nil where the information is singular.
        var covariance: Matrix?
        var value: Double { optimum.derivatives.value }
        func shared(_ index: Int?) -> Double { index.map { optimum.point.shared[$0] } ?? 0 }
        var tau2: Double { shared(layout.spreadIndex) * shared(layout.spreadIndex) }
    }

    /// The layout without (`false`) or with (`true`) heterogeneity of the effect.
    func layout(heterogeneous: Bool) -> MixedModelLayout {
        var layout = MixedModelLayout(effect: .regression(design), level: .absent)
        switch problem.levels {
        case .absent: break
        case .fixed: layout.level = .perStudy
        case .random(let correlated, let coding):
            layout.levelShare = -coding.second
            layout.level = .common
            layout.spreadsLevel = true
            layout.correlated = correlated && heterogeneous
        }
        layout.spreadsEffect = heterogeneous
        return layout
    }

    private var meanLevel: Double {
        problem.startLevels.isEmpty ? 0 : problem.startLevels.reduce(0, +) / Double(problem.startLevels.count)
    }

    private var levelSpread: Double {
        let mean = meanLevel
        let squares = problem.startLevels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return min(3, max(0.2, (squares / Double(max(1, problem.startLevels.count))).squareRoot()))
    }

    /// A crude start: the weighted estimate, the crude levels.
    private func start(_ layout: MixedModelLayout) -> MixedPoint {
        var shared = Array(repeating: 0.0, count: layout.shared)
        if layout.coefficients > 0 && (0..<design.rows).allSatisfy({ design[$0, 0] == 1 }) {
            shared[0] = problem.startEffect
        }
        if let index = layout.levelIndex { shared[index] = meanLevel }
        if let index = layout.levelSpreadIndex { shared[index] = levelSpread }
        return MixedPoint(shared: shared, perStudy: layout.level == .perStudy ? problem.startLevels : [])
    }

    /// The fit without heterogeneity.
    func common(fixing: [Int: Double] = [:]) -> Fit {
        let layout = layout(heterogeneous: false)
        return fit(layout, from: start(layout), fixing: fixing)
    }

    /// The fit with heterogeneity: the best of two starts, or the boundary τ² = 0.
    func heterogeneous(from common: Fit, fixing: [Int: Double] = [:], spreads: [Double] = [0.25, 1]) -> Fit {
        let layout = layout(heterogeneous: true)
        var best: Fit?
        for spread in spreads {
            var start = start(layout)
            for j in 0..<layout.coefficients { start.shared[j] = common.optimum.point.shared[j] }
            start.shared[layout.spreadIndex!] = spread
            if let index = layout.levelIndex { start.shared[index] = common.shared(common.layout.levelIndex) }
            if let index = layout.levelSpreadIndex {
                start.shared[index] = max(0.05, abs(common.shared(common.layout.levelSpreadIndex)))
            }
            start.perStudy = common.optimum.point.perStudy
            let found = fit(layout, from: start, fixing: fixing)
            if found.value.isFinite && found.value > (best?.value ?? -.infinity) { best = found }
        }
        guard let best, best.optimum.diverged || best.value > common.value + 1e-11 * (1 + abs(common.value)),
            best.tau2 > 1e-10 || layout.correlated
        else { return atZero(common, layout) }
        return best
    }

    /// The common-effect fit as the boundary of the heterogeneous model.
    private func atZero(_ common: Fit, _ layout: MixedModelLayout) -> Fit {
        var fit = common
        fit.optimum.converged = common.optimum.converged
        return fit
    }

    private func fit(_ layout: MixedModelLayout, from start: MixedPoint, fixing: [Int: Double]) -> Fit {
        var likelihood = MixedLikelihood(likelihoods, layout: layout, rule: rule)
        var newton = ArrowNewton()
        if rule != .exact && (layout.spreadsEffect || layout.spreadsLevel) { newton.tolerance = 1e-11 }
        newton.fixed = Set(fixing.keys)
        var start = start
        for (index, value) in fixing { start.shared[index] = value }
        let optimum = newton.maximum(of: &likelihood, from: start)
        return Fit(layout: layout, optimum: optimum, covariance: newton.covariance(optimum.derivatives))
    }

    /// Deviance at the modes of the random effects.
    func conditionalDeviance(_ fit: Fit) -> Double {
        var likelihood = MixedLikelihood(problem.likelihoods, layout: fit.layout, rule: rule)
        return likelihood.conditionalDeviance(fit.optimum.point)
    }

    /// The model with a free effect per study: its log-likelihood, effects and the information about them.
    func saturated() -> (value: Double, effects: [Double], information: Matrix) {
        let count = problem.likelihoods.count
        guard case .random = problem.levels else {
            let own = problem.likelihoods.map(\.ownEstimate)
            return (
                problem.likelihoods.reduce(0) { $0 + $1.saturated }, own.map { $0?.estimate ?? 0 },
                Matrix(diagonal: own.map { $0.map { 1 / $0.variance } ?? 0 })
            )
        }
        var control = self
        control.likelihoods = problem.controlLikelihoods
        let layout = MixedModelLayout(effect: .perStudy, level: .common, spreadsLevel: true)
        let start = MixedPoint(
            shared: [meanLevel, levelSpread], perStudy: Array(repeating: problem.startEffect, count: count))
        let found = control.fit(layout, from: start, fixing: [:]).optimum
        let d = found.derivatives
        var information = Matrix(diagonal: d.studyHessian.map { -$0 })
        var shared = Matrix(rows: 2, columns: 2, elements: d.sharedHessian.elements.map { -$0 })
        if shared[1, 1] <= 0 { shared[1, 1] = 1e-12 }
        if let factor = Cholesky(shared) {
            let reach = factor.solve(d.border.transposed)
            let lost = d.border * reach
            for i in information.elements.indices { information.elements[i] -= lost.elements[i] }
        }
        return (d.value, found.point.perStudy, information)
    }
}
