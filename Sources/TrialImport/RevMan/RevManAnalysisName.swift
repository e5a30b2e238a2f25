import TrialEvidence

/// The name of an analysis and what it tells beside the outcome: `relapse, RRMS, 6 months, second visit`.
///
/// RevMan has no fields for the patients, the time and the variant of a result, so its users write them into the name of the
/// analysis, and so does our export. They are read only where the settings name the outcome too.
struct RevManAnalysisName: Hashable {
    /// What was measured.
    var outcome: String
    /// Which patients.
    var population = Population("all")
    /// Months since the start of treatment.
    var timepointMonths: Double?
    /// What tells the result from one that is otherwise the same.
    var variant = ""

    /// The parts of a row's key that a name tells.
    init(of row: OutcomeRow) {
        outcome = row.outcome
        population = row.population
        timepointMonths = row.timepointMonths
        variant = row.variant
    }

    /// Takes a name apart where it begins with the outcome; any other is the outcome as a whole.
    init(_ name: String, outcome stated: String) {
        guard !stated.isEmpty, name == stated || name.hasPrefix("\(stated), ") else {
            outcome = name
            return
        }
        outcome = stated
        var parts = name.dropFirst(stated.count + 2).split(separator: ", ", omittingEmptySubsequences: false)[...]
        if let first = parts.first.map({ Population(String($0)) }), first.course != .unknown {
            population = first
            parts = parts.dropFirst()
        }
        let words = parts.first?.split(separator: " ") ?? []
        if words.count == 2, words[1] == "months", let months = Decimals.parse(String(words[0])) {
            timepointMonths = months
            parts = parts.dropFirst()
        }
        variant = parts.joined(separator: ", ")
    }

    /// The name in words.
    var text: String {
        let time = timepointMonths.map { "\(Decimals.text($0)) months" } ?? ""
        let parts = [outcome, population.isWholeStudy ? "" : population.label, time, variant]
        return parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// The columns of a row's key that do not come back from the text.
    var lostColumns: [String] {
        let back = RevManAnalysisName(text.onOneLine, outcome: outcome.onOneLine)
        let pairs = [
            ("outcome", outcome == back.outcome), ("population", population == back.population),
            ("timepoint_months", timepointMonths == back.timepointMonths), ("variant", variant == back.variant),
        ]
        return pairs.filter { !$0.1 }.map(\.0)
    }
}
