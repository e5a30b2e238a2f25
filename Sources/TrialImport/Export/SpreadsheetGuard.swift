import TrialEvidence

/// Keeps spreadsheets from running text as formulas.
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return, perhaps after apostrophes, gets one more
/// apostrophe before it, which spreadsheets show as text; numbers stay as they are. Reading takes it away again, so what
/// was guarded comes back as it was.
enum SpreadsheetGuard {
    /// The text, guarded where it needs to be.
    static func added(to text: String) -> String { isDangerous(text) ? "'\(text)" : text }

    /// The text without its guard.
    static func removed(from text: String) -> String {
        text.utf8.first == UInt8(ascii: "'") && isDangerous(text) ? String(text.dropFirst()) : text
    }

    /// The table with every text cell guarded.
    static func added(to table: Table) -> Table { mapping(table, added(to:)) }

    /// The table with the guards of its cells taken away.
    static func removed(from table: Table) -> Table {
        var result = table
        for row in result.rows.indices {
            for column in result.rows[row].indices
            where result.rows[row][column].utf8.first == UInt8(ascii: "'") {
                result.rows[row][column] = removed(from: result.rows[row][column])
            }
        }
        return result
    }

    private static func mapping(_ table: Table, _ change: (String) -> String) -> Table {
        var result = table
        for row in result.rows.indices {
            for column in result.rows[row].indices { result.rows[row][column] = change(result.rows[row][column]) }
        }
        return result
    }

    private static func isDangerous(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first(where: { $0 != "'" }) else { return false }
        switch first {
        case "=", "+", "-", "@", "\t", "\r": return Decimals.parse(text) == nil
        default: return false
        }
    }
}
