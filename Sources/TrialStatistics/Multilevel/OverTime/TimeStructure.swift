/// How true effects of one trial at different months hang together.
public enum TimeStructure: Sendable, Equatable {
    /// The continuous-time autoregressive one where three trials or more have two times or more, else one deviation a trial.
    case automatic
    /// One deviation a trial, the same at all its times.
    case constant
    /// One of the structures over times.
    case over(RandomStructureKind)

    /// The structures that a plan may name: those without coordinates of places.
    public static let all: [TimeStructure] =
        [.automatic, .constant] + RandomStructureKind.allCases.filter { !$0.isSpatial }.map { .over($0) }

    /// Trials with several times from which on correlations over time can be looked for.
    static let fewestTrials = 3

    /// What `automatic` chooses for rows, anything else itself.
    func resolved(months: [Double], trials: [String]) -> TimeStructure {
        guard self == .automatic else { return self }
        let times = Dictionary(grouping: zip(trials, months), by: \.0).values.map { Set($0.map(\.1)).count }
        return times.count { $0 > 1 } >= Self.fewestTrials ? .over(.continuousAutoregressive) : .constant
    }

    /// The name in full.
    public var name: String {
        switch self {
        case .automatic: "chosen by the rows"
        case .constant: "one deviation a trial"
        case .over(let kind): kind.name
        }
    }
}

extension TimeStructure: RawRepresentable, Codable {
    /// The structure of a word: `automatic`, `constant`, or a code such as `CAR`.
    public init?(rawValue: String) {
        guard let found = Self.all.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = found
    }

    /// The word.
    public var rawValue: String {
        switch self {
        case .automatic: "automatic"
        case .constant: "constant"
        case .over(let kind): kind.rawValue
        }
    }
}
