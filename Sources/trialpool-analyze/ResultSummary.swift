import TrialCommandLine
import TrialResults
import TrialStatistics

struct ResultSummary {
    let document: ResultDocument
    init(_ document: ResultDocument) { self.document = document }
    var text: String {
        var table = TerminalTable(["analysis", "k", "effect", "prediction", "tau2", "I2", "warnings"])
        for a in document.analyses {
            let p = a.pooled
            table.add([
                a.id, "\(a.studies.count)",
                p.map { "\($0.natural.estimate) (\($0.natural.lower) to \($0.natural.upper))" } ?? "–",
                p?.naturalPrediction.map { "\($0.lower) to \($0.upper)" } ?? "–",
                p.map { "\($0.fit.heterogeneity.tau2)" } ?? "", p.map { "\($0.fit.heterogeneity.iSquared)" } ?? "",
                a.warnings.map(\.code).joined(separator: " "),
            ])
        }
        return table.text
    }
    var details: String { "" }
}
