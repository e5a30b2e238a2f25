/// Why a plan cannot be read or run: one line for each problem, naming the place and what to do.
public struct AnalysisError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable word for the kind of problem.
    public enum Code: String, Sendable, Equatable {
        /// The plan's text is not YAML, or a key or value in it is wrong.
        case invalidPlan = "invalid-plan"
        /// The plan names something that the dataset does not have.
        case unknownName = "unknown-name"
        /// The dataset cannot be read.
        case unreadableDataset = "unreadable-dataset"
        /// The cache cannot be opened, read or written.
        case cacheFailed = "cache-failed"
        /// The statistics refused the data.
        case failedAnalysis = "failed-analysis"
    }

    /// The kind of problem.
    public let code: Code
    /// One line for each problem.
    public let problems: [String]

    /// Creates an error of one or more problems.
    public init(_ code: Code, _ problems: [String]) {
        self.code = code
        self.problems = problems
    }

    /// Creates an error of one problem.
    public init(_ code: Code, _ problem: String) { self.init(code, [problem]) }

    /// The problems, one a line.
    public var description: String { problems.joined(separator: "\n") }
}
