import TrialStatistics

/// What a plan may ask of several outcomes at once.
public struct SeveralOutcomesOptions: KindOptions {
    static let keys = [
        "further-outcomes", "outcome-correlation", "outcome-correlations", "correlation-grid", "structure",
        "patient-reported", "important-differences", "robust",
    ]
    static let furtherKeys = ["outcome", "measure", "better", "title"]
    static let pairKeys = ["between", "value", "study"]

    /// An outcome beside the question's own.
    public struct Further: Codable, Sendable, Equatable {
        /// Its code in the dataset.
        public var outcome: String
        /// Its effect measure; nil for that of the question.
        public var measure: String?
        /// Which direction helps: `lower` or `higher`; nil for that of the question.
        public var better: String?
        /// What people call it; nil for the dataset's title.
        public var title: String?
    }

    /// The correlation of two outcomes within one group of people.
    public struct Pair: Codable, Sendable, Equatable {
        /// The codes of the two outcomes.
        public var between: [String]
        /// The correlation, of signs as they are analysed.
        public var value: Double
        /// The study that printed it and that alone it holds for; nil for all.
        public var study: String?
    }

    /// The outcomes beside the question's own.
    public var further: [Further] = []
    /// The correlation of all pairs that have none of their own; nil for the kind's own guess.
    public var correlation: Double?
    /// Correlations of pairs.
    public var pairs: [Pair] = []
    /// Correlations for all pairs, to show beside.
    public var grid: [Double] = [0, 0.3, 0.6, 0.9]
    /// How true effects of one trial hang together.
    public var structure = OutcomeStructure.automatic
    /// Outcomes that patients report themselves.
    public var reported: [String] = []
    /// Minimal important differences in points of the scale, by outcome.
    public var differences: [String: Double] = [:]
    /// Whether the restricted likelihood is maximised.
    public var isRestricted = true
    /// How effects are judged.
    public var inference = MultilevelInference.containment
    /// How few trials are made up for where effects are also judged by how trials scatter; nil where not.
    public var robust: ClusterCorrection?

    /// What is assumed where the plan says nothing.
    public static let assumedCorrelation = 0.5

    /// No further outcome.
    public init() {}

    init(_ entry: PlanEntry) {
        readOutcomes(entry)
        readCorrelations(entry)
        if let word = entry.text("structure") {
            if let known = OutcomeStructure(rawValue: word) {
                structure = known
            } else {
                let words = OutcomeStructure.all.map(\.rawValue).joined(separator: ", ")
                entry.problem(at: "structure", "there is no structure '\(word)' over outcomes; choose from \(words)")
            }
        }
        reported = entry.texts("patient-reported")
        for (name, text) in entry.named("important-differences") {
            guard let value = Double(text), value > 0, value.isFinite else {
                entry.problem(
                    at: "important-differences", "the important difference of '\(name)' must be a number above 0")
                continue
            }
            differences[name] = value
        }
        for (key, names) in [("patient-reported", reported), ("important-differences", differences.keys.sorted())] {
            checkNames(names, at: key, entry)
        }
        let methods = DependentRowsMethods(entry, model: "a model of several outcomes")
        (isRestricted, inference) = (methods.isRestricted, methods.inference)
        robust = entry.choice("robust", ClusterCorrection.self)
    }

    private mutating func readOutcomes(_ entry: PlanEntry) {
        for item in entry.items("further-outcomes", keys: Self.furtherKeys) {
            switch item {
            case .word(let code): further.append(Further(outcome: code))
            case .mapping(let own):
                let better = own.text("better")
                if let better, !["lower", "higher"].contains(better) {
                    own.problem(at: "better", "'better' is lower or higher, not '\(better)'")
                }
                further.append(
                    Further(
                        outcome: own.required("outcome"), measure: own.text("measure"), better: better,
                        title: own.text("title")))
            }
        }
        if further.isEmpty {
            entry.problem(
                at: "further-outcomes",
                "several outcomes need 'further-outcomes', the outcomes beside '\(entry.text("outcome") ?? "")'")
        }
        let codes = [entry.text("outcome") ?? ""] + further.map(\.outcome)
        for code in Set(codes).sorted() where codes.count(where: { $0 == code }) > 1 {
            entry.problem(at: "further-outcomes", "the outcome '\(code)' is named twice")
        }
    }

    private mutating func readCorrelations(_ entry: PlanEntry) {
        correlation = entry.number("outcome-correlation")
        if let r = correlation, !(r > -1 && r < 1) {
            entry.problem(at: "outcome-correlation", "'outcome-correlation' must lie between -1 and 1, such as 0.5")
        }
        for item in entry.items("outcome-correlations", keys: Self.pairKeys) {
            guard case .mapping(let own) = item, let value = own.number("value"), value > -1, value < 1 else {
                entry.problem(
                    at: "outcome-correlations",
                    "an entry is such as {between: [a, b], value: 0.5}, with a value between -1 and 1")
                continue
            }
            let names = own.texts("between")
            if Set(names).count != 2 || names.count != 2 {
                own.problem(at: "between", "'between' names two different outcomes")
            }
            checkNames(names, at: "outcome-correlations", entry)
            pairs.append(Pair(between: names, value: value, study: own.text("study")))
        }
        grid = CorrelationGrid(entry, default: grid, lowest: -1).values
    }

    private func checkNames(_ names: [String], at key: String, _ entry: PlanEntry) {
        let known = [entry.text("outcome") ?? ""] + further.map(\.outcome)
        for name in names where !known.contains(name) {
            entry.problem(
                at: key,
                "'\(name)' is none of the outcomes of this analysis: \(known.prefix(5).joined(separator: ", "))")
        }
    }

    /// The outcomes beside the question's own.
    public var furtherOutcomes: [String] { further.map(\.outcome) }

    /// The correlation of two outcomes in a study: its own, that of the pair, that of all pairs, the kind's guess.
    func correlation(_ a: String, _ b: String, in study: String? = nil) -> Double {
        let own = pairs.filter { Set($0.between) == [a, b] }
        let printed = own.last { $0.study != nil && $0.study == study } ?? own.last { $0.study == nil }
        return printed?.value ?? correlation ?? Self.assumedCorrelation
    }

    /// The correlations of two outcomes that single studies printed.
    func printed(_ a: String, _ b: String) -> [Double] {
        pairs.filter { Set($0.between) == [a, b] && $0.study != nil }.map(\.value)
    }
}
