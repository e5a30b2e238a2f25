/// The pixels of a picture as runs of one colour, taken over in bands from top to bottom, so that no more than a band is ever there
/// as pixels: what is kept of a drawing grows with its edges, not with its area.
public struct PixelRuns {
    /// So many pixels of one colour, 0x00RRGGBB, beside each other in a row.
    struct Run {
        let colour: UInt32
        let length: UInt32
    }

    /// Pixels in a row.
    public let width: Int
    /// Rows so far.
    public private(set) var height = 0
    /// The runs of all rows, one after the other.
    private(set) var runs: [Run] = []

    /// A picture without rows.
    public init(width: Int) { self.width = width }

    /// Adds the next rows, which are `width` wide.
    public mutating func add(_ rows: PixelRows) {
        precondition(rows.width == width, "every band is as wide as the picture")
        for row in 0..<rows.height {
            let line = rows.row(row)
            var (start, last) = (0, line[0] & 0xFF_FFFF)
            for column in 1..<width {
                let colour = line[column] & 0xFF_FFFF
                guard colour != last else { continue }
                runs.append(Run(colour: last, length: UInt32(column - start)))
                (start, last) = (column, colour)
            }
            runs.append(Run(colour: last, length: UInt32(width - start)))
        }
        height += rows.height
    }
}
