/// At most 256 colours that stand for all colours of a picture, and which of them each pixel has.
///
/// A drawing has few colours of its own and many between them, where edges are smoothed. What is there most often is kept as it
/// is; a rarer colour is shown by one of these, from which no channel differs by more than ``tolerance``. One byte a pixel in place
/// of three makes a file smaller and its writing faster.
public struct PixelPalette {
    /// The colours as 0xRRGGBB, the most frequent first.
    public let colours: [UInt32]
    /// The greatest difference of a channel between a pixel and what stands for it, of 255.
    public let tolerance: Int

    private let places: ColourTable

    /// Differences that nobody sees on a smoothed edge, tried in this order.
    private static let tolerances = [0, 2, 4, 6, 8, 12, 16]
    /// More colours than this are a photograph, not a drawing.
    private static let mostDistinct = 1 << 12

    /// Chooses the colours of a picture; nil where 256 colours do not come near enough to all of them.
    public init?(of pixels: PixelRuns) {
        guard let counts = ColourTable(counting: pixels, limit: Self.mostDistinct) else { return nil }
        let sorted = counts.entries.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        for tolerance in Self.tolerances {
            guard let (colours, places) = Self.cover(sorted, tolerance) else { continue }
            self.colours = colours
            self.tolerance = tolerance
            self.places = ColourTable(sorted, values: places)
            return
        }
        return nil
    }

    /// Takes colours in their order, each of which no earlier one is near; nil where that makes more than 256.
    private static func cover(_ sorted: [UInt32], _ tolerance: Int) -> (colours: [UInt32], places: [Int])? {
        var colours: [UInt32] = []
        var places: [Int] = []
        places.reserveCapacity(sorted.count)
        for colour in sorted {
            if let place = nearest(colour, colours, tolerance) {
                places.append(place)
            } else {
                guard colours.count < 256 else { return nil }
                places.append(colours.count)
                colours.append(colour)
            }
        }
        return (colours, places)
    }

    private static func nearest(_ colour: UInt32, _ colours: [UInt32], _ tolerance: Int) -> Int? {
        guard tolerance > 0 else { return nil }
        var best: (place: Int, distance: Int)?
        for (place, other) in colours.enumerated() {
            let distance = distance(colour, other)
            if distance <= tolerance, distance < best?.distance ?? .max { best = (place, distance) }
        }
        return best?.place
    }

    /// The greatest difference of a channel.
    public static func distance(_ first: UInt32, _ second: UInt32) -> Int {
        func channel(_ shift: UInt32) -> Int { abs(Int(first >> shift & 0xFF) - Int(second >> shift & 0xFF)) }
        return max(channel(16), channel(8), channel(0))
    }

    /// The place of what stands for a colour of the picture.
    func place(of colour: UInt32) -> UInt8 { UInt8(places[colour] ?? 0) }
}
