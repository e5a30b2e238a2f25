import TrialEvidence

/// What the name of a column means in a wide table.
struct WideReading: Equatable {
    let column: WideColumn
    /// The measure that the name tells, as `OR` and `log HR` do.
    var measure: PublishedMeasure?
    /// What stands in brackets behind each number: `mean (SD)`.
    var spread: CellNumber.Spread?
    /// The level of limits, in percent.
    var level: Double?

    init(_ column: WideColumn) { self.column = column }
}
