import TrialEvidence

/// A p-value as articles print it: `0.03`, `p = 0.03`, `<0.001`, `P<.05`, `0.00`.
enum PrintedPValue {
    case value(PValue)
    /// Nothing is known.
    case nothing
    /// It says something that a dataset has no place for.
    case left(LeftReason)
    case wrong

    init(_ cell: String, _ reader: NumberReader) {
        switch Self.content(of: cell, reader) {
        case .nothing: self = .nothing
        case .number(let value): self = Self.exact(value, cell)
        case .below(let bound): self = PValue(text: "<\(Decimals.text(bound))").map { .value($0) } ?? .wrong
        case .above(let bound) where (0...1).contains(bound):
            self = .left(
                LeftReason("p-above-bound", "a p-value above a bound has no place in a dataset; write the value"))
        case .words where ["ns", "n.s.", "not significant"].contains(cell.trimmed.lowercased()):
            self = .left(LeftReason("p-in-words", "words are no p-value; write the number"))
        default: self = .wrong
        }
    }

    /// What the cell says with either decimal mark: between 0 and 1 nothing stands between thousands.
    private static func content(of cell: String, _ reader: NumberReader) -> CellNumber {
        let content = reader.read(cell)
        guard content == .words else { return content }
        var other = reader.style
        other.mark = other.mark == .point ? .comma : .point
        return NumberReader(style: other).read(cell)
    }

    /// A value, and for `0.00` the bound below which it was rounded to nothing.
    private static func exact(_ value: Double, _ cell: String) -> PrintedPValue {
        guard (0...1).contains(value) else { return .wrong }
        let decimals = cell.trimmed.reversed().prefix { $0 == "0" }.count
        guard value == 0, decimals > 0, cell.trimmed.count > decimals,
            ".,·".contains(cell.trimmed.dropLast(decimals).last ?? "x")
        else { return .value(PValue(value)) }
        var bound = 0.5
        for _ in 0..<min(decimals, 12) { bound /= 10 }
        return .value(PValue(bound, isBelow: true))
    }
}
