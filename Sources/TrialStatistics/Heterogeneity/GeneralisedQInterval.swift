import TrialNumerics

/// The interval for τ² from the distribution of a Q with fixed weights: all τ² at which the observed Q is not in a tail.
///
/// *Edge cases*: an observed Q in the lower tail already at τ² = 0 leaves no τ² ≥ 0 in the interval: no limits and the
/// warning `empty-interval`; k = p has no interval; with more than 1000 studies Q is taken as gamma with its exact mean
/// and variance. *References*: Biggerstaff and Jackson 2008,
/// doi:10.1002/sim.3428; Jackson 2013, doi:10.1002/jrsm.1081.
public struct GeneralisedQInterval: HeterogeneityInterval {
    /// The weights in Q.
    public enum Weights: String, Sendable, Codable, CaseIterable {
        /// Those given in the model, 1/v where none are given.
        case given = "GENQ"
        /// 1/v, the interval of Biggerstaff and Jackson.
        case inverseVariance = "BJ"
        /// 1/√v, the interval of Jackson.
        case inverseStandardError = "J"
    }

    /// The weights in Q.
    public let weights: Weights

    /// Creates the method.
    public init(_ weights: Weights = .given) { self.weights = weights }

    /// `GENQ`, `BJ` or `J`.
    public var code: String { weights.rawValue }
    /// The name in full.
    public var name: String {
        switch weights {
        case .given: "generalised Q"
        case .inverseVariance: "Biggerstaff–Jackson"
        case .inverseStandardError: "Jackson"
        }
    }

    /// Lower and upper limit of τ².
    public func interval(_ model: LinearModel, level: Double) -> ConfidenceLimits? {
        guard let form = form(model), shortfall(form, level: level) == nil else { return nil }
        let tail = (1 - level) / 2
        return ConfidenceLimits(
            lower: form.tau2(lowerTail: 1 - tail).value, upper: form.tau2(lowerTail: tail).value)
    }

    /// Why the interval is empty, where it is.
    public func warnings(_ model: LinearModel, level: Double) -> [MethodWarning] {
        guard let form = form(model), let probability = shortfall(form, level: level) else { return [] }
        let reason =
            "a Q as small as the observed \(MethodWarning.rounded(form.value)) has the probability"
            + " \(MethodWarning.rounded(probability)) where τ² is 0, below \(MethodWarning.rounded((1 - level) / 2))"
        return [.emptyInterval(name, because: reason)]
    }

    /// P(Q ≤ observed) at τ² = 0, where that is less than the lower tail of the level.
    private func shortfall(_ form: WeightedQuadraticForm, level: Double) -> Double? {
        let probability = form.tails(0).lower
        return probability < (1 - level) / 2 ? probability : nil
    }

    private func form(_ model: LinearModel) -> WeightedQuadraticForm? {
        guard model.residualDegreesOfFreedom > 0 else { return nil }
        let fixed =
            switch weights {
            case .given: model.givenWeights ?? model.variances.map { 1 / $0 }
            case .inverseVariance: model.variances.map { 1 / $0 }
            case .inverseStandardError: model.variances.map { 1 / $0.squareRoot() }
            }
        return WeightedQuadraticForm(model, weights: fixed)
    }
}
