import TrialEvidence

/// Two reports of one number that do not print the same.
public struct ReportConflict: Sendable, Equatable {
    /// The kinds of the two reports.
    public let kinds: (ReportKind, ReportKind)
    /// The cells that differ, with both numbers.
    public let numbers: [(cell: OutcomeCell, first: Double, second: Double)]

    /// Compares two rows about the same thing: nil where they agree, and where their reports are of one kind or of a kind that
    /// nobody stated. Numbers agree where one is the other rounded to its own digits.
    public init?(_ first: OutcomeRow, _ second: OutcomeRow) {
        kinds = (first.kindOfReport, second.kindOfReport)
        guard kinds.0 != kinds.1, kinds.0 != .notStated, kinds.1 != .notStated else { return nil }
        let cells: [(OutcomeCell, Double?, Double?)] = [
            (.n, first.n.map(Double.init), second.n.map(Double.init)), (.mean, first.mean, second.mean),
            (.sd, first.sd, second.sd), (.se, first.se, second.se), (.median, first.median, second.median),
            (.events, first.events.map(Double.init), second.events.map(Double.init)),
            (.effect, first.effect, second.effect), (.ciLow, first.ciLow, second.ciLow),
            (.ciHigh, first.ciHigh, second.ciHigh),
        ]
        numbers = cells.compactMap { cell, one, other in
            guard let one, let other, !Self.agree(one, other) else { return nil }
            return (cell, one, other)
        }
        if numbers.isEmpty { return nil }
    }

    /// The conflict in words: `mean 8.21 in the registry, 7.03 in the congress report`.
    public var words: String {
        numbers.map { number in
            let (first, second) = (Decimals.text(number.first), Decimals.text(number.second))
            return "\(number.cell.rawValue) \(first) (\(kinds.0.rawValue)), \(second) (\(kinds.1.rawValue))"
        }.joined(separator: "; ")
    }

    /// Whether the number with more decimals gives the other when it is rounded.
    private static func agree(_ one: Double, _ other: Double) -> Bool {
        let (a, b) = (PrintedNumber(shortest: one), PrintedNumber(shortest: other))
        let (exact, rounded) = a.decimals >= b.decimals ? (a, b) : (b, a)
        return abs(exact.value - rounded.value) <= rounded.halfUnit
    }

    /// Two conflicts are the same where they say the same.
    public static func == (first: ReportConflict, second: ReportConflict) -> Bool {
        first.kinds == second.kinds && first.words == second.words
    }
}

extension OutcomeRow {
    /// What kind of report prints the row: what the dataset says, else a registry where the page is one of a registry.
    public var kindOfReport: ReportKind {
        guard reportKind == .notStated, let url = provenance.url?.lowercased() else { return reportKind }
        let registries = [
            "clinicaltrials.gov", "clinicaltrialsregister.eu", "euclinicaltrials.eu", "isrctn.com", "irct.ir",
            "trialsearch.who.int", "anzctr.org.au", "drks.de",
        ]
        return registries.contains { url.contains($0) } ? .registry : .notStated
    }
}
