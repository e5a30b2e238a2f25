import Foundation
import Testing
import TrialJSON

/// JSON in and out: what was read is written again, and what is not JSON is refused with its place.
struct JSONValueTests {
    private func parse(_ text: String) throws(JSONSyntaxError) -> JSONValue {
        let bytes = Array(text.utf8)
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSONValue, JSONSyntaxError> in
            var parser = JSONParser(buffer)
            do throws(JSONSyntaxError) { return .success(try parser.parse()) } catch { return .failure(error) }
        }
        return try result.get()
    }

    @Test(
        "a text comes back as it was",
        arguments: [
            "null", "true", "[]", "{}", "[1,2.5,-3e-300,\"a\"]", #"{"b":[{"a":null}],"a":"\"\\\n\u0001"}"#, "0.1",
            "5e-324", "1.7976931348623157e+308", "[0.30000000000000004]",
        ])
    func roundTrip(_ text: String) throws { #expect(try parse(text).text == text) }

    @Test("escapes, space and a byte order mark are read")
    func escapes() throws {
        #expect(
            try parse("\u{FEFF} [ \"\\u00e9\\ud83d\\ude00\\/\" , 1E2 ]\r") == .array([.string("é😀/"), .number(100)]))
    }

    @Test(
        "what is not JSON is refused where it stops being so",
        arguments: [
            ("", 1), ("[1,]", 4), ("[1 2]", 4), ("{\"a\"}", 5), ("[NaN]", 2), ("[-Infinity]", 3), ("[01]", 4),
            ("[1.]", 4), ("[1e]", 4), ("\"a", 3), ("\"\\x\"", 4), ("\"\\ud800\"", 8), ("[1]x", 4), ("[1e999]", 7),
            ("\"\u{01}\"", 2),
        ])
    func refused(_ text: String, position: Int) {
        do throws(JSONSyntaxError) {
            _ = try parse(text)
            Issue.record("'\(text)' was read")
        } catch {
            #expect(error.position == position, "\(error.message)")
            #expect(!error.message.isEmpty)
        }
    }

    @Test("nesting is read to its limit and refused beyond it")
    func nesting() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try parse(nested(JSONParser.deepest)).text == nested(JSONParser.deepest))
        #expect(throws: JSONSyntaxError.self) { try parse(nested(JSONParser.deepest + 1)) }
        #expect(throws: JSONSyntaxError.self) { try parse(String(repeating: "[{\"a\":", count: 100_000)) }
    }

    @Test("what JSON has no number for is null")
    func undefined() {
        #expect(JSONValue([Double.nan, .infinity, -.infinity, 1]).text == "[null,null,null,1]")
    }
}

/// The same value through the coders of the standard library.
struct JSONValueCodableTests {
    private static let value = JSONValue.object([
        ("b", .array([.null, .bool(true), .number(0.1), .number(-3), .string("a \"quote\"")])),
        ("a", .object([])),
    ])

    @Test("a value that is encoded and decoded is the same, its names in order")
    func roundTrip() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(Self.value)
        #expect(String(decoding: data, as: UTF8.self) == #"{"a":{},"b":[null,true,0.1,-3,"a \"quote\""]}"#)
        let read = try JSONDecoder().decode(JSONValue.self, from: data)
        #expect(read == Self.value)
        #expect(read.text == #"{"a":{},"b":[null,true,0.1,-3,"a \"quote\""]}"#)
    }

    @Test("members are laid over others by name")
    func overlaid() {
        let base = JSONValue(["a": .number(1), "b": .number(2)])
        #expect(base.overlaid(with: JSONValue(["b": .null])) == JSONValue(["a": .number(1), "b": .null]))
        #expect(base.overlaid(with: .number(3)) == .number(3))
        #expect(base.members?["a"] == .number(1) && JSONValue.null.members == nil)
    }
}

/// Infinite and undefined numbers in files and in messages.
struct NonFiniteNumbersTests {
    @Test("files have words for them")
    func words() {
        #expect(NonFiniteNumbers.word(for: .infinity) == "Infinity")
        #expect(NonFiniteNumbers.word(for: -.infinity) == "-Infinity")
        #expect(NonFiniteNumbers.word(for: .nan) == "NaN")
        #expect(NonFiniteNumbers.word(for: 1e308) == nil)
        #expect(["Infinity", "-Infinity"].map(NonFiniteNumbers.number) == [.infinity, -.infinity])
        #expect(NonFiniteNumbers.number(of: "NaN")?.isNaN == true && NonFiniteNumbers.number(of: "nan") == nil)
    }

    @Test("messages have null, and name the infinite ones by their places")
    func places() {
        let value = JSONValue.object([
            ("upper", .number(.infinity)), ("none", .number(.nan)),
            ("rows", .array([.object([("lower", .number(-.infinity)), ("upper", .number(2))])])),
            ("own", .object([("upper", .number(.infinity)), ("infinite", .array([.string("upper")]))])),
        ])
        #expect(NonFiniteNumbers.places(in: value) == ["upper", "rows[1].lower"])
        let named = NonFiniteNumbers.named(in: value)
        #expect(named["infinite"] == JSONValue(texts: ["upper", "rows[1].lower"]))
        #expect(NonFiniteNumbers.named(in: named).text == named.text)
        #expect(value.text.hasPrefix(#"{"upper":null,"none":null,"rows":[{"lower":null,"upper":2}]"#))
    }
}
