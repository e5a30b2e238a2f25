import TrialResults

/// One thing that changed between two answers.
public struct AnswerChange: Sendable, Equatable {
    /// What it is, such as `pooled effect`.
    public let subject: String
    /// What the first answer has; nil where it has nothing.
    public let before: String?
    /// What the second answer has; nil where it has nothing.
    public let after: String?
    /// Whether it is the answer itself; otherwise something around it.
    public let isHeadline: Bool

    /// Names a change.
    public init(_ subject: String, before: String?, after: String?, isHeadline: Bool = true) {
        self.subject = subject
        self.before = before
        self.after = after
        self.isHeadline = isHeadline
    }

    /// The same change of a further answer.
    var asFurther: AnswerChange { AnswerChange(subject, before: before, after: after, isHeadline: false) }
}

/// Collects what changed between two answers, in words.
public struct AnswerChanges: Sendable {
    /// The changes, in the order in which they were added.
    public private(set) var list: [AnswerChange] = []
    private let display: MeasureDisplay

    /// Starts without changes; `display` writes numbers.
    public init(display: MeasureDisplay) { self.display = display }

    /// Adds a number that may be absent, with its words, where it differs beyond rounding or its words do.
    public mutating func both(_ subject: String, _ values: (Double?, Double?), _ words: (String?, String?)) {
        guard !Self.agree(values.0, values.1) || words.0 != words.1 else { return }
        let isSame = words.0 == words.1 && words.0 != nil
        let after = isSame ? words.1.map { "\($0), beyond the printed digits" } : words.1
        list.append(AnswerChange(subject, before: words.0, after: after))
    }

    /// Adds how many fields of two parts differ, where any does.
    ///
    /// - Throws: `ResultFileError` where a part cannot be spelt.
    public mutating func count<Part: Encodable>(_ subject: String, _ first: Part, _ second: Part) throws {
        let count = try ResultComparison.differences(first, second)
        guard count > 0 else { return }
        let words = "\(subject): \(count) \(count == 1 ? "field differs" : "fields differ")"
        list.append(AnswerChange(words, before: nil, after: nil, isHeadline: false))
    }

    /// Adds what two headlines say, where they differ.
    public mutating func headline(_ first: Headline?, _ second: Headline?) {
        let words = HeadlineWords(display: display)
        both("answer", (first?.number, second?.number), (first.map(words.finding), second.map(words.finding)))
        let format = display.format
        both(
            "rows", (first.map { Double($0.rows) }, second.map { Double($0.rows) }),
            (first.map { format.count($0.rows) }, second.map { format.count($0.rows) }))
    }

    /// As ``ResultComparison`` compares numbers.
    static func agree(_ a: Double?, _ b: Double?) -> Bool {
        guard let a, let b else { return a == nil && b == nil }
        if a == b || (a.isNaN && b.isNaN) { return true }
        return a.isFinite && b.isFinite && abs(a - b) <= max(1e-9 * max(abs(a), abs(b)), 1e-12)
    }
}

extension Headline {
    fileprivate var number: Double {
        switch finding {
        case .effect(let effect): effect.estimate
        case .test(let test): test.statistic
        }
    }
}
