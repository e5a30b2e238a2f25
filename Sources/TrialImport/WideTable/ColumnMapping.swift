import TrialEvidence

/// Which column of a foreign table holds what, as a person wrote it down.
///
/// The file has one `ours=theirs` a line: our name (a ``WideColumn``), then theirs, or a text in double quotes that holds
/// for every row, such as `measure="OddsRatio"`. Empty lines and lines that begin with `#` say nothing.
public struct ColumnMapping: Sendable, Equatable {
    /// The names of their columns.
    public var columns: [WideColumn: String] = [:]
    /// Texts that hold for every row.
    public var constants: [WideColumn: String] = [:]

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
        guard let column = WideColumn(rawValue: ours) else {
            let known = WideColumn.allCases.map(\.rawValue)
            let hint = NearestName.hint(known, for: ours)
            return (.unknownColumn, "\"\(ours)\" is none of our columns\(hint); use \(known.joined(separator: ", "))")
        }
        guard !theirs.isEmpty else { return (.missingValue, "\"\(ours)\" is given nothing; name their column") }
        guard columns[column] == nil, constants[column] == nil else {
            return (.duplicateKey, "\"\(ours)\" is mapped twice; remove one")
        }
        guard theirs.count >= 2, theirs.hasPrefix("\""), theirs.hasSuffix("\"") else {
            columns[column] = theirs
            return nil
        }
        guard column.isText else {
            return (.malformedFile, "\"\(ours)\" holds numbers, which differ from row to row; name their column")
        }
        constants[column] = String(theirs.dropFirst().dropLast())
        return nil
    }
}
