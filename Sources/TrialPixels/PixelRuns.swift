/// The pixels of a drawing as runs of one colour, taken over in bands from top to bottom, so that no more than a band is ever there
/// as pixels: what is kept grows with the edges of a drawing, not with its area.
public struct PixelRuns {
    /// So many pixels of one colour beside each other in a row.
    struct Run {
        let place: UInt16
        let length: UInt32
    }

    /// Pixels in a row.
    public let width: Int
    /// Rows so far.
    public private(set) var height = 0
    /// The runs of all rows, one after the other.
    private(set) var runs: [Run] = []
    /// How many pixels have each of the colours.
    private(set) var counts: [Int] = []

    private var table = ColourTable(limit: Self.mostColours)

    /// More colours than this are a photograph, not a drawing.
    private static let mostColours = 1 << 12

    /// A picture without rows.
    public init(width: Int) { self.width = width }

    /// The colours in the order in which they came, each 0x00RRGGBB.
    var colours: [UInt32] { table.colours }

    /// Adds the next rows, which are `width` wide; false where the picture has more colours than a drawing.
    public mutating func add(_ rows: PixelRows) -> Bool {
        precondition(rows.width == width, "every band is as wide as the picture")
        for row in 0..<rows.height {
            let line = rows.row(row)
            var (start, last) = (0, line[0] & 0xFF_FFFF)
            for column in 1..<width {
                let colour = line[column] & 0xFF_FFFF
                guard colour != last else { continue }
                guard add(last, column - start) else { return false }
                (start, last) = (column, colour)
            }
            guard add(last, width - start) else { return false }
        }
        height += rows.height
        return true
    }

    private mutating func add(_ colour: UInt32, _ length: Int) -> Bool {
        let place = table.place(of: colour)
        guard place < Self.mostColours else { return false }
        if place == counts.count { counts.append(0) }
        counts[place] += length
        runs.append(Run(place: UInt16(place), length: UInt32(length)))
        return true
    }
}
