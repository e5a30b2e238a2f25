import TrialEvidence

/// References in the RIS format, as databases and reference managers export them.
///
/// A record runs from `TY` to `ER`. The study takes its name from `NS`, where review software wrote one, else from the
/// first author and the year. Records that repeat another one, or a study of the dataset, are named and not taken.
public struct RISReferences: ImportFormat {
    /// The stable name.
    public let name = "ris"
    /// One sentence for a list of formats.
    public let summary = "References in the RIS format, with duplicates named."
    /// How the names of such files end.
    public let fileExtensions = ["ris"]

    /// Makes the format.
    public init() {}

    /// Reads studies.
    public func read(
        _ bytes: [UInt8], file: String, into dataset: Dataset
    ) throws(EvidenceError) -> ImportedEvidence {
        var reader = RISReader(file: file, dataset: dataset)
        for (number, line) in try TextLines(bytes, file: file).numbered { reader.add(line, number) }
        return try reader.finish()
    }
}

/// Reads lines into records.
private struct RISReader {
    let file: String
    var assembler: ReferenceAssembler
    var fields: [RISField] = []
    var start: Int?
    var count = 0

    init(file: String, dataset: Dataset) {
        self.file = file
        assembler = ReferenceAssembler(file: file, dataset: dataset)
    }

    mutating func add(_ line: String, _ number: Int) {
        guard let field = RISField(line, number) else {
            let text = line.trimmed
            guard !text.isEmpty else { return }
            if start == nil {
                assembler.leaveOut(line: number, "outside-records", "the line stands outside every record")
            } else if !fields.isEmpty {
                fields[fields.count - 1].value += " " + text
            }
            return
        }
        switch field.tag {
        case "TY":
            close()
            start = number
            fields = []
        case "ER": close()
        default:
            if start == nil {
                assembler.leaveOut(line: number, "outside-records", "the line stands outside every record")
            } else {
                fields.append(field)
            }
        }
    }

    private mutating func close() {
        guard let start else { return }
        let record = RISRecord(line: start, fields: fields)
        assembler.add(record.reference)
        for tag in record.unheldTags { assembler.skip(field: tag) }
        if let date = record.unreadDate {
            assembler.leaveOut(line: date.line, "year-not-read", "\"\(date.value)\" does not begin with a year")
        }
        count += 1
        self.start = nil
    }

    consuming func finish() throws(EvidenceError) -> ImportedEvidence {
        if let start {
            let message = "the record that begins here has no ER; the file is cut off, export it again"
            throw EvidenceError([Diagnostic(.malformedFile, at: Place(file, line: start), message)])
        }
        guard count > 0 else {
            let message = "there is no record from TY to ER; choose an RIS file"
            throw EvidenceError([Diagnostic(.malformedFile, at: Place(file), message)])
        }
        return assembler.finish()
    }
}
