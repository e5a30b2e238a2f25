/// A pretty-printed JSON document whose list `analyses` is empty, to be filled with elements that were written one by one, with the
/// bytes that the whole has when it is written at once.
struct FramedList {
    /// No text of a document has a line break of its own, so this stands there once.
    private static let empty = Array("\n  \"analyses\" : [\n\n  ]".utf8)
    private static let opening = Array("\n  \"analyses\" : [".utf8)
    private static let newline = UInt8(ascii: "\n")

    private let head: ArraySlice<UInt8>
    private let tail: ArraySlice<UInt8>

    /// Finds the list; nil where the document is written in another way.
    init?(_ document: [UInt8]) {
        guard let place = document.firstRange(of: Self.empty) else { return nil }
        head = document[..<place.lowerBound]
        tail = document[place.upperBound...]
    }

    /// The document with these elements, each as it is written alone; they are at least one.
    func filled(with elements: [[UInt8]]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(head.count + tail.count + elements.reduce(0) { $0 + $1.count * 5 / 4 })
        text += head
        text += Self.opening
        var isFirst = true
        for element in elements {
            if !isFirst { text.append(UInt8(ascii: ",")) }
            isFirst = false
            for line in element.split(separator: Self.newline, omittingEmptySubsequences: false) {
                text.append(Self.newline)
                if !line.isEmpty { text += repeatElement(UInt8(ascii: " "), count: 4) }
                text += line
            }
        }
        text += [Self.newline, UInt8(ascii: " "), UInt8(ascii: " "), UInt8(ascii: "]")]
        text += tail
        return text
    }
}
