import TrialEvidence

/// A table that was read and gives no number: nothing would come of it, which must not look like success.
enum NothingUsable {
    /// One line that says why, with the first columns that were not read.
    static func diagnostic(file: String, rows: Int, left: [NotTaken]) -> Diagnostic {
        guard rows > 0 else {
            return Diagnostic(.missingValue, at: Place(file), "the table has a header and no rows; add the rows")
        }
        let columns = left.filter { $0.cells > 0 }.map(\.place)
        let named = columns.isEmpty ? "" : "; not read: \(shown(columns))"
        let message = "no row gives a result that can be taken\(named); map the columns, or correct them"
        return Diagnostic(.missingValue, at: Place(file), message)
    }

    private static func shown(_ places: [String]) -> String {
        let more = places.count - 5
        return places.prefix(5).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }
}
