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

extension MethodWarning {
    /// No τ² ≥ 0 lies in an interval, and why.
    static func emptyInterval(_ name: String, because reason: String) -> MethodWarning {
        MethodWarning(
            code: "empty-interval",
            message:
                "No τ² lies in the \(name) interval: \(reason), so the studies differ less than chance alone lets expect;"
                + " check whether their standard errors are too large.")
    }

    /// A number with three decimals, for a sentence.
    static func rounded(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}
