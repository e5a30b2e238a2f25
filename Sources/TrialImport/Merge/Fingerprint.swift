/// 128 bits that stand for the cells of a key, and 64 for a row's content.
///
/// Two different keys of ten million share their 128 bits with a probability below 1e-24; where rows with the same bits are
/// compared their keys are compared too. A row whose 128 + 64 bits are those of another is taken to say the same.
struct Fingerprint: Hashable {
    var high: UInt64
    var low: UInt64
}

/// Mixes texts into a fingerprint, by folded 64 × 64 bit products as in wyhash (Wang Yi 2019), in two independent lanes.
struct FingerprintMixer {
    private var first: UInt64
    private var second: UInt64

    init(seed: UInt64 = 0) {
        first = seed ^ 0xA076_1D64_78BD_642F
        second = seed ^ 0xE703_7ED1_A0B4_28DB
    }

    /// Takes in a text; where it ends counts, so that `ab`, `c` differs from `a`, `bc`.
    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var index = 0
        while index + 8 <= bytes.count {
            mix(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        var rest: UInt64 = 0
        while index < bytes.count {
            rest = rest << 8 | UInt64(bytes[index])
            index += 1
        }
        mix(rest)
        mix(UInt64(bytes.count))
    }

    private mutating func mix(_ word: UInt64) {
        first = Self.folded(first ^ word, 0x8EBC_6AF0_9C88_C6E3)
        second = Self.folded(second &+ word, 0x5899_65CC_7537_4CC3)
    }

    private static func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        // The sum keeps what a product with zero would lose.
        return (product.high ^ product.low) &+ left.byteSwapped
    }

    var fingerprint: Fingerprint { Fingerprint(high: first, low: second) }
}
