/// The pixels of a picture as runs of one colour, taken over in bands from top to bottom, so that no more than a band is ever there
/// as pixels: what is kept of a drawing grows with its edges, not with its area.
public struct PixelRuns {
    /// Up to 255 pixels of one colour beside each other in a row; longer runs are several.
    struct Run {
        private let bits: UInt32

        static let longest = 255

        init(_ colour: UInt32, length: Int) { bits = colour | UInt32(length) << 24 }

        /// The colour as 0x00RRGGBB.
        var colour: UInt32 { bits & 0xFF_FFFF }
        var length: Int { Int(bits >> 24) }
    }

    /// So many runs are kept in one piece of memory; one piece for all would be there twice whenever it grows.
    private static let piece = 1 << 16

    /// Pixels in a row.
    public let width: Int
    /// Rows so far.
    public private(set) var height = 0
    /// The runs of all rows, one after the other, in pieces.
    private(set) var pieces: [[Run]] = []

    /// A picture without rows.
    public init(width: Int) { self.width = width }

    /// Adds the next rows, which are `width` wide.
    public mutating func add(_ rows: PixelRows) {
        precondition(rows.width == width, "every band is as wide as the picture")
        var open = pieces.popLast() ?? []
        for row in 0..<rows.height {
            let line = rows.row(row)
            var (start, last) = (0, line[0] & 0xFF_FFFF)
            for column in 1..<width {
                let colour = line[column] & 0xFF_FFFF
                guard colour != last else { continue }
                append(last, column - start, to: &open)
                (start, last) = (column, colour)
            }
            append(last, width - start, to: &open)
        }
        pieces.append(open)
        height += rows.height
    }

    @inline(__always)
    private mutating func append(_ colour: UInt32, _ length: Int, to open: inout [Run]) {
        var rest = length
        while rest > 0 {
            if open.count == Self.piece {
                pieces.append(open)
                open = []
                open.reserveCapacity(Self.piece)
            }
            open.append(Run(colour, length: min(rest, Run.longest)))
            rest -= Run.longest
        }
    }
}
