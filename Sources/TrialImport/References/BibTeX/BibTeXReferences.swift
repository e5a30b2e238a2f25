import TrialEvidence

/// References in BibTeX: nested braces, `@string` abbreviations, concatenation and LaTeX accents are read.
public struct BibTeXReferences: ImportFormat {
    /// The stable name.
    public let name = "bibtex"
    /// One sentence for a list of formats.
    public let summary = "References in BibTeX, with duplicates named."
    /// How the names of such files end.
    public let fileExtensions = ["bib", "bibtex"]

    /// Makes the format.
    public init() {}

    /// Reads studies.
    public func read(
        _ bytes: [UInt8], file: String, into dataset: Dataset
    ) throws(EvidenceError) -> ImportedEvidence {
        // The text is validated line by line first, so that a fault has a line.
        let bytes = ForeignText.usual(bytes)
        _ = try TextLines(bytes, file: file)
        var parser = BibTeXParser(bytes, file: file)
        let entries = try parser.entries()
        guard !entries.isEmpty else {
            let message = "there is no entry such as @article{…}; choose a BibTeX file"
            throw EvidenceError([Diagnostic(.malformedFile, at: Place(file), message)])
        }
        var assembler = ReferenceAssembler(file: file, dataset: dataset)
        for entry in entries {
            assembler.add(entry.reference)
            for field in entry.unheldFields { assembler.skip(field: field) }
            if let date = entry.unreadDate {
                assembler.leaveOut(line: entry.line, "year-not-read", "\"\(date)\" does not begin with a year")
            }
        }
        return assembler.finish()
    }
}

/// One entry, its values still in LaTeX.
struct BibTeXEntry {
    let key: String
    let line: Int
    var fields: [String: String] = [:]

    var reference: Reference {
        var reference = Reference(line: line)
        reference.title = text(["title"]) ?? ""
        reference.firstAuthor = firstAuthor
        reference.year = date.flatMap(Reference.year(of:))
        reference.journal = text(["journal", "journaltitle", "booktitle"]) ?? ""
        reference.doi = ["doi", "url"].lazy.compactMap { self.text([$0]) }.compactMap(DOI.normalised).first
        reference.pmid = text(["pmid"]).flatMap(PMID.plain) ?? text(["note"]).flatMap(PMID.marked)
        reference.url = text(["url"]).flatMap { DOI.normalised($0) == nil ? $0 : nil }
        return reference
    }

    var unheldFields: [String] {
        let held: Set<String> = [
            "title", "author", "year", "date", "journal", "journaltitle", "booktitle", "doi", "pmid", "url",
        ]
        let others = fields.keys.filter { !held.contains($0) }
        let hasMoreAuthors = BibTeXText.names(fields["author"] ?? "").count > 1
        return others + (hasMoreAuthors ? ["author after the first"] : [])
    }

    var unreadDate: String? { date.flatMap { Reference.year(of: $0) == nil ? $0 : nil } }

    private var date: String? { text(["year", "date"]) }

    /// The first author; a name in braces is a group and stays whole.
    private var firstAuthor: String {
        guard let first = BibTeXText.names(fields["author"] ?? fields["editor"] ?? "").first else { return "" }
        let plain = BibTeXText.plain(first)
        let isGroup = first.hasPrefix("{") && first.hasSuffix("}") && !first.dropFirst().dropLast().contains("}")
        return isGroup ? plain : FamilyName.last(plain)
    }

    private func text(_ names: [String]) -> String? {
        names.lazy.compactMap { self.fields[$0] }.map(BibTeXText.plain).first { !$0.isEmpty }
    }
}
