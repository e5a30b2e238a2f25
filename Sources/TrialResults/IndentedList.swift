/// A list in a pretty-printed JSON object, put together from elements that were written one by one, with the bytes that it has when
/// the object is written at once.
struct IndentedList {
    private static let newline = UInt8(ascii: "\n")
    private static let indentation = Array("    ".utf8)

    /// From the opening bracket to the closing one.
    let text: [UInt8]

    /// - Parameter elements: Each as it is written alone; at least one.
    init(_ elements: [[UInt8]]) {
        var text = [UInt8(ascii: "[")]
        text.reserveCapacity(elements.reduce(0) { $0 + $1.count * 5 / 4 })
        for (index, element) in elements.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            // No text of a document has a line break of its own.
            for line in element.split(separator: Self.newline, omittingEmptySubsequences: false) {
                text.append(Self.newline)
                if !line.isEmpty { text += Self.indentation }
                text += line
            }
        }
        self.text = text + Array("\n  ]".utf8)
    }
}
