/// Where one list of a JSON object and its elements lie in the object's bytes, found without reading their values.
///
/// Brackets and texts are followed, nothing else is looked at: of a text that is no JSON the places may be any, and whoever reads
/// the parts finds out.
public struct JSONListPlaces: Sendable, Equatable {
    /// From the opening bracket to behind the closing one.
    public let list: Range<Int>
    /// The elements in their order, with the blanks around them.
    public let elements: [Range<Int>]

    /// Finds a list; nil where the bytes end before it does, or hold none of that name in the outermost object, or a longer one than
    /// is looked for.
    ///
    /// - Parameters:
    ///   - name: The list's name, which must be spelt without escapes.
    ///   - bytes: The object.
    ///   - most: The most elements that it may have.
    public init?(of name: String, in bytes: [UInt8], most: Int = .max) {
        let quoted = Array("\"\(name)\"".utf8)
        let found = bytes.withUnsafeBufferPointer { Self.find(quoted, in: $0, most: most) }
        guard let found else { return nil }
        self = found
    }

    private init(list: Range<Int>, elements: [Range<Int>]) {
        self.list = list
        self.elements = elements
    }

    private static func find(
        _ name: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, most: Int
    ) -> JSONListPlaces? {
        var depth = 0
        // The last text of the outermost object, and whether the list that it names is open.
        var text = 0..<0
        var start: Int?
        var (elements, element) = ([Range<Int>](), 0)
        var at = 0
        while at < bytes.count {
            let place = at
            at += 1
            switch bytes[place] {
            case UInt8(ascii: "\""):
                while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
                    at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
                }
                at += 1
                if depth == 1 { text = place..<min(at, bytes.count) }
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                if depth == 2, start == nil, bytes[place] == UInt8(ascii: "["), bytes[text].elementsEqual(name) {
                    (start, element) = (place, at)
                }
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                guard depth == 1, let start else { continue }
                let isEmpty = elements.isEmpty && bytes[element..<place].allSatisfy(\.isBlank)
                return JSONListPlaces(
                    list: start..<at, elements: isEmpty ? [] : elements + [element..<place])
            case UInt8(ascii: ",") where depth == 1: text = 0..<0
            case UInt8(ascii: ",") where depth == 2 && start != nil:
                // One more follows the comma.
                guard elements.count + 1 < most else { return nil }
                elements.append(element..<place)
                element = at
            default: break
            }
        }
        return nil
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
