import Testing
import TrialArchives

@Suite("Compressed values")
struct DeflateTests {
    @Test("what is compressed comes back", arguments: [0, 1, 1000, 200_000])
    func roundTrip(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let packed = Deflate.compress(bytes)
        #expect(try Deflate.decompress(packed, limit: count) == bytes)
        #expect(Deflate.compress(bytes) == packed)
    }

    @Test("more than the limit inside is refused")
    func limit() {
        let packed = Deflate.compress([UInt8](repeating: 0, count: 1 << 20))
        let error = #expect(throws: ArchiveError.self) { try Deflate.decompress(packed, limit: (1 << 20) - 1) }
        #expect(error?.code == .tooLarge)
    }

    @Test("a value cut off anywhere, followed by more, or flipped is refused")
    func damaged() {
        let packed = Deflate.compress(Array("hello hello hello".utf8))
        for length in packed.indices {
            #expect(throws: ArchiveError.self) { try Deflate.decompress(Array(packed[..<length]), limit: 100) }
        }
        #expect(throws: ArchiveError.self) { try Deflate.decompress(packed + [0], limit: 100) }
        var flipped = packed
        flipped[packed.count - 1] ^= 1
        #expect(throws: ArchiveError.self) { try Deflate.decompress(flipped, limit: 100) }
    }
}
