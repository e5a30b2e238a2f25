import TrialEvidence

/// Judgements on the risk of bias as robvis keeps them: `Study`, the domains, `Overall`, perhaps `Weight`.
///
/// Columns are known by what they are about, or by their positions where they are only numbered; a table without an overall
/// judgement has none. Judgements are words, first letters or signs. Concerns about applicability are listed and not taken. The
/// studies must be in the dataset; rows about others are named and not taken.
public struct RobvisTable: ImportFormat {
    /// The stable name.
    public let name = "riskofbias"
    /// One sentence for a list of formats.
    public let summary =
        "Judgements on the risk of bias as CSV, as robvis has them (RoB 2, ROBINS-I, ROBINS-E, RoB 1, QUADAS-2, PROBAST)."
    /// How the names of such files end.
    public let fileExtensions = ["csv", "tsv", "txt"]
    /// The tool; `nil` means that the columns and the words tell it.
    public var tool: BiasTool?

    /// Makes the format.
    public init(tool: BiasTool? = nil) {
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
        evidence.notTaken += layout.left.map { NotTaken(place: "column \($0.name)", code: $0.code, reason: $0.reason) }
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
                    studyID: study, tool: layout.tool.code, domain: domain, judgement: judgement)
                row.line = line
                evidence.riskOfBias.append(row)
            }
        }
        if !diagnostics.isEmpty { throw EvidenceError(diagnostics) }
        return evidence
    }
}
