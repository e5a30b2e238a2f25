/// Something a reader must know beside a number: a method outside its assumptions, a fallback, a boundary.
public struct MethodWarning: Sendable, Codable, Equatable, Hashable {
    /// A stable word, such as `not-converged`.
    public let code: String
    /// One sentence for the report.
    public let message: String

    /// Creates a warning.
    public init(code: String, message: String) {
        self.code = code
        self.message = message
    }
}
