/// Puts each array of numbers of a pretty-printed JSON text on one line, so that long columns stay short files.
///
/// Only white space changes. The strings `"NaN"`, `"Infinity"` and `"-Infinity"` count as numbers; all other arrays stay.
struct NumberLines {
    private static let numberBytes = Set("0123456789+-.eE".utf8)
    private static let nonFinite = ["\"NaN\"", "\"Infinity\"", "\"-Infinity\""].map { Array($0.utf8) }

    /// The text with its arrays of numbers on one line each.
    static func joined(_ json: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(json.count)
        var place = 0
        while place < json.count {
            switch json[place] {
            case UInt8(ascii: "\""):
                let end = self.end(ofString: place, in: json)
                result += json[place..<end]
                place = end
            case UInt8(ascii: "["):
                if let (line, end) = line(from: place, in: json) {
                    result += line
                    place = end
                } else {
                    result.append(json[place])
                    place += 1
                }
            default:
                result.append(json[place])
                place += 1
            }
        }
        return result
    }

    /// The place behind the closing quote of the string that opens at `start`.
    private static func end(ofString start: Int, in json: [UInt8]) -> Int {
        var place = start + 1
        while place < json.count, json[place] != UInt8(ascii: "\"") {
            place += json[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(place + 1, json.count)
    }

    /// The array that opens at `start` on one line, and the place behind it; nil where it holds other things too.
    private static func line(from start: Int, in json: [UInt8]) -> (line: [UInt8], end: Int)? {
        var line: [UInt8] = [UInt8(ascii: "[")]
        var place = start + 1
        var isEmpty = true
        while place < json.count {
            switch json[place] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"): place += 1
            case UInt8(ascii: ","):
                line += [UInt8(ascii: ","), UInt8(ascii: " ")]
                place += 1
            case UInt8(ascii: "]"):
                return isEmpty ? nil : (line + [UInt8(ascii: "]")], place + 1)
            case UInt8(ascii: "\""):
                guard let word = nonFinite.first(where: { json[place...].starts(with: $0) }) else { return nil }
                line += word
                place += word.count
                isEmpty = false
            case let byte where numberBytes.contains(byte):
                line.append(byte)
                place += 1
                isEmpty = false
            default: return nil
            }
        }
        return nil
    }
}
