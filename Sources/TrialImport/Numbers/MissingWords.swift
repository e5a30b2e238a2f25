import TrialEvidence

/// What people write into a cell when nothing is known.
enum MissingWords {
    private static let ofNumbers: Set<String> = [
        "", "na", "n/a", "#n/a", "nan", ".", "nr", "n.r.", "n.a.", "not reported", "not available", "not stated",
        "not given", "unknown", "missing", "nd", "n.d.", "ns/nr", "-", "--", "---", "–", "—", "−", "?", "null", "none",
        "..", "...", "…", "*",
    ]
    private static let ofTexts: Set<String> = ["", "NA", "N/A", "#N/A", "NaN", "."]

    /// Whether a cell for a number says that there is none.
    static func meansNothing(_ cell: String) -> Bool {
        guard cell.utf8.count <= 14 else { return false }
        if let first = cell.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) { return false }
        return ofNumbers.contains(cell.lowercased())
    }

    /// Whether a cell for a text says that there is none; words are left alone, they may be names.
    static func meansNoText(_ cell: String) -> Bool { cell.utf8.count <= 4 && ofTexts.contains(cell) }
}
