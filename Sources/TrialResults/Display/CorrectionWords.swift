import TrialStatistics

/// Additions to zero cells in words.
enum CorrectionWords {
    /// An amount: `½`, or its digits.
    static func amount(_ added: Double) -> String { added == 0.5 ? "½" : NumberFormat.exact(added) }
}

extension CellCorrection {
    /// The mark that a corrected row has in tables and figures.
    public static let mark = "†"

    /// What was done to the row, in one sentence.
    public var sentence: String {
        let amount = CorrectionWords.amount(added)
        let place = cells == 1 ? "its count" : "each of its \(cells) cells"
        return observed == nil
            ? "Estimate and limits after \(amount) was added to \(place)."
            : "Shown as observed, with exact limits; pooled after \(amount) was added to \(place)."
    }
}

extension StudyResult {
    /// The label with the mark of a corrected row.
    public var markedLabel: String { correction == nil ? label : "\(label) \(CellCorrection.mark)" }

    /// What a reader must know of the row, also what was added to its cells.
    public var remarks: [String] { notes + [correction?.sentence].compactMap(\.self) }
}

extension [StudyResult] {
    /// The footnote under a table or a figure of rows some of which were corrected, such as `† ½ was added to 2 of 7
    /// rows …`; nil where none was.
    public var correctionNote: String? {
        let corrections = compactMap(\.correction)
        guard !corrections.isEmpty else { return nil }
        let amounts = Set(corrections.map(\.added)).sorted().map(CorrectionWords.amount).joined(separator: " or ")
        let rows = "\(corrections.count) of \(count) \(count == 1 ? "row" : "rows")"
        let shown = corrections.filter { $0.observed != nil }.count
        let how =
            shown == corrections.count
            ? "shown as observed with exact limits, pooled as corrected"
            : shown == 0
                ? "estimate and limits are those of the corrected counts"
                : "groups alone are shown as observed, comparisons as corrected"
        return "\(CellCorrection.mark) \(amounts) was added to the cells of \(rows): \(how)."
    }
}
