/// What a cell that should hold a number says.
enum CellNumber: Equatable {
    /// The spread that stands beside a mean.
    enum Spread: Equatable {
        case sd, se
    }

    /// Nothing, or that nothing is known: `NA`, `NR`, `-`, `.`.
    case nothing
    /// One number.
    case number(Double)
    /// `0.9 (0.2)` or `0.9 ± 0.2`, with the spread where the cell itself names it: `0.9 (SD 0.2)`.
    case spread(Double, Double, Spread?)
    /// `12 (26.7 %)`.
    case withPercent(Double, Double)
    /// `12/45`.
    case share(Double, of: Double)
    /// `1.2 (0.8, 1.9)`, or the limits alone.
    case interval(Double?, low: Double, high: Double)
    /// `<0.001`.
    case below(Double)
    /// `>0.05`.
    case above(Double)
    /// `26.7 %`.
    case percentage(Double)
    /// `1,234`, which may be either.
    case twoReadings(Double, Double)
    /// A formula that nobody has computed.
    case formula
    /// Something else.
    case words
}
