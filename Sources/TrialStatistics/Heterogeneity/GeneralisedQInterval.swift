import TrialNumerics

/// The interval for τ² from the distribution of a Q with fixed weights: all τ² at which the observed Q is not in a tail.
///
/// *Edge cases*: an observed Q in the lower tail already at τ² = 0 gives 0 to 0; k = p has no interval; with more
/// than 1000 studies Q is taken as gamma with its exact mean and variance. *References*: Biggerstaff and Jackson 2008,
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
        guard model.residualDegreesOfFreedom > 0 else { return nil }
        let fixed =
            switch weights {
            case .given: model.givenWeights ?? model.variances.map { 1 / $0 }
            case .inverseVariance: model.variances.map { 1 / $0 }
            case .inverseStandardError: model.variances.map { 1 / $0.squareRoot() }
            }
        let form = WeightedQuadraticForm(model, weights: fixed)
        let tail = (1 - level) / 2
        return ConfidenceLimits(
            lower: form.tau2(lowerTail: 1 - tail).value, upper: form.tau2(lowerTail: tail).value)
    }
}
