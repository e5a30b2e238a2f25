import TrialResults

/// A section about the whole report, after the analyses: the same on the page and in every document.
struct ClosingSection: Sendable {
    /// A short name, the section's anchor on the page.
    let slug: String
    /// What stands over it, and in the page's list of contents.
    let heading: String
    /// What the page's summary says of it; nil where a reader can do without.
    var note: String?
    /// What it says before its tables.
    let paragraph: String
    /// Its tables.
    let tables: [TextTable]
}

/// The sections after the analyses, those that have something to say.
struct ClosingSections {
    let list: [ClosingSection]

    init(_ document: ResultDocument, convention: NumberConvention) {
        var list: [ClosingSection] = []
        if let findings = document.overview?.findings, !findings.isEmpty {
            let tables = FindingsTables(findings)
            list.append(
                ClosingSection(
                    slug: "findings", heading: FindingsTables.heading, note: tables.count,
                    paragraph: "\(tables.count) \(FindingsTables.words)", tables: tables.tables))
        }
        if let unasked = document.unasked, !unasked.isEmpty {
            let sentence = UnaskedWords(unasked, format: convention.format).sentence
            list.append(
                ClosingSection(
                    slug: "unasked", heading: "What no question asks", note: sentence, paragraph: sentence,
                    tables: [UnaskedTable(unasked, convention: convention).table]))
        }
        if let ongoing = document.overview?.ongoing, !ongoing.isEmpty {
            let table = OngoingTable(ongoing, convention: convention)
            list.append(
                ClosingSection(
                    slug: "ongoing", heading: "Trials to come", note: nil, paragraph: table.sentence,
                    tables: [table.table]))
        }
        if !document.published.isEmpty {
            list.append(
                ClosingSection(
                    slug: "published", heading: "What published reviews report",
                    paragraph:
                        "To compare, never pooled: these reviews overlap with each other and with the studies above.",
                    tables: PublishedTable(document.published, convention: convention).tables))
        }
        self.list = list
    }
}
