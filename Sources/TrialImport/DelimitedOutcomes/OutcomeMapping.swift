import TrialEvidence

/// Which column of a foreign table is which of ours, as a person wrote it down for ``DelimitedOutcomes``.
///
/// The file has one `ours=theirs` a line, as ``ColumnMapping`` has for wide tables: the name of a column of outcomes.csv, then
/// theirs, or a text in double quotes that holds for every row, such as `confidence="primary"`. Empty lines and lines that
/// begin with `#` say nothing.
public struct OutcomeMapping: Sendable, Equatable {
    /// Our names by theirs.
    public var columns: [String: String] = [:]
    /// Texts that hold for every row, by our names.
    public var constants: [String: String] = [:]

    /// No mapping: the aliases alone decide.
    public init() {}

    /// Reads a mapping file, or throws everything that is wrong with it.
    public init(reading bytes: [UInt8], file: String) throws(EvidenceError) {
        let lines = try TextLines(bytes, file: file)
        var diagnostics: [Diagnostic] = []
        for (number, line) in lines.numbered {
            let text = line.trimmed
            guard !text.isEmpty, !text.hasPrefix("#") else { continue }
            if let problem = add(text) {
                diagnostics.append(Diagnostic(problem.code, at: Place(file, line: number), problem.message))
            }
        }
        if !diagnostics.isEmpty { throw EvidenceError(diagnostics) }
    }

    private mutating func add(_ line: String) -> (code: DiagnosticCode, message: String)? {
        guard let sign = line.firstIndex(of: "=") else {
            return (.malformedFile, "there is no \"=\"; write ours=theirs")
        }
        let ours = line[..<sign].trimmed
        let theirs = line[line.index(after: sign)...].trimmed
        let known = OutcomeRow.columns.map(\.name)
        guard known.contains(ours) else {
            let hint = NearestName.hint(known, for: ours)
            return (.unknownColumn, "\"\(ours)\" is none of our columns\(hint); use \(known.joined(separator: ", "))")
        }
        guard !theirs.isEmpty else { return (.missingValue, "\"\(ours)\" is given nothing; name their column") }
        guard constants[ours] == nil, !columns.values.contains(ours) else {
            return (.duplicateKey, "\"\(ours)\" is mapped twice; remove one")
        }
        guard theirs.count >= 2, theirs.hasPrefix("\""), theirs.hasSuffix("\"") else {
            guard columns.updateValue(ours, forKey: theirs) == nil else {
                return (.duplicateKey, "\"\(theirs)\" is mapped twice; remove one")
            }
            return nil
        }
        constants[ours] = String(theirs.dropFirst().dropLast())
        return nil
    }
}
