import Glibc
import TrialNumerics

/// The maximum likelihood of a model with one coefficient held at a value.
///
/// The held column is moved to the left side, y − b·x, so that every value of b is an ordinary model with one column
/// less, whose likelihood is searched over all its hills.
struct CoefficientProfile {
    let model: LinearModel
    let position: Int
    /// β at the maximum.
    let estimate: Double
    /// τ² at the maximum.
    let tau2: Double
    /// The highest log-likelihood.
    let maximum: Double
    /// The standard error of the coefficient at the maximum.
    let standardError: Double
    private let reduced: LinearModel

    /// The model with the coefficient held at a value.
    struct Point {
        /// The value.
        let value: Double
        /// τ² at the maximum over what is left free.
        let tau2: Double
        /// The log-likelihood there.
        let logLikelihood: Double
        /// The model that was fitted.
        let model: LinearModel
    }

    init(_ model: LinearModel, position: Int) {
        self.model = model
        self.position = position
        tau2 = MaximumLikelihood().estimate(model).tau2
        let solution = ModelSolution(model.withoutGivenWeights, tau2: tau2, isRandom: true)
        estimate = solution.coefficients[position]
        standardError = solution.covariance[position, position].squareRoot()
        var likelihood = LogLikelihood(model)
        maximum = likelihood.values(tau2).maximum
        reduced = model.dropping(column: position)
    }

    /// The maximum with the coefficient held at `value`.
    func point(_ value: Double) -> Point {
        let x = model.design.values
        let moved = model.estimates.indices.map { model.estimates[$0] - value * x[$0, position] }
        let held = reduced.replacing(estimates: moved)
        let tau2 = MaximumLikelihood().estimate(held).tau2
        var likelihood = LogLikelihood(held)
        return Point(value: value, tau2: tau2, logLikelihood: likelihood.values(tau2).maximum, model: held)
    }

    /// The signed root of the likelihood-ratio statistic: positive where the estimate lies above the value.
    func signedRoot(_ point: Point) -> Double {
        let root = max(0, 2 * (maximum - point.logLikelihood)).squareRoot()
        return point.value <= estimate ? root : -root
    }

    /// How often the distance to a limit is doubled before the limit counts as infinite: to 10³⁰ standard errors.
    private static let doublings = 100

    /// The limits at which a statistic that falls in the value of the coefficient is ± `quantile`.
    func limits(quantile: Double, of statistic: (Point) -> Double) -> ConfidenceLimits {
        let step = max(standardError, abs(estimate) * 1e-12)
        let up = RootFinder.rootOfFalling(from: 0, step: step, doublings: Self.doublings) { distance in
            distance == 0 ? quantile : quantile + statistic(point(estimate + distance))
        }
        let down = RootFinder.rootOfFalling(from: 0, step: step, doublings: Self.doublings) { distance in
            distance == 0 ? quantile : quantile - statistic(point(estimate - distance))
        }
        return ConfidenceLimits(lower: estimate - down.value, upper: estimate + up.value)
    }
}

extension MethodWarning {
    /// What is said where coefficients are not those at which the likelihoods of the profiles are highest; nil where they are.
    static func limitsOfMaximumLikelihood(
        _ profiles: [CoefficientProfile], _ solution: ModelSolution
    ) -> MethodWarning? {
        let apart = profiles.first {
            abs(solution.coefficients[$0.position] - $0.estimate) > 1e-6 * $0.standardError
        }
        guard let apart else { return nil }
        return MethodWarning(
            code: "limits-of-maximum-likelihood",
            message:
                "The limits and tests belong to the maximum of the likelihood, where the estimate is "
                + "\(rounded(apart.estimate)) and τ² \(rounded(apart.tau2)); the estimate given, at a τ² of "
                + "\(rounded(solution.tau2)), may lie outside them. Choose ML for τ² to have both from one criterion.")
    }
}

extension LinearModel {
    /// The same model by its inverse variances.
    var withoutGivenWeights: LinearModel {
        givenWeights == nil ? self : replacing(estimates: estimates)
    }

    /// The model without one column; it may have none left.
    func dropping(column: Int) -> LinearModel {
        let kept = design.names.indices.filter { $0 != column }
        var elements: [Double] = []
        for i in 0..<studies { for j in kept { elements.append(design.values[i, j]) } }
        let values = Matrix(rows: studies, columns: kept.count, elements: elements)
        return LinearModel(
            parent: self, estimates: estimates,
            design: DesignMatrix(values: values, names: kept.map { design.names[$0] }))
    }
}
