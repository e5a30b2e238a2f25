import TrialResults

/// The doubts about numbers as people read them: first those that nobody has settled, then the accepted ones.
struct FindingsTables {
    private let open: [ReportedFinding]
    private let accepted: [ReportedFinding]

    init(_ findings: [ReportedFinding]) {
        let order = ["impossible": 0, "likely": 1, "doubtful": 2]
        let sorted = findings.enumerated().sorted {
            (order[$0.element.severity] ?? 3, $0.offset) < (order[$1.element.severity] ?? 3, $1.offset)
        }.map(\.element)
        open = sorted.filter { $0.accepted == nil }
        accepted = sorted.filter { $0.accepted != nil }
    }

    /// The heading over them.
    static let heading = "Doubts about numbers"
    /// What a doubt is.
    static let words =
        "The checks compare the printed numbers with each other and with what is possible; a doubt is no proof of an error."

    /// How many there are, in a sentence.
    var count: String {
        let words = open.count == 1 ? "1 doubt is open" : "\(open.count) doubts are open"
        return accepted.isEmpty ? "\(words)." : "\(words), \(accepted.count) accepted with a reason."
    }

    /// The tables; none that is empty.
    var tables: [TextTable] {
        [table("Open", "What to do", open) { $0.advice }, table("Accepted", "Why", accepted) { $0.accepted ?? "" }]
            .compactMap(\.self)
    }

    private func table(
        _ caption: String, _ last: String, _ findings: [ReportedFinding], _ words: (ReportedFinding) -> String
    ) -> TextTable? {
        guard !findings.isEmpty else { return nil }
        return TextTable(
            caption: "\(caption) doubts about numbers",
            columns: [
                .init("Where"), .init("Severity"), .init("Check"), .init("Found"), .init("Expected"), .init(last),
            ],
            rows: findings.map { [$0.subject, $0.severity, $0.check, $0.found, $0.expected, words($0)] })
    }
}
