import TrialEvidence

/// Something in a foreign file that did not become a row of the dataset.
public struct NotTaken: Sendable, Hashable, Codable {
    /// Where it stands, such as `outcome 3, class 2` or `line 17`.
    public var place: String
    /// A stable word for the reason, so that reasons can be counted.
    public var code: String
    /// One sentence.
    public var reason: String
    /// How many filled cells of a table it is about; 0 where the file is no table, or the cells are read all the same.
    public var cells: Int

    /// Creates an exclusion; what is quoted from the file is made fit for one line.
    public init(place: String, code: String, reason: String, cells: Int = 0) {
        self.cells = cells
        self.place = place.printable
        self.code = code
        self.reason = reason.printable
    }

    private enum Keys: String, CodingKey {
        case place, code, reason, cells
    }

    /// Reads an exclusion; without `cells` it is about none.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Keys.self)
        place = try values.decode(String.self, forKey: .place)
        code = try values.decode(String.self, forKey: .code)
        reason = try values.decode(String.self, forKey: .reason)
        cells = try values.decodeIfPresent(Int.self, forKey: .cells) ?? 0
    }

    /// Writes an exclusion, with `cells` where it is about cells of a table.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Keys.self)
        try values.encode(place, forKey: .place)
        try values.encode(code, forKey: .code)
        try values.encode(reason, forKey: .reason)
        if cells > 0 { try values.encode(cells, forKey: .cells) }
    }
}
