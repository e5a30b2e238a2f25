/// How credible the claim is that an effect differs by a property: the items of ICEMAN for meta-analyses, each with its
/// answer. There is no overall rating, because nobody gave one.
///
/// *Reference*: Schandelmaier et al. 2020, doi:10.1503/cmaj.200077.
public struct ModifierCredibility: Codable, Sendable, Equatable {
    /// The property, or those of an interaction.
    public let properties: [String]
    /// The items, in the order of the instrument; what prior evidence says comes last.
    public let items: [CredibilityItem]
    /// Who judged what no number answers; nil where nobody did.
    public var judgedBy: String?
    /// Why they judged so.
    public var reason: String?

    /// Creates an assessment.
    public init(properties: [String], items: [CredibilityItem]) {
        self.properties = properties
        self.items = items
    }
}

/// One item with its answer and the number that it rests on.
public struct CredibilityItem: Codable, Sendable, Equatable {
    /// What is asked.
    public enum Question: String, Codable, Sendable, CaseIterable {
        /// Whether the comparison is within rather than between trials.
        case within = "within-trials"
        /// Whether the difference is similar from trial to trial.
        case similarity = "similar-between-trials"
        /// Whether the number of trials is large.
        case trials = "number-of-trials"
        /// Whether the direction was hypothesised beforehand.
        case direction
        /// Whether chance is an unlikely explanation.
        case chance
        /// Whether few modifiers were tested.
        case modifiers = "number-of-modifiers"
        /// Whether the model is one of random effects.
        case randomEffects = "random-effects"
        /// Whether arbitrary cut points were avoided.
        case cutPoints = "cut-points"
        /// Whether prior evidence supports it.
        case priorEvidence = "prior-evidence"
    }

    /// The answer: yes speaks for credibility.
    public enum Answer: String, Codable, Sendable, CaseIterable {
        /// Definitely reduces credibility.
        case definitelyNo = "definitely-no"
        /// Probably reduces it, or unclear.
        case probablyNo = "probably-no"
        /// Probably raises it.
        case probablyYes = "probably-yes"
        /// Definitely raises it.
        case definitelyYes = "definitely-yes"
        /// The item does not apply.
        case notApplicable = "not-applicable"
        /// A person would have to judge, and nobody did.
        case notJudged = "not-judged"

        /// The four answers from no to yes.
        public static let ascending: [Answer] = [.definitelyNo, .probablyNo, .probablyYes, .definitelyYes]
    }

    /// What is asked.
    public let question: Question
    /// The answer.
    public let answer: Answer
    /// The number that it rests on: studies of the smallest group or of the regression, a p-value, how many modifiers.
    public let value: Double?
    /// The smallest group; nil where there are no groups.
    public let group: String?
    /// Whether a person answered; what is not judged was computed.
    public let isJudged: Bool

    /// Answers an item.
    public init(
        _ question: Question, _ answer: Answer, value: Double? = nil, group: String? = nil, isJudged: Bool = false
    ) {
        self.question = question
        self.answer = answer
        self.value = value
        self.group = group
        self.isJudged = isJudged
    }
}
