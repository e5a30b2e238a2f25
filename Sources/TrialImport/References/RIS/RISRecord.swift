/// One field of an RIS record.
struct RISField: Sendable, Equatable {
    let tag: String
    var value: String
    let line: Int

    init(_ tag: String, _ value: String, line: Int = 0) {
        self.tag = tag
        self.value = value
        self.line = line
    }

    /// Reads `TY  - JOUR`; `nil` where the line does not begin with a tag.
    ///
    /// The standard has two blanks before the hyphen. Tabs count as blanks; with fewer than two only the usual tags are
    /// taken, since a wrapped line may begin with two capitals and a hyphen.
    init?(_ line: String, _ number: Int) {
        let bytes = Array(line.utf8)
        guard bytes.count >= 3, Self.isCapital(bytes[0]), Self.isCapital(bytes[1]) || Self.isDigit(bytes[1]) else {
            return nil
        }
        var index = 2
        while index < bytes.count, bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t") {
            index += 1
        }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "-") else { return nil }
        let tag = String(decoding: bytes[..<2], as: UTF8.self)
        let isStandard = bytes[2..<index].count >= 2 || bytes[2..<index].contains(UInt8(ascii: "\t"))
        guard isStandard || Self.usual.contains(tag) else { return nil }
        self.init(tag, String(decoding: bytes[(index + 1)...], as: UTF8.self).trimmed, line: number)
    }

    private static func isCapital(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static let usual: Set<String> = [
        "TY", "ER", "AU", "A1", "TI", "T1", "T2", "JF", "JO", "JA", "PY", "Y1", "DA", "VL", "IS", "SP", "EP", "DO",
        "UR",
        "SN", "AB", "N2", "KW", "N1", "ID", "AN", "DB", "M3", "NS",
    ]
}

/// One RIS record.
struct RISRecord {
    let line: Int
    let fields: [RISField]

    /// What our own export writes before a registration and before a study's notes.
    static let registration = "Registration: "
    static let notes = "Notes: "

    private static let journals = ["T2", "JF", "JO", "JA", "J2"]

    /// The record in the terms that all formats share.
    var reference: Reference {
        var reference = Reference(line: line)
        reference.studyName = first(["NS"])
        reference.firstAuthor = FamilyName.first(first(["AU", "A1"]) ?? "")
        reference.year = date.flatMap { Reference.year(of: $0.value) }
        reference.title = first(["TI", "T1"]) ?? ""
        reference.journal = first(Self.journals) ?? ""
        reference.doi = values(["DO", "UR", "L3", "M3"]).lazy.compactMap(DOI.normalised).first
        reference.pmid = pmid
        let notes = values(["N1"])
        reference.registryIDs = notes.filter { $0.hasPrefix(Self.registration) }.map {
            String($0.dropFirst(Self.registration.count))
        }
        reference.notes = notes.filter { $0.hasPrefix(Self.notes) }.map { String($0.dropFirst(Self.notes.count)) }
        reference.url = first(["UR"]).flatMap { url in
            DOI.normalised(url).map { $0 == reference.doi } == true ? nil : url
        }
        return reference
    }

    /// The tags of fields that do not become part of a study; of the authors all but the first.
    var unheldTags: [String] {
        let journal = Self.journals.first { !values([$0]).isEmpty }
        let held: Set<String> = ["NS", "TI", "T1", "PY", "Y1", "DO", "UR", "DB", journal ?? ""]
        var authors = 0
        return fields.compactMap { field in
            guard !field.value.isEmpty, !held.contains(field.tag) else { return nil }
            switch field.tag {
            case "AU", "A1":
                authors += 1
                return authors > 1 ? "\(field.tag) after the first" : nil
            case "AN": return pmid != nil && PMID.plain(field.value) == pmid ? nil : "AN"
            case "DA": return date?.tag == "DA" ? nil : "DA"
            case "N1":
                let isOurs = field.value.hasPrefix(Self.registration) || field.value.hasPrefix(Self.notes)
                return isOurs || PMID.marked(field.value) == pmid && pmid != nil ? nil : "N1"
            default: return field.tag
            }
        }
    }

    /// A date that does not begin with a year.
    var unreadDate: RISField? { date.flatMap { Reference.year(of: $0.value) == nil ? $0 : nil } }

    private var date: RISField? {
        let dates = ["PY", "Y1", "DA"].compactMap { tag in fields.first { $0.tag == tag && !$0.value.isEmpty } }
        return dates.first { Reference.year(of: $0.value) != nil } ?? dates.first
    }

    /// `AN` of a record that says it is PubMed's or MEDLINE's, or what stands after `PMID`.
    private var pmid: String? {
        let databases = values(["DB", "DP"]).map { $0.lowercased() }
        if databases.contains(where: { $0.contains("pubmed") || $0.contains("medline") || $0.contains("nlm") }),
            let number = values(["AN"]).lazy.compactMap(PMID.plain).first
        {
            return number
        }
        return values(["AN", "N1", "C1", "C2"]).lazy.compactMap(PMID.marked).first
    }

    private func values(_ tags: [String]) -> [String] {
        tags.flatMap { tag in fields.filter { $0.tag == tag && !$0.value.isEmpty }.map(\.value) }
    }

    private func first(_ tags: [String]) -> String? { values(tags).first }
}
