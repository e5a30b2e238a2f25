import TrialStatistics

/// What a kind of question gives as its answer: everything that its tables, figures and sentences are made from.
///
/// A type of another package conforms too; the program that reads result files must know it by ``AnswerTypes``.
public protocol AnalysisAnswer: Codable, Sendable, Equatable {
    /// Whether there is an answer at all.
    var isAnswered: Bool { get }
    /// What stands for the answer in a summary; nil where there is none.
    var headline: Headline? { get }
    /// The warnings of the fits inside.
    var warnings: [MethodWarning] { get }
    /// What it says beside the headline, one line a part; the default has none.
    func lines(_ display: MeasureDisplay) -> [AnswerLine]
    /// What does not fit together inside it where its record has so many rows; the default finds nothing.
    func misfits(rows: Int) -> [String]
}

/// What an answer says in one line of a summary.
public struct Headline: Sendable, Equatable {
    /// The number that answers the question.
    public enum Finding: Sendable, Equatable {
        /// An effect on the natural scale.
        case effect(NaturalEffect)
        /// The joint test of several coefficients.
        case test(GroupTest)
    }

    /// The number that answers the question.
    public let finding: Finding
    /// The confidence level of its limits.
    public let level: Double
    /// How many rows it rests on.
    public let rows: Int
    /// What the finding measures where that is not the question's own measure; nil where it is.
    public var measure: MeasureReference?
    /// How many different studies the rows come from; nil where the answer does not know and the record says.
    public var studies: Int?
    /// The prediction interval on the natural scale; nil where there is none.
    public var prediction: ConfidenceLimits?
    /// The variances between studies, or between and within them, each with its name; empty where none was estimated.
    public var components: [Component] = []
    /// I² in percent; nil where it cannot be estimated.
    public var iSquared: Double?

    /// The stated rule that picked this number among several methods; nil where there was none to pick from.
    public var choice: Choice?

    /// A method that a stated rule picked.
    public struct Choice: Sendable, Equatable {
        /// The method, such as `exact limits of the pooled proportion`.
        public let method: String
        /// Why the rule picked it, as a clause.
        public let reason: String

        /// Names a method and the reason.
        public init(method: String, reason: String) {
            self.method = method
            self.reason = reason
        }
    }

    /// A variance of true effects.
    public struct Component: Sendable, Equatable {
        /// What varies, such as `study`; empty where there is one component only.
        public let name: String
        /// The variance, on the squared scale of analysis.
        public let variance: Double

        /// Names a variance.
        public init(name: String = "", variance: Double) {
            self.name = name
            self.variance = variance
        }
    }

    /// Creates a headline.
    public init(_ finding: Finding, level: Double, rows: Int) {
        self.finding = finding
        self.level = level
        self.rows = rows
    }

    /// The effect, where the finding is one.
    public var effect: NaturalEffect? {
        if case .effect(let effect) = finding { effect } else { nil }
    }
}
