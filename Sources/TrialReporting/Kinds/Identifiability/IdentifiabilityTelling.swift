import TrialResults
import TrialStatistics

/// How it is told what trials can know of several properties of treatments at once.
struct IdentifiabilityTelling {
    private let found: FactorIdentifiability
    private let record: AnalysisRecord

    init(_ found: FactorIdentifiability, record: AnalysisRecord) {
        self.found = found
        self.record = record
    }

    /// The verdict, the coefficients and the trials that are missing.
    var blocks: [ReportBlock] {
        var blocks: [ReportBlock] = [.paragraph(verdict)]
        if !found.terms.isEmpty { blocks.append(.table(table)) }
        let missing = found.constants.map(constant) + found.missing.map(sentence)
        if !missing.isEmpty { blocks.append(.list(missing, .plain)) }
        return blocks
    }

    private func name(_ factor: String) -> String { PropertyWords.phrase(factor) }

    private var factors: String { found.factors.map(name).joined(separator: " × ") }

    private var verdict: String {
        let (p, k) = (found.coefficients, found.independentContrasts)
        let contrasts = "\(k) independent \(k == 1 ? "comparison" : "comparisons") of arms"
        let left =
            found.incomplete.isEmpty
            ? ""
            : " Left out here, because an arm does not state one of them: \(found.incomplete.joined(separator: ", "))."
        guard p > 0 else {
            return "No trial with two arms states \(factors), so nothing can be told of them.\(left)"
        }
        let head =
            "All of \(factors) at once needs \(p) \(p == 1 ? "coefficient" : "coefficients");"
            + " the trials give \(contrasts), which carry \(found.rank)."
        guard found.isOverfitted else {
            return "\(head) A model of all of them can be fitted; the table says what of it is randomised.\(left)"
        }
        let reason =
            found.rank < p
            ? "some coefficients are not identified" : "nothing would be left to judge it by"
        return "\(head) A model of all of them is refused, because \(reason).\(left)"
    }

    private var table: TextTable {
        TextTable(
            caption: "What these trials can tell of \(factors)",
            columns: [.init("Difference"), .init("Verdict"), .init("Trials that randomise it")],
            rows: found.terms.map { term in
                [words(term), verdict(term), term.studies.isEmpty ? "–" : term.studies.joined(separator: ", ")]
            })
    }

    private func words(_ term: FactorIdentifiability.Term) -> String {
        if term.factor.isEmpty { return "any treatment against control" }
        guard let level = term.level, let reference = term.reference else {
            return "more against less \(name(term.factor))"
        }
        return "\(name(term.factor)): \(level) against \(reference)"
    }

    private func verdict(_ term: FactorIdentifiability.Term) -> String {
        switch term.verdict {
        case .withinTrials:
            term.factor.isEmpty ? "randomised in several trials" : "randomised head to head in several trials"
        case .oneTrial: "rests on one trial alone"
        case .betweenTrials: "differs between whole trials only, which nobody randomised"
        case .unidentified: "cannot be told from the other properties"
        }
    }

    private func constant(_ same: FactorIdentifiability.Constant) -> String {
        "Every treated arm has the same \(name(same.factor)) (\(same.value)), so these trials tell nothing of it; a trial of two would."
    }

    private func sentence(_ missing: FactorIdentifiability.Missing) -> String {
        "No trial compares \(missing.first) with \(missing.second) (\(name(missing.factor))) head to head; one that does, all else"
            + " equal, would settle this difference."
    }

    /// The coefficients for machines.
    var files: [NamedTable] {
        guard !found.terms.isEmpty else { return [] }
        return [
            NamedTable(
                "identifiability",
                CSVTable(
                    header: ["property", "level", "reference", "verdict", "trials"],
                    rows: found.terms.map {
                        [
                            .text($0.factor), CSVTable.Cell($0.level), CSVTable.Cell($0.reference),
                            .text($0.verdict.rawValue), .text($0.studies.joined(separator: ";")),
                        ]
                    }))
        ]
    }
}
