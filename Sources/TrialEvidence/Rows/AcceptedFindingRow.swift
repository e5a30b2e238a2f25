extension AcceptedFinding: TableRow {
    /// The columns of accepted-findings.csv.
    public static let columns: [Column] = [
        Column("check", .text, required: true, "The code of the check that raised the doubt."),
        Column("study_id", .list, required: true, "The studies it is about, with semicolons between."),
        Column("subject", .text, required: true, "The rows in words, as the check names them."),
        Column("found", .text, "What stood there; where the numbers change, the doubt is open again."),
        Column("reason", .text, required: true, "Why it may stand."),
        Column("accepted_by", .text, "Who decided."),
        Column("date", .text, "When, as 2026-11-23."),
    ]

    /// Reads an accepted doubt.
    public init(_ reader: inout RowReader) {
        _ = reader.requiredText("study_id")
        self.init(
            check: reader.requiredText("check"), studies: reader.list("study_id"),
            subject: reader.requiredText("subject"), reason: reader.requiredText("reason"))
        found = reader.text("found")
        acceptedBy = reader.text("accepted_by")
        date = reader.text("date")
        if !date.isEmpty, !Self.isDate(date) {
            reader.report(.badDate, "date", "\"\(date)\" is not a date; write it as 2026-11-23 or leave the cell empty")
        }
        line = reader.line
    }

    /// The cells in the order of the columns.
    public var cells: [String] { [check, studies.joined(separator: ";"), subject, found, reason, acceptedBy, date] }

    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2] else { return false }
        guard text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (48...57).contains($0) }) else { return false }
        return (1...12).contains(Int(parts[1]) ?? 0) && (1...31).contains(Int(parts[2]) ?? 0)
    }
}
