/// A line of remarks below a table, which stands in its first column and is no study.
enum FootnoteRow {
    private static let marks: Set<Character> = ["*", "†", "‡", "§", "¶"]
    private static let words: Set<String> = [
        "note", "notes", "footnote", "footnotes", "abbreviation", "abbreviations", "source", "legend", "remark",
        "remarks",
    ]

    /// Why the row is left out; `nil` where it may be about a study, as every row with a second filled cell may.
    static func reason(for cells: [String]) -> LeftReason? {
        let filled = cells.filter(TableLedger.isFilled)
        guard filled.count == 1, let text = filled.first?.trimmed, let mark = text.first else { return nil }
        let isNamed = text.contains(":") && text.words.first.map(words.contains) == true
        guard marks.contains(mark) || isNamed else { return nil }
        return LeftReason("footnote", "\"\(text.shown)\" is a remark below the table and no study")
    }
}
