import TrialResults

/// Trials that are registered and have not reported, or not in full: what may change the answers.
public struct OngoingTable: Sendable {
    private let trials: [OngoingEntry]
    private let convention: NumberConvention

    /// Tabulates trials.
    public init(_ trials: [OngoingEntry], convention: NumberConvention = .british) {
        self.trials = trials
        self.convention = convention
    }

    /// How many there are, how many people are or will be in them as far as their records say, and where sources are.
    public var sentence: String {
        let people = trials.compactMap(\.participants)
        let count = trials.count == 1 ? "1 trial is" : "\(convention.format.count(trials.count)) trials are"
        let sum = convention.format.count(people.reduce(0, +))
        let whole =
            people.count == trials.count ? "" : " in the \(convention.format.count(people.count)) that say how many"
        let total = people.isEmpty ? "" : "; their records name \(sum) participants\(whole)"
        return
            "\(count) listed that had no results to pool when the evidence was gathered\(total). Where each record was read stands in ongoing.csv."
    }

    /// The table; the order is that of the dataset.
    public var table: TextTable {
        TextTable(
            caption: "Ongoing and unreported trials",
            columns: [
                .init("Registry"), .init("What is given"), .init("Phase"), .init("Status"),
                .init("People", .trailing), .init("Ends"), .init("Design"),
            ],
            rows: trials.map { trial in
                [
                    trial.registryID,
                    [trial.intervention, trial.product].filter { !$0.isEmpty }.joined(separator: "; "),
                    trial.phase, Self.words(trial.status), trial.participants.map(convention.format.count) ?? "",
                    trial.completion,
                    [trial.design, trial.regulatory].filter { !$0.isEmpty }.joined(separator: "; "),
                ]
            })
    }

    /// A registry's capitals as ordinary words.
    private static func words(_ status: String) -> String {
        status.lowercased().split(separator: "_").joined(separator: " ")
    }
}
