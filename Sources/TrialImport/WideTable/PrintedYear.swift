import TrialEvidence

/// A year as tables print it: `1994`, `1994a`, `(1994)`, `1994.0`.
struct PrintedYear: Equatable {
    /// The year; `nil` where the cell tells none.
    let year: Int?
    /// The year with its letter, as it joins an author's name.
    let text: String
    /// Why a filled cell gives no year.
    let reason: LeftReason?

    init(_ cell: String) {
        let bare = cell.trimmed.filter { !"()[]".contains($0) }
        let digits = bare.prefix { ("0"..."9").contains($0) }
        let rest = bare.dropFirst(digits.count)
        let isLetter = rest.count == 1 && rest.first?.isLetter == true
        let isWhole = rest.isEmpty || rest.first == "." && rest.dropFirst().allSatisfy { $0 == "0" }
        if (1...4).contains(digits.count), isWhole || isLetter, let year = Int(digits) {
            self.year = year
            text = isLetter ? String(bare) : String(digits)
            reason = nil
        } else {
            year = nil
            text = MissingWords.meansNothing(bare) ? "" : cell.trimmed
            reason = LeftReason("year-not-read", "it is no year such as 1994 or 1994a")
        }
    }
}
