import Testing
import TrialEvidence
import TrialImport

/// Spoils files in ways that a seed repeats.
struct ByteMutations: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The bytes with one to four bytes, runs or ends changed.
    mutating func spoil(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) {
            guard !result.isEmpty else { return result }
            let place = Int.random(in: 0..<result.count, using: &self)
            switch Int.random(in: 0..<6, using: &self) {
            case 0: result[place] = UInt8.random(in: 0...255, using: &self)
            case 1: result.remove(at: place)
            case 2: result.insert(UInt8.random(in: 0...255, using: &self), at: place)
            case 3: result.removeLast(result.count - place)
            case 4: result.insert(contentsOf: result[place..<min(place + 40, result.count)], at: place)
            default: result[place] = Self.telling.randomElement(using: &self) ?? 0
            }
        }
        return result
    }

    private static let telling = Array("{}\"',;\t|\\@#=-&<>/\n\r09.e".utf8)

    /// Reads many spoilt copies: each gives evidence or an error that says on one line what is wrong.
    static func check(
        _ format: some ImportFormat, _ bytes: [UInt8], into dataset: Dataset = Dataset(name: "empty"), times: Int = 400
    ) -> (values: Int, errors: Int) {
        var mutations = ByteMutations(seed: 20_260_704)
        var counts = (values: 0, errors: 0)
        for _ in 0..<times {
            do throws(EvidenceError) {
                let evidence = try format.read(mutations.spoil(bytes), file: "spoilt", into: dataset)
                #expect(evidence.file.hasPrefix("spoilt"))
                counts.values += 1
            } catch {
                #expect(!error.description.contains("\n") && error.description.contains("error:"), "\(error)")
                counts.errors += 1
            }
        }
        return counts
    }
}
