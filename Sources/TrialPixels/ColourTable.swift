/// Colours and where each was first met: a table with open places, because a dictionary is asked too slowly for each edge of a
/// picture.
struct ColourTable {
    /// The colours in the order in which they came.
    private(set) var colours: [UInt32] = []

    private var keys: [UInt32]
    private var places: [Int]

    private static let free = UInt32.max

    /// A table for so many colours at most; there is room for one more, so that the one too many can be told.
    init(limit: Int) {
        var capacity = 64
        while capacity < 4 * (limit + 1) { capacity *= 2 }
        keys = Array(repeating: Self.free, count: capacity)
        places = Array(repeating: 0, count: capacity)
    }

    /// The place of a colour among ``colours``, which it is added to where it is new.
    mutating func place(of colour: UInt32) -> Int {
        let mask = keys.count - 1
        var slot = Int((colour &* 0x9E37_79B1) >> 8) & mask
        while keys[slot] != Self.free, keys[slot] != colour { slot = (slot + 1) & mask }
        if keys[slot] == Self.free {
            keys[slot] = colour
            places[slot] = colours.count
            colours.append(colour)
        }
        return places[slot]
    }
}
