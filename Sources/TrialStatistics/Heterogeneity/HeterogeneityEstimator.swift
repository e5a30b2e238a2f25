/// A way to estimate the between-study variance τ².
public protocol HeterogeneityEstimator: Sendable {
    /// The field's short code, such as `REML`.
    var code: String { get }
    /// The name in full, such as `restricted maximum likelihood`.
    var name: String { get }
    /// τ², ≥ 0, on the squared scale of analysis, with how the search for it ended.
    func estimate(_ model: LinearModel) -> HeterogeneityEstimate
}

/// An estimate of the between-study variance.
public struct HeterogeneityEstimate: Sendable, Codable, Equatable {
    /// τ², ≥ 0.
    public let tau2: Double
    /// The asymptotic standard error of τ², where the method has one.
    public let standardError: Double?
    /// How the search ended.
    public let convergence: Convergence

    /// Creates an estimate.
    public init(tau2: Double, standardError: Double?, convergence: Convergence = .closedForm) {
        self.tau2 = tau2
        self.standardError = standardError
        self.convergence = convergence
    }
}
