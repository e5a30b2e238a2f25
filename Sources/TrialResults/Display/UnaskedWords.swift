/// What no question of a plan asks, in a sentence.
public struct UnaskedWords: Sendable {
    private let outcomes: [UnaskedOutcome]
    private let format: NumberFormat

    /// Takes the outcomes that no question asks of.
    public init(_ outcomes: [UnaskedOutcome], format: NumberFormat = .british) {
        self.outcomes = outcomes
        self.format = format
    }

    /// How many outcomes and results there are, and for how many the plan gives no reason.
    public var sentence: String {
        let results = outcomes.reduce(0) { $0 + $1.results }
        let words =
            "No question asks of \(count(outcomes.count, "outcome")) with \(count(results, "result")) in the dataset."
        let silent = outcomes.filter { $0.reason == nil }
        guard !silent.isEmpty else { return words + " The plan gives the reasons." }
        // At most five, so that a dataset of a thousand outcomes is one line too.
        let names = silent.prefix(5).map { DisplayText.clean($0.outcome) }.joined(separator: ", ")
        let more = silent.count > 5 ? " and \(format.count(silent.count - 5)) more" : ""
        return words + " The plan gives no reason for \(names)\(more)."
    }

    private func count(_ number: Int, _ noun: String) -> String {
        "\(format.count(number))\u{A0}\(noun)\(number == 1 ? "" : "s")"
    }
}
