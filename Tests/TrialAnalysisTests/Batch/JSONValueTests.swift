import Testing

@testable import TrialAnalysis

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
