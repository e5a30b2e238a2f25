/// Numbers by colour: a table with open places, because a dictionary is asked too slowly for each pixel of a picture.
struct ColourTable {
    private var keys: [UInt32]
    private var values: [Int]
    private(set) var count = 0

    private static let free = UInt32.max

    private init(capacity: Int) {
        keys = Array(repeating: Self.free, count: capacity)
        values = Array(repeating: 0, count: capacity)
    }

    /// Values by colour.
    init(_ colours: [UInt32], values: [Int]) {
        self.init(capacity: Self.capacity(for: colours.count))
        for (colour, value) in zip(colours, values) { self[add: colour] = value }
    }

    /// How many pixels have each colour; nil where there are more colours than the limit.
    init?(counting pixels: PixelRuns, limit: Int) {
        self.init(capacity: Self.capacity(for: limit))
        for piece in pixels.pieces {
            for run in piece {
                self[add: run.colour] += run.length
                guard count <= limit else { return nil }
            }
        }
    }

    /// Each colour and its number, in no order.
    var entries: [(key: UInt32, value: Int)] {
        zip(keys, values).filter { $0.0 != Self.free }.map { ($0.0, $0.1) }
    }

    subscript(colour: UInt32) -> Int? {
        let slot = slot(of: colour)
        return keys[slot] == colour ? values[slot] : nil
    }

    /// The number of a colour, which is added with 0 where it is not there.
    private subscript(add colour: UInt32) -> Int {
        get {
            let slot = slot(of: colour)
            return keys[slot] == colour ? values[slot] : 0
        }
        set {
            let slot = slot(of: colour)
            if keys[slot] == Self.free {
                keys[slot] = colour
                count += 1
            }
            values[slot] = newValue
        }
    }

    private func slot(of colour: UInt32) -> Int {
        let mask = keys.count - 1
        var slot = Int((colour &* 0x9E37_79B1) >> 8) & mask
        while keys[slot] != Self.free, keys[slot] != colour { slot = (slot + 1) & mask }
        return slot
    }

    /// A power of two of which most places stay open.
    private static func capacity(for count: Int) -> Int {
        var capacity = 64
        while capacity < 4 * (count + 1) { capacity *= 2 }
        return capacity
    }
}
