/// Why a report cannot be drawn, written or read.
public struct ReportingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable word for the kind of problem.
    public enum Code: String, Sendable {
        /// A figure that the registry does not have.
        case unknownFigure = "unknown-figure"
        /// A style that the registry does not have.
        case unknownStyle = "unknown-style"
        /// The drawing library refused a figure.
        case drawing
        /// The page's template cannot be read.
        case template
        /// A bundle that is no archive, or lacks what every bundle has.
        case notABundle = "not-a-bundle"
        /// A date, name or licence that the bundle's metadata does not allow.
        case metadata
        /// Evidence that contradicts itself, such as boxes of a flow diagram that do not add up.
        case inconsistentEvidence = "inconsistent-evidence"
        /// A port that cannot be used.
        case cannotServe = "cannot-serve"
    }

    /// The kind of problem.
    public let code: Code
    /// What is wrong and what to do, in one line.
    public let message: String
    /// The file or figure, where one is to blame.
    public let place: String?

    /// Creates an error.
    public init(_ code: Code, _ message: String, place: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
    }

    /// The message, with the place in front where it is known.
    public var description: String { place.map { "\($0): \(message)" } ?? message }
}
