import TrialEvidence

/// References as PubMed exports them (MEDLINE tags, `.nbib`).
///
/// A record begins with `PMID-`. The DOI is taken only from `LID` and `AID` that end in `[doi]`, because comments,
/// corrections and retractions bring foreign ones. A publication that was retracted says so in its notes.
public struct PubMedReferences: ImportFormat {
    /// The stable name.
    public let name = "pubmed"
    /// One sentence for a list of formats.
    public let summary = "References as PubMed exports them (.nbib), with duplicates named."
    /// How the names of such files end.
    public let fileExtensions = ["nbib"]

    /// Makes the format.
    public init() {}

    /// Reads studies.
    public func read(
        _ bytes: [UInt8], file: String, into dataset: Dataset
    ) throws(EvidenceError) -> ImportedEvidence {
        var assembler = ReferenceAssembler(file: file, dataset: dataset)
        for record in try Self.records(bytes, file: file) {
            assembler.add(record.reference)
            for tag in record.unheldTags { assembler.skip(field: tag) }
            if let date = record.unreadDate {
                assembler.leaveOut(line: record.line, "year-not-read", "\"\(date)\" does not begin with a year")
            }
        }
        return assembler.finish()
    }

    private static func records(_ bytes: [UInt8], file: String) throws(EvidenceError) -> [MedlineRecord] {
        var records: [MedlineRecord] = []
        for (number, line) in try TextLines(bytes, file: file).numbered {
            guard !line.allSatisfy(\.isWhitespace) else { continue }
            if line.hasPrefix("      "), let last = records.indices.last, records[last].continueField(line.trimmed) {
                continue
            }
            guard let field = MedlineField(line) else {
                let message = "the line has neither a tag of four letters and a hyphen nor six blanks; export it again"
                throw EvidenceError([Diagnostic(.malformedFile, at: Place(file, line: number), message)])
            }
            if field.tag == "PMID" { records.append(MedlineRecord(line: number)) }
            guard let last = records.indices.last else {
                let message = "a record begins with PMID, this line with \(field.tag); choose a PubMed file"
                throw EvidenceError([Diagnostic(.malformedFile, at: Place(file, line: number), message)])
            }
            records[last].fields.append(field)
        }
        guard !records.isEmpty else {
            throw EvidenceError([Diagnostic(.emptyFile, at: Place(file), "there is no record; choose another file")])
        }
        return records
    }
}

/// One field of a MEDLINE record.
private struct MedlineField {
    let tag: String
    var value: String

    init?(_ line: String) {
        let bytes = Array(line.utf8)
        guard bytes.count >= 5, bytes[4] == UInt8(ascii: "-"), bytes.count == 5 || bytes[5] == UInt8(ascii: " ") else {
            return nil
        }
        let tag = String(decoding: bytes[..<4], as: UTF8.self).trimmed
        guard !tag.isEmpty, tag.allSatisfy({ $0.isASCII && ($0.isUppercase || $0.isNumber) }) else { return nil }
        self.tag = tag
        value = String(decoding: bytes[5...], as: UTF8.self).trimmed
    }
}

/// One MEDLINE record.
private struct MedlineRecord {
    let line: Int
    var fields: [MedlineField] = []

    init(line: Int) {
        self.line = line
    }

    /// Adds a wrapped line to the last field; false where there is none.
    mutating func continueField(_ text: String) -> Bool {
        guard !fields.isEmpty else { return false }
        fields[fields.count - 1].value += " " + text
        return true
    }

    var reference: Reference {
        var reference = Reference(line: line)
        reference.pmid = values(["PMID"]).lazy.compactMap(PMID.plain).first
        reference.title = values(["TI", "BTI", "TT"]).first ?? ""
        reference.firstAuthor = FamilyName.first(values(["FAU", "AU", "CN"]).first ?? "")
        reference.year = Reference.year(of: values(["DP"]).first ?? "")
        reference.journal = values(["JT", "TA"]).first ?? ""
        reference.doi =
            values(["LID", "AID"]).lazy.filter { $0.hasSuffix("[doi]") }.compactMap {
                DOI.normalised(String($0.dropLast(5)))
            }.first
        reference.registryIDs = values(["SI"]).compactMap(Self.registration)
        if values(["PT"]).contains("Retracted Publication") { reference.notes = ["retracted publication"] }
        return reference
    }

    /// The number in `ClinicalTrials.gov/NCT01854957`; gene banks have numbers too, which are no registrations.
    private static func registration(_ text: String) -> String? {
        let parts = text.split(separator: "/", maxSplits: 1)
        let registries = [
            "clinicaltrials", "isrctn", "eudract", "anzctr", "drks", "chictr", "irct", "ctri", "jprn", "ntr",
        ]
        guard parts.count == 2, registries.contains(where: { parts[0].lowercased().hasPrefix($0) }) else { return nil }
        return parts[1].trimmed
    }

    var unreadDate: String? { values(["DP"]).first.flatMap { Reference.year(of: $0) == nil ? $0 : nil } }

    /// The tags of fields that do not become part of a study; of the authors all but the first.
    var unheldTags: [String] {
        let journal = values(["JT"]).isEmpty ? "TA" : "JT"
        let held: Set<String> = ["PMID", "TI", "DP", "LID", "PT", journal]
        let author = ["FAU", "AU", "CN"].first { !values([$0]).isEmpty }
        var authors = 0
        return fields.compactMap { field in
            guard !field.value.isEmpty, !held.contains(field.tag) else { return nil }
            if field.tag == author {
                authors += 1
                return authors > 1 ? "\(field.tag) after the first" : nil
            }
            if field.tag == "AID", field.value.hasSuffix("[doi]") { return nil }
            if field.tag == "SI", Self.registration(field.value) != nil { return nil }
            return field.tag
        }
    }

    private func values(_ tags: [String]) -> [String] {
        tags.flatMap { tag in fields.filter { $0.tag == tag && !$0.value.isEmpty }.map(\.value) }
    }
}
