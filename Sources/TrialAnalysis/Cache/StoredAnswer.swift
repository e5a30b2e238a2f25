import Foundation
import TrialArchives
import TrialResults

/// An answer as the cache holds it: key, length and SHA-256 of the JSON stand before it inside what is compressed.
///
/// The database can hand out a value under another key (one flipped bit in an index page is enough), so the value itself says
/// which question it answers.
struct StoredAnswer {
    /// The largest JSON that is read back; a damaged length cannot ask for more.
    private static let largest = 256 << 20
    private static let format = "trialpool-answer-1"

    /// The bytes of the answer's JSON.
    let json: Data

    /// The value to store.
    static func value(of json: Data, key: String) -> Data {
        let head = "\(format)\n\(key)\n\(json.count)\n\(SHA256.hex(of: Array(json)))\n"
        return Data(Deflate.compress(Array(head.utf8) + Array(json)))
    }

    /// Reads a value that was stored for `key`; nil where it is damaged or answers another question.
    init?(_ value: Data, key: String) {
        guard let bytes = try? Deflate.decompress(Array(value), limit: Self.largest) else { return nil }
        var lines: [Substring] = []
        var rest = bytes[...]
        while lines.count < 4 {
            guard let end = rest.prefix(200).firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            lines.append(Substring(decoding: rest[..<end], as: UTF8.self))
            rest = rest[(end + 1)...]
        }
        guard lines[0] == Self.format, lines[1] == key, lines[2] == String(rest.count),
            lines[3] == SHA256.hex(of: Array(rest))
        else { return nil }
        json = Data(rest)
    }
}
