/// How many attributes an element of an XML file may have, asked before a parser sees it: parsers compare each with all others.
enum MarkupBounds {
    /// The most attributes that one element may have; the formats that are read have fewer than a hundred.
    static let attributes = 1000

    /// Whether an element has more attributes than ``attributes``. Comments, character data and instructions are passed over.
    static func areExceeded(by bytes: [UInt8]) -> Bool {
        var place = 0
        while let open = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
            if let end = passage(bytes, open) {
                place = end
                continue
            }
            var (count, quote, index) = (0, UInt8(0), open + 1)
            while index < bytes.count {
                let byte = bytes[index]
                if quote != 0 {
                    if byte == quote { quote = 0 }
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                    count += 1
                    if count > attributes { return true }
                } else if byte == UInt8(ascii: ">") {
                    break
                }
                index += 1
            }
            place = index
        }
        return false
    }

    /// Where a comment, character data or an instruction that opens here ends; nothing where an element opens.
    private static func passage(_ bytes: [UInt8], _ open: Int) -> Int? {
        let passages = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")]
        for (start, end) in passages where bytes[open...].starts(with: start.utf8) {
            let rest = bytes[(open + start.utf8.count)...]
            return rest.firstRange(of: Array(end.utf8))?.upperBound ?? bytes.count
        }
        return nil
    }
}
