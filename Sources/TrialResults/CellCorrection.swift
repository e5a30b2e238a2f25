/// What was added to the cells of a row so that its estimate exists, such as ½ to each where one is zero.
public struct CellCorrection: Codable, Sendable, Equatable {
    /// The amount that was added to each cell.
    public let added: Double
    /// How many cells the row has.
    public let cells: Int
    /// The proportion or rate that was observed, with exact limits, on the natural scale; nil for comparisons, whose
    /// estimate does not exist without the correction.
    public let observed: NaturalEffect?

    /// Creates a record of a correction.
    public init(added: Double, cells: Int, observed: NaturalEffect?) {
        self.added = added
        self.cells = cells
        self.observed = observed
    }
}
