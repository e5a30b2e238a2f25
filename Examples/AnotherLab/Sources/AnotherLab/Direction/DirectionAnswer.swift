import TrialResults
import TrialStatistics

/// Which way the rows point.
public struct DirectionAnswer: AnalysisAnswer {
    /// The counts and their test.
    public let test: SignTest

    /// Takes a test.
    public init(_ test: SignTest) { self.test = test }

    /// Whether any row points somewhere.
    public var isAnswered: Bool { test.directed > 0 }
    /// None: counts of directions are no effect, so a summary says that nothing was pooled.
    public var headline: Headline? { nil }
    /// None.
    public var warnings: [MethodWarning] { [] }
}
