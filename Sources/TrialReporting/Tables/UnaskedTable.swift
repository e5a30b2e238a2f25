import TrialResults

/// Outcomes that the dataset holds results of and no question asks of, each with the plan's reason.
public struct UnaskedTable: Sendable {
    private let outcomes: [UnaskedOutcome]
    private let convention: NumberConvention

    /// Tabulates outcomes.
    public init(_ outcomes: [UnaskedOutcome], convention: NumberConvention = .british) {
        self.outcomes = outcomes
        self.convention = convention
    }

    /// The table; the order is that of the dataset.
    public var table: TextTable {
        TextTable(
            caption: "Outcomes that no question asks of",
            columns: [.init("Outcome"), .init("Results", .trailing), .init("Studies", .trailing), .init("Why")],
            rows: outcomes.map { outcome in
                [
                    outcome.title ?? outcome.outcome, convention.format.count(outcome.results),
                    convention.format.count(outcome.studies), outcome.reason ?? "the plan does not say",
                ]
            })
    }
}
