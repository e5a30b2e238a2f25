import TrialEvidence

/// The flow of records through a review, from the spreadsheet of the PRISMA 2020 flow diagram.
///
/// The columns `data` (the key of a box) and `n` count; boxes with reasons hold `Reason, 12; Another, 3`. Boxes without a
/// number are named and not taken. The counts must add up.
public struct PrismaFlow: ImportFormat {
    /// The stable name.
    public let name = "prisma"
    /// One sentence for a list of formats.
    public let summary = "The flow of records as CSV in the layout of the PRISMA 2020 flow diagram."
    /// How the names of such files end.
    public let fileExtensions = ["csv"]

    /// Makes the format.
    public init() {}

    /// Reads the boxes and checks that they add up.
    public func read(
        _ bytes: [UInt8], file: String, into dataset: Dataset
    ) throws(EvidenceError) -> ImportedEvidence {
        let (table, _) = try DelimiterDetection.table(of: bytes, file: file)
        let header = table.header.map { $0.trimmed.lowercased() }
        guard let keys = header.firstIndex(of: "data"), let numbers = header.firstIndex(of: "n") else {
            let missing = header.contains("data") ? "n" : "data"
            let message = "the spreadsheet of the flow diagram has the columns data and n; add it"
            throw EvidenceError([Diagnostic(.missingColumn, at: Place(file, line: 1, column: missing), message)])
        }
        var reader = PrismaReader(file: file)
        for (cells, line) in zip(table.rows, table.lines) {
            reader.add(key: cells[keys].trimmed, value: cells[numbers].trimmed, line: line)
        }
        return try reader.finish()
    }
}

/// Reads one box after the other.
private struct PrismaReader {
    private var evidence: ImportedEvidence
    private var diagnostics: [Diagnostic] = []
    private var lines: [PrismaBox: Int] = [:]

    init(file: String) {
        evidence = ImportedEvidence(file: file)
    }

    mutating func add(key: String, value: String, line: Int) {
        guard let box = PrismaBox(rawValue: key) else {
            let isSwitch = ["", "NA"].contains(key) || PrismaBox.switches.contains(key)
            // The rows of titles hold nothing: NA in the older template, 0 in the newer.
            if isSwitch, Int(value) ?? 0 == 0 { return }
            let hint = NearestName.hint(PrismaBox.allCases.map(\.rawValue), for: key)
            report(.unknownCode, line, "data", "no box has the key \"\(key)\"\(hint); correct it")
            return
        }
        if let first = lines.updateValue(line, forKey: box) {
            report(.duplicateKey, line, "data", "\(key) is there on line \(first) already; keep one")
            return
        }
        guard !isUnfilled(value) else {
            evidence.notTaken.append(
                NotTaken(place: "line \(line)", code: "not-filled", reason: "\(key) has no number"))
            return
        }
        if box.isList {
            addList(value, box, line)
        } else if let count = count(value, box, line) {
            append(box, reason: "", count, line)
        }
    }

    private func isUnfilled(_ value: String) -> Bool {
        value.isEmpty || ["na", "n/a", "xxx", "xx"].contains(value.lowercased())
    }

    /// `Reason, 12; Another, with a comma, 3`: the count is what stands after the last comma.
    private mutating func addList(_ value: String, _ box: PrismaBox, _ line: Int) {
        if Int(value) != nil {
            if let count = count(value, box, line) { append(box, reason: "", count, line) }
            return
        }
        var reasons: Set<String> = []
        for item in value.split(separator: ";").map(\.trimmed) where !item.isEmpty {
            guard let comma = item.lastIndex(of: ",") else {
                report(.notAnInteger, line, "n", "\"\(item)\" in \(box.rawValue) has no count; write it after a comma")
                continue
            }
            let reason = item[..<comma].trimmed
            let number = item[item.index(after: comma)...].trimmed
            guard !isUnfilled(number) else {
                let words = "\(reason) in \(box.rawValue) has no number"
                evidence.notTaken.append(NotTaken(place: "line \(line)", code: "not-filled", reason: words))
                continue
            }
            guard reasons.insert(reason).inserted else {
                report(.duplicateKey, line, "n", "\(box.rawValue) names \"\(reason)\" twice; add the counts up")
                continue
            }
            if let count = count(number, box, line) { append(box, reason: reason, count, line) }
        }
    }

    private mutating func count(_ text: String, _ box: PrismaBox, _ line: Int) -> Int? {
        guard let count = Int(text) else {
            report(.notAnInteger, line, "n", "\"\(text)\" in \(box.rawValue) is not a whole number; write digits")
            return nil
        }
        guard (0...1_000_000_000).contains(count) else {
            report(.badCount, line, "n", "\(count) records in \(box.rawValue) cannot be; correct the count")
            return nil
        }
        return count
    }

    private mutating func append(_ box: PrismaBox, reason: String, _ count: Int, _ line: Int) {
        var row = FlowCount(box: box.rawValue, count: count)
        row.reason = reason
        row.line = line
        evidence.flow.append(row)
    }

    private mutating func report(_ code: DiagnosticCode, _ line: Int, _ column: String, _ message: String) {
        diagnostics.append(Diagnostic(code, at: Place(evidence.file, line: line, column: column), message))
    }

    consuming func finish() throws(EvidenceError) -> ImportedEvidence {
        let all =
            diagnostics + (diagnostics.isEmpty ? PrismaArithmetic(evidence.flow).breaches(file: evidence.file) : [])
        if !all.isEmpty { throw EvidenceError(all) }
        return evidence
    }
}
