/// A number of 64 bits in place of a name.
enum NameFingerprint {
    /// The fingerprint of a name; never 0. Of a million names two share one by chance with a probability of 3 · 10⁻⁸.
    static func of(_ name: [UInt8]) -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(name.count)
        name.withUnsafeBytes { bytes in
            var at = 0
            while at + 8 <= bytes.count {
                hash = mixed(hash ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                at += 8
            }
            var rest: UInt64 = 0
            while at < bytes.count {
                rest = rest << 8 | UInt64(bytes[at])
                at += 1
            }
            hash = mixed(hash ^ rest)
        }
        return hash == 0 ? 1 : hash
    }

    /// The finishing steps of SplitMix64, each of which can be undone: different numbers stay different.
    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// The fingerprints of names that have been seen, in a table that is never more than half full.
struct SeenNames {
    private var table = [UInt64](repeating: 0, count: 1 << 12)
    private var count = 0

    /// Adds names and gives the positions of those that were there before.
    mutating func add(_ names: [UInt64]) -> Set<Int> {
        var repeated: Set<Int> = []
        for (position, name) in names.enumerated() where !insert(name) { repeated.insert(position) }
        return repeated
    }

    private mutating func insert(_ name: UInt64) -> Bool {
        if 2 * count >= table.count { grow() }
        let place = place(of: name)
        if table[place] == name { return false }
        table[place] = name
        count += 1
        return true
    }

    private func place(of name: UInt64) -> Int {
        var place = Int(truncatingIfNeeded: name) & (table.count - 1)
        while table[place] != 0, table[place] != name { place = (place + 1) & (table.count - 1) }
        return place
    }

    private mutating func grow() {
        let old = table
        table = Array(repeating: 0, count: 2 * old.count)
        for name in old where name != 0 { table[place(of: name)] = name }
    }
}
