/// Why a filled cell was not read.
struct LeftReason: Hashable {
    /// A stable word, so that reasons can be counted.
    let code: String
    /// One sentence.
    let sentence: String

    init(_ code: String, _ sentence: String) {
        self.code = code
        self.sentence = sentence
    }
}

/// What became of a filled cell.
enum CellFate: Equatable {
    /// It is part of a study, an arm or a result.
    case read
    /// It was not read, as others of its column.
    case left(LeftReason)
    /// It was not read, as its row says.
    case leftWithRow
}
