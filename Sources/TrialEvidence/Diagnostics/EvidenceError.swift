/// The one error of this library: everything that is wrong with a dataset, not only the first thing.
public struct EvidenceError: Error, Sendable, Equatable, CustomStringConvertible {
    /// All that was found, errors and warnings, in the order of the files and their lines.
    public var diagnostics: [Diagnostic]

    /// Bundles diagnostics into an error.
    public init(_ diagnostics: [Diagnostic]) {
        precondition(!diagnostics.isEmpty, "an evidence error needs at least one diagnostic")
        self.diagnostics = diagnostics
    }

    /// The diagnostics that forbid the use of the dataset.
    public var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }

    /// The stable code of the first error.
    public var code: DiagnosticCode { (errors.first ?? diagnostics[0]).code }

    /// The first error on one line, and how many more there are.
    public var description: String {
        let first = (errors.first ?? diagnostics[0]).description
        let more = errors.count - 1
        return more > 0 ? "\(first) (and \(more) more)" : first
    }
}
