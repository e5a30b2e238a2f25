/// A bibliographic record, whatever format it came in.
struct Reference: Sendable, Equatable {
    /// The line on which the record begins.
    var line: Int
    /// The name of the study that the record states, as review software writes it.
    var studyName: String?
    /// The first author's family name, or the group that signed.
    var firstAuthor = ""
    /// The year of publication.
    var year: Int?
    /// The title.
    var title = ""
    /// The journal, or the book.
    var journal = ""
    /// The digital object identifier, normalised.
    var doi: String?
    /// The PubMed identifier.
    var pmid: String?
    /// Registrations.
    var registryIDs: [String] = []
    /// A page where it can be read.
    var url: String?
    /// Everything else worth knowing.
    var notes: [String] = []

    init(line: Int) {
        self.line = line
    }

    /// The year that a date begins with: `2020`, `2020///`, `2022/06/01`, `2017 Nov 15`.
    static func year(of date: String) -> Int? {
        let digits = date.trimmed.prefix { $0.isASCII && $0.isNumber }
        guard digits.count == 4, let year = Int(digits), (1500...2200).contains(year) else { return nil }
        return year
    }
}

/// Digital object identifiers in one spelling.
enum DOI {
    private static let prefixes = ["https://", "http://", "www.", "dx.", "doi.org/", "doi:", "doi"]

    /// The identifier in lower case without a resolver's address, or `nil` where the text is none.
    static func normalised(_ text: String) -> String? {
        var rest = Substring(text.trimmed.lowercased())
        for prefix in prefixes where rest.hasPrefix(prefix) { rest = rest.dropFirst(prefix.count) }
        let bare = rest.trimmed.prefix { !$0.isWhitespace }
        let end = String(bare.reversed().drop { ".,;".contains($0) }.reversed())
        guard end.hasPrefix("10."), let slash = end.firstIndex(of: "/"), end.index(after: slash) < end.endIndex else {
            return nil
        }
        return end
    }
}

/// The PubMed identifier in a text.
enum PMID {
    /// The digits, where the text is nothing but them.
    static func plain(_ text: String) -> String? {
        let digits = text.trimmed
        let isNumber = !digits.isEmpty && digits.utf8.count <= 9 && digits.allSatisfy { $0.isASCII && $0.isNumber }
        return isNumber ? digits : nil
    }

    /// The digits after `PMID`, as notes have them.
    static func marked(_ text: String) -> String? {
        guard let mark = text.uppercased().split(separator: "PMID", maxSplits: 1).dropFirst().first else {
            return text.uppercased().hasPrefix("PMID") ? plain(digits(after: text.dropFirst(4))) : nil
        }
        return plain(digits(after: mark))
    }

    private static func digits(after text: some StringProtocol) -> String {
        String(text.drop { $0 == ":" || $0.isWhitespace }.prefix { $0.isASCII && $0.isNumber })
    }
}
