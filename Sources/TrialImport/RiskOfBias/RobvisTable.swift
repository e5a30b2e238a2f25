import TrialEvidence

/// Judgements on the risk of bias as robvis keeps them: `Study`, the domains, `Overall`, perhaps `Weight`.
///
/// The positions of the columns count, not their names. The studies must be in the dataset; rows about others are named
/// and not taken.
public struct RobvisTable: ImportFormat {
    /// The stable name.
    public let name = "riskofbias"
    /// One sentence for a list of formats.
    public let summary =
        "Judgements on the risk of bias as CSV in the layout of robvis (RoB 2, ROBINS-I, ROBINS-E, RoB 1)."
    /// How the names of such files end.
    public let fileExtensions = ["csv", "tsv", "txt"]
    /// The tool; `nil` means that the columns and the words tell it.
    public var tool: RobvisTool?

    /// Makes the format.
    public init(tool: RobvisTool? = nil) {
        self.tool = tool
    }

    /// Reads judgements.
    public func read(
        _ bytes: [UInt8], file: String, into dataset: Dataset
    ) throws(EvidenceError) -> ImportedEvidence {
        let (table, _) = try DelimiterDetection.table(of: bytes, file: file)
        let layout = try RobvisLayout(table, tool: tool)
        let names = StudyNames(dataset.studies)
        var evidence = ImportedEvidence(file: file)
        var diagnostics: [Diagnostic] = []
        var lines: [String: Int] = [:]
        if layout.hasWeight {
            let place = "column \(table.header.last ?? "")"
            evidence.notTaken.append(
                NotTaken(place: place, code: "weight", reason: "weights are computed, not imported"))
        }
        for (cells, line) in zip(table.rows, table.lines) {
            let judgements = layout.judgements(in: cells, line: line, &diagnostics, &evidence.notTaken)
            let label = SpreadsheetGuard.removed(from: cells[0].trimmed)
            guard let study = names.known(label) else {
                let hint = NearestName.hint(dataset.studies.map(\.id), for: label)
                let reason = "no study of the dataset has the name \"\(label)\"\(hint)"
                evidence.notTaken.append(NotTaken(place: "line \(line)", code: "unknown-study", reason: reason))
                continue
            }
            if let first = lines.updateValue(line, forKey: study) {
                let message = "\(study) is judged on line \(first) already; keep one of the rows"
                diagnostics.append(
                    Diagnostic(.duplicateKey, at: Place(file, line: line, column: table.header[0]), message))
            }
            for (domain, judgement) in judgements {
                var row = RiskOfBiasJudgement(
                    studyID: study, tool: layout.tool.rawValue, domain: domain, judgement: judgement)
                row.line = line
                evidence.riskOfBias.append(row)
            }
        }
        if !diagnostics.isEmpty { throw EvidenceError(diagnostics) }
        return evidence
    }
}

/// Which column of a robvis table is which.
private struct RobvisLayout {
    let table: Table
    let tool: RobvisTool
    let domains: [String]
    let hasWeight: Bool

    init(_ table: Table, tool stated: RobvisTool?) throws(EvidenceError) {
        self.table = table
        hasWeight = Self.endsInWeight(table)
        let judged = table.header.dropFirst().dropLast(hasWeight ? 1 : 0)
        guard judged.count >= 2 else {
            let message = "a table needs a study, domains and an overall judgement; add the columns"
            throw EvidenceError([Diagnostic(.missingColumn, at: Place(table.file, line: 1), message)])
        }
        let columns = judged.dropLast().map { $0.trimmed }
        let words = table.rows.reduce(into: Set<String>()) { words, row in
            words.formUnion(row[1...judged.count].map(RobvisTool.folded))
        }
        guard let tool = stated ?? RobvisTool.detected(domains: columns, words: words) else {
            let message =
                "\(columns.count) domains and their words fit several tools or none; name the tool, one of "
                + RobvisTool.allCases.map(\.rawValue).joined(separator: ", ")
            throw EvidenceError([Diagnostic(.malformedFile, at: Place(table.file, line: 1), message)])
        }
        self.tool = tool
        let expected = tool.domains
        guard expected.isEmpty || expected.count == columns.count else {
            let message =
                "\(tool.rawValue) has \(expected.count) domains, the table \(columns.count); correct the columns"
            throw EvidenceError([Diagnostic(.malformedFile, at: Place(table.file, line: 1), message)])
        }
        domains = (expected.isEmpty ? columns.map(Self.words) : expected) + ["overall"]
    }

    /// The judgements of a row; words that the tool does not have are reported.
    func judgements(
        in cells: [String], line: Int, _ diagnostics: inout [Diagnostic], _ notTaken: inout [NotTaken]
    ) -> [(domain: String, judgement: BiasJudgement)] {
        zip(domains, zip(table.header.dropFirst(), cells.dropFirst())).compactMap { domain, column in
            let (name, cell) = column
            let word = RobvisTool.folded(cell)
            let place = "line \(line), column \(name)"
            if word.isEmpty || word == "na" {
                notTaken.append(NotTaken(place: place, code: "not-judged", reason: "the cell is empty"))
                return nil
            }
            guard let known = tool.words.first(where: { $0.word == word }) else {
                let words = tool.words.map(\.word)
                let message =
                    "\"\(cell)\" is no judgement of \(tool.rawValue)\(NearestName.hint(words, for: word)); write one of "
                    + words.joined(separator: ", ")
                diagnostics.append(Diagnostic(.unknownCode, at: Place(table.file, line: line, column: name), message))
                return nil
            }
            guard let judgement = known.judgement else {
                notTaken.append(NotTaken(place: place, code: "not-applicable", reason: "the domain does not apply"))
                return nil
            }
            return (domain, judgement)
        }
    }

    private static func endsInWeight(_ table: Table) -> Bool {
        guard let last = table.header.last else { return false }
        if last.lowercased().contains("weight") { return true }
        let cells = table.rows.compactMap(\.last).filter { !$0.isEmpty }
        return !cells.isEmpty && cells.allSatisfy { Decimals.parse($0.trimmed) != nil }
    }

    /// `Random.sequence.generation` as words, as R spoils names.
    private static func words(_ name: String) -> String {
        name.split { $0 == "." || $0 == "_" || $0.isWhitespace }.joined(separator: " ")
    }
}
