/// A way to give limits for τ².
public protocol HeterogeneityInterval: Sendable {
    /// The short code, such as `QP`.
    var code: String { get }
    /// The name in full.
    var name: String { get }
    /// Lower and upper limit of τ²; nil where the method has none.
    func interval(_ model: LinearModel, level: Double) -> ConfidenceLimits?
    /// What a reader must know of the limits or of their absence.
    func warnings(_ model: LinearModel, level: Double) -> [MethodWarning]
}

extension HeterogeneityInterval {
    /// None.
    public func warnings(_ model: LinearModel, level: Double) -> [MethodWarning] { [] }
}
