/// The objects of a PDF with a plain table of references.
struct PDFObjects {
    private let bytes: [UInt8]
    private let offsets: [Int]
    private let table: Int
    /// The number of the catalogue.
    let root: Int
    private let info: Int

    /// One more than the largest number of an object.
    var count: Int { offsets.count }

    init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        let tail = String(decoding: bytes.suffix(300), as: UTF8.self)
        guard let start = tail.firstMatch(of: /startxref\s+(\d+)/).flatMap({ Int($0.output.1) }),
            let size = tail.firstMatch(of: /\/Size (\d+)/).flatMap({ Int($0.output.1) }),
            let root = tail.firstMatch(of: /\/Root (\d+) 0 R/).flatMap({ Int($0.output.1) }),
            let info = tail.firstMatch(of: /\/Info (\d+) 0 R/).flatMap({ Int($0.output.1) }),
            bytes.indices.contains(start), bytes[start...].starts(with: Array("xref\n0 \(size)\n".utf8))
        else { return nil }
        (table, self.root, self.info) = (start, root, info)
        let first = start + "xref\n0 \(size)\n".utf8.count
        guard root < size, first + 20 * size <= bytes.count else { return nil }
        offsets = (0..<size).map { index in
            let digits = bytes[(first + 20 * index)..<(first + 20 * index + 10)]
            return digits.reduce(0) { $0 * 10 + Int($1) - 48 }
        }
    }

    /// The dictionary of an object of a type that has no stream; nil where it is another one.
    func object(_ number: Int, type: String) -> String? {
        let head = Array("\(number) 0 obj\n".utf8)
        guard bytes.indices.contains(offsets[number]), bytes[offsets[number]...].starts(with: head) else { return nil }
        let start = offsets[number] + head.count
        guard bytes[start...].starts(with: Array("<< /Type /\(type)\n".utf8)) else { return nil }
        var end = start
        let mark = Array("endobj".utf8)
        while end + mark.count <= bytes.count, !(bytes[end] == mark[0] && bytes[end...].starts(with: mark)) { end += 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// The file with newer versions of some objects behind it.
    func updated(_ objects: [(number: Int, text: String)]) -> [UInt8] {
        var result = bytes
        var places: [String] = []
        for object in objects {
            let offset = String(result.count)
            places.append(
                "\(object.number) 1\n\(String(repeating: "0", count: 10 - offset.count))\(offset) 00000 n \n")
            result += Array("\(object.number) 0 obj\n\(object.text)endobj\n".utf8)
        }
        let start = result.count
        let trailer = "<< /Size \(count) /Root \(root) 0 R /Info \(info) 0 R /Prev \(table) >>"
        result += Array("xref\n\(places.joined())trailer\n\(trailer)\nstartxref\n\(start)\n%%EOF\n".utf8)
        return result
    }
}
