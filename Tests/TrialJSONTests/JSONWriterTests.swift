import Testing
import TrialJSON

/// The writer of bytes against the plain way to write JSON, by descriptions of numbers and scalars of texts.
struct JSONWriterTests {
    @Test("random values have the bytes of the plain writer")
    func randomValues() {
        var generator = RandomJSON(seed: 1)
        for _ in 0..<400 {
            let value = generator.value(depth: 4)
            #expect(value.text == PlainJSON.text(of: value))
        }
    }

    @Test("doubles of every size and shape have the digits of their description")
    func doubles() {
        var generator = RandomJSON(seed: 2)
        var wrong: [Double] = []
        for round in 0..<200_000 {
            let number = generator.double(round)
            if JSONValue.number(number).text != PlainJSON.text(of: .number(number)) { wrong.append(number) }
        }
        #expect(wrong.first == nil, "\(wrong.count)")
    }

    @Test(
        "edges of the forms of numbers",
        arguments: [
            0, -0.0, 1, -1, 0.1, 1e-4, 9.999e-5, 1e-5, 123456789012345, 1e15, 1e16, 0x1p53, 0x1p54, 0x1p54 - 2,
            0x1p54 + 4,
            9_007_199_254_740_994, 1.5e15, -2.5e-4, Double.leastNonzeroMagnitude, 2.2250738585072014e-308,
            1.7976931348623157e308, 1e22, 1e23,
            0.3, 2.0 / 3, 100, 1e2, 12345.678, .nan, .infinity, -.infinity,
        ])
    func edges(_ number: Double) {
        #expect(JSONValue.number(number).text == PlainJSON.text(of: .number(number)))
    }

    @Test("every scalar of the first pages and around the line separators is written as by the plain writer")
    func scalars() {
        let scalars = (0...0x3000).compactMap(Unicode.Scalar.init) + (0x1F600...0x1F610).compactMap(Unicode.Scalar.init)
        for scalar in scalars {
            let text = JSONValue.string("a\(scalar)b")
            #expect(text.text == PlainJSON.text(of: text))
        }
    }

    @Test("a writer that is emptied writes on as a new one")
    func emptied() {
        var writer = JSONWriter(capacity: 10)
        writer.append(.array([.number(1), .string("é\n")]))
        writer.removeAll()
        writer.append(.object([("a", .null)]))
        writer.append(byte: 0x0A)
        #expect(writer.bytes == Array("{\"a\":null}\n".utf8))
    }
}

/// Decimals in and out of bytes.
struct DecimalTextTests {
    private func read(_ text: String) -> Double? { Array(text.utf8).withUnsafeBufferPointer { DecimalText.read($0) } }

    @Test("random decimals are read as Swift reads them")
    func random() {
        var generator = RandomJSON(seed: 3)
        for round in 0..<50_000 {
            let number = generator.double(round)
            #expect(read("\(number)") == number)
            let digits = String(generator.next() % 1_000_000_000_000_000) + String(generator.next())
            let text = "\(digits.prefix(3)).\(digits.dropFirst(3))e\(Int(generator.next() % 640) - 330)"
            #expect(read(text) == Double(text).flatMap { $0.isFinite ? $0 : nil }, "\(text)")
        }
    }

    @Test(
        "what is no finite decimal is nil",
        arguments: [
            "", "-", "e5", "nan", "inf", "-inf", "-nan", "Infinity", "1x", "1 ", " 1", "+1", "0x10", "1e999", "-1e999",
            "1,5",
            "--1", "1e", "NA", ".",
        ])
    func refused(_ text: String) { #expect(read(text) == nil) }

    @Test("numbers beyond the smallest double are zero or the nearest")
    func tiny() {
        #expect(read("1e-400") == 0)
        #expect(read("-1e-400")?.sign == .minus)
        #expect(read("3e-324") == Double.leastNonzeroMagnitude)
        #expect(read("000000000000000000000012") == 12)
    }
}

/// JSON as it is written without any thought of speed: what the law of the writer is held against.
enum PlainJSON {
    static func text(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let value): text(of: value)
        case .string(let value): quoted(value)
        case .array(let values): "[" + values.map { text(of: $0) }.joined(separator: ",") + "]"
        case .object(let pairs):
            "{" + pairs.map { quoted($0.key) + ":" + text(of: $0.value) }.joined(separator: ",") + "}"
        }
    }

    private static func text(of value: Double) -> String {
        guard value.isFinite else { return "null" }
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..<"\u{20}", "\u{7F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}

/// Random JSON of every kind, by SplitMix64.
struct RandomJSON {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A double of any bits, or of a few digits, or whole, by turns.
    mutating func double(_ round: Int) -> Double {
        switch round % 5 {
        case 0:
            let number = Double(bitPattern: next())
            return number.isFinite ? number : 1
        case 1: return Double(Int64(bitPattern: next()) >> (next() % 64))
        case 2: return Double(Int64(bitPattern: next() % 2_000_001) - 1_000_000) / 1000
        case 3: return Double(next() >> 11) * 0x1p-53
        default: return Double(bitPattern: (next() >> 12) | (1023 - 20 + next() % 90) << 52)
        }
    }

    mutating func value(depth: Int) -> JSONValue {
        switch next() % (depth > 0 ? 8 : 6) {
        case 0: return .null
        case 1: return .bool(next() % 2 == 0)
        case 2: return .number([.nan, .infinity, -.infinity, -0.0][Int(next() % 4)])
        case 3, 4: return .number(double(Int(next() % 5)))
        case 5: return .string(text())
        case 6: return .array((0..<(next() % 6)).map { _ in value(depth: depth - 1) })
        default: return .object((0..<(next() % 6)).map { _ in (key: text(), value: value(depth: depth - 1)) })
        }
    }

    mutating func text() -> String {
        let scalars: [Unicode.Scalar] = [
            "a", "é", "\"", "\\", "\n", "\u{0}", "\u{7F}", "\u{2028}", "\u{2029}", "\u{2027}", "😀", "/", "中",
        ]
        var text = ""
        for _ in 0..<(next() % 12) { text.unicodeScalars.append(scalars[Int(next() % UInt64(scalars.count))]) }
        return text
    }
}
