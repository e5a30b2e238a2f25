import TrialNumerics

/// A way to estimate the between-study variance τ².
public protocol HeterogeneityEstimator: Sendable {
    /// The field's short code, such as `REML`.
    var code: String { get }
    /// The name in full, such as `restricted maximum likelihood`.
    var name: String { get }
    /// τ², ≥ 0, on the squared scale of analysis, with how the search for it ended.
    func estimate(_ model: LinearModel) -> HeterogeneityEstimate
    /// The asymptotic standard error that the method would have at a τ², also one given from outside.
    func standardError(of tau2: Double, in model: LinearModel) -> Double?
}

extension HeterogeneityEstimator {
    /// No standard error.
    public func standardError(of tau2: Double, in model: LinearModel) -> Double? { nil }
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

extension HeterogeneityEstimate {
    /// What is said where no degree of freedom is left.
    static let none = HeterogeneityEstimate(tau2: 0, standardError: nil)

    /// A τ² by formula with the estimator's standard error.
    init(_ tau2: Double, _ estimator: some HeterogeneityEstimator, _ model: LinearModel) {
        self.init(tau2: tau2, standardError: estimator.standardError(of: tau2, in: model))
    }

    /// A τ² found as a root with the estimator's standard error.
    init(_ root: Root, _ estimator: some HeterogeneityEstimator, _ model: LinearModel) {
        self.init(
            tau2: root.value, standardError: estimator.standardError(of: root.value, in: model),
            convergence: .ofGeneralisedQ(root))
    }
}

extension Convergence {
    /// How the search for a root of the generalised Q ended.
    static func ofGeneralisedQ(_ root: Root) -> Convergence {
        Convergence(
            converged: root.status == .converged, iterations: root.evaluations, method: "root of the generalised Q")
    }
}
