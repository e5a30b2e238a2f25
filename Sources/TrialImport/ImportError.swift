import TrialEvidence

/// The one error of this library that is not about the content of a file, which `EvidenceError` tells.
public struct ImportError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The stable names of what can go wrong.
    public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
        /// Numbers would be overwritten and nobody agreed to it.
        case changesNotAccepted = "changes-not-accepted"
        /// Two rows of the imported files contradict each other.
        case contradictoryRows = "contradictory-rows"
    }

    /// What went wrong.
    public var code: Code
    /// The cells that are concerned.
    public var changes: [CellChange]
    /// One line that says what is wrong and what to do.
    public var message: String

    init(_ code: Code, changes: [CellChange], _ message: String) {
        self.code = code
        self.changes = changes
        self.message = message
    }

    /// The error on one line.
    public var description: String {
        let first = changes.first.map { "\($0.source): " } ?? ""
        return "\(first)error: \(message) [\(code.rawValue)]".printable
    }
}
