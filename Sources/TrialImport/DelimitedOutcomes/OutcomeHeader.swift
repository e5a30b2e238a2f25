import TrialEvidence

/// Turns the columns of a foreign table into ours, the same way for each piece of the table.
struct OutcomeHeader {
    /// Our names, or theirs where they mean nothing to us.
    let names: [String]
    /// The texts that hold for every row, behind the columns of the file.
    private let constants: [(name: String, text: String)]
    /// The columns that hold numbers.
    private let numeric: [Int]
    private let hasDecimalCommas: Bool

    /// Finds the columns: first those that the mapping names, then our names and the usual other ones.
    ///
    /// Throws where the mapping names a column that is not there, and where two columns mean the same. Numbers may have a
    /// decimal comma where something else stands between the fields, and no number of the first rows has a point.
    init(_ table: Table, mapping: OutcomeMapping, delimiter: UInt8) throws(EvidenceError) {
        let file = table.file
        var diagnostics: [Diagnostic] = []
        for theirs in mapping.columns.keys.sorted() where !table.header.contains(theirs) {
            let place = Place(file, line: 1, column: theirs)
            let hint = NearestName.hint(table.header, for: theirs)
            diagnostics.append(Diagnostic(.missingColumn, at: place, "the mapping names this column\(hint); add it"))
        }
        let mapped = Set(mapping.columns.values).union(mapping.constants.keys)
        names = table.header.map { theirs in
            if let ours = mapping.columns[theirs] { return ours }
            guard let ours = ColumnAliases.ourName(for: theirs), !mapped.contains(ours) else { return theirs }
            return ours
        }
        var origin: [String: String] = [:]
        for (theirs, ours) in zip(table.header, names) {
            if let first = origin.updateValue(theirs, forKey: ours), diagnostics.count < 20 {
                let message = "\"\(first)\" and \"\(theirs)\" both mean \(ours); remove one"
                diagnostics.append(Diagnostic(.duplicateColumn, at: Place(file, line: 1, column: theirs), message))
            }
        }
        if !diagnostics.isEmpty { throw EvidenceError(diagnostics) }
        constants = mapping.constants.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let kinds = Dictionary(uniqueKeysWithValues: OutcomeRow.columns.map { ($0.name, $0.kind) })
        let found = names
        numeric = found.indices.filter { [.number, .integer, .pValue].contains(kinds[found[$0]]) }
        hasDecimalCommas = delimiter != UInt8(ascii: ",") && Self.commasOnly(in: table, numeric)
    }

    private static func commasOnly(in table: Table, _ columns: [Int]) -> Bool {
        var found = false
        for row in table.rows {
            for column in columns {
                if row[column].utf8.contains(UInt8(ascii: ".")) { return false }
                found = found || row[column].utf8.contains(UInt8(ascii: ","))
            }
        }
        return found
    }

    /// A piece of the table under our names, with points in its numbers and without the guards against formulas.
    func applied(to piece: Table) -> Table {
        var table = SpreadsheetGuard.removed(from: piece)
        table.header = names + constants.map(\.name)
        let texts = constants.map(\.text)
        for row in table.rows.indices {
            if hasDecimalCommas {
                for column in numeric where table.rows[row][column].utf8.contains(UInt8(ascii: ",")) {
                    table.rows[row][column].replace(",", with: ".")
                }
            }
            if !texts.isEmpty { table.rows[row] += texts }
        }
        return table
    }
}
