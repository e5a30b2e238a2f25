import TrialEvidence
import TrialImport
import TrialPluginMessages

/// Turns the rows that a plugin gives into those of a dataset, by the rules of its tables.
struct PluginRows {
    let file: String
    let plugin: String

    /// - Throws: `EvidenceError` with everything that is wrong with the rows.
    func evidence(_ output: ImportOutput, warnings: [String]) throws(EvidenceError) -> ImportedEvidence {
        var evidence = ImportedEvidence(file: file)
        var problems: [Diagnostic] = []
        evidence.studies = rows(output.studies, &problems)
        evidence.arms = rows(output.arms, &problems)
        evidence.outcomes = rows(output.outcomes, &problems)
        evidence.riskOfBias = rows(output.riskOfBias, &problems)
        evidence.notTaken = (output.notTaken ?? []).map { NotTaken(place: $0.place, code: $0.code, reason: $0.reason) }
        evidence.notTaken += warnings.map { NotTaken(place: "plugin \(plugin)", code: "warning", reason: $0) }
        if !problems.isEmpty {
            throw EvidenceError(problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
        }
        return evidence
    }

    private func rows<Row: TableRow>(_ given: [[String: PluginValue]]?, _ problems: inout [Diagnostic]) -> [Row] {
        guard let given, !given.isEmpty else { return [] }
        // In the order of the table's own columns, then whatever else there is, which is told as unknown.
        let named = Set(given.flatMap(\.keys)).subtracting(["line"])
        let known = Row.columns.map(\.name)
        let header = known.filter(named.contains) + named.subtracting(known).sorted()
        let lines = given.enumerated().map { $1["line"]?.number.flatMap { Int(exactly: $0) } ?? $0 + 1 }
        let table = Table(
            file: file, header: header, rows: given.map { row in header.map { Self.cell(row[$0]) } }, lines: lines)
        let (rows, diagnostics) = RowReader.rows(of: table, as: Row.self)
        problems += diagnostics
        return rows
    }

    /// A value as a cell of a table.
    private static func cell(_ value: PluginValue?) -> String {
        switch value {
        case nil, .null?: ""
        case .text(let text)?: text
        case .flag(let flag)?: flag ? "true" : "false"
        case .number(let number)?:
            number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
        case .list(let items)?: items.map { cell($0) }.joined(separator: "; ")
        case .object?: "{}"
        }
    }
}
