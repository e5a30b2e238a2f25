import Foundation
import Testing
import TrialEvidence

/// The sample files beside the tests.
enum SampleFile {
    static func bytes(_ path: String) throws -> [UInt8] {
        let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
        return [UInt8](try Data(contentsOf: folder.appendingPathComponent(path)))
    }
}

/// The first diagnostic of the error that a piece of code throws.
func fault(_ body: () throws -> Void) -> Diagnostic? {
    do {
        try body()
        return nil
    } catch let error as EvidenceError {
        return error.diagnostics.first
    } catch {
        return nil
    }
}

/// Random damage to files, the same for the same seed.
struct Damage {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    private mutating func next(below bound: Int) -> Int {
        // SplitMix64.
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(max(1, bound)))
    }

    private static let bits: [[UInt8]] = [
        "\"", "-", "9999999999999999999", "1e400", "NA", "{", "]", "<", "&", "\u{0}", ",", "\n", ".", "null", "é",
    ].map { Array($0.utf8) }

    /// Bytes with one to four places changed, cut out, doubled or filled with something that parsers dislike.
    mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for _ in 0...next(below: 4) where !result.isEmpty {
            let place = next(below: result.count)
            let end = min(result.count, place + 1 + next(below: 40))
            switch next(below: 5) {
            case 0: result[place] = UInt8(next(below: 256))
            case 1: result.removeSubrange(place..<end)
            case 2: result.insert(contentsOf: Array(result[place..<end]), at: place)
            case 3: result.replaceSubrange(place..<end, with: Self.bits[next(below: Self.bits.count)])
            default: result.insert(contentsOf: Self.bits[next(below: Self.bits.count)], at: place)
            }
        }
        return result
    }
}
