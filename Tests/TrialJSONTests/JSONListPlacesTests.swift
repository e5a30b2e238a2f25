import Testing
import TrialJSON

@Suite struct JSONListPlacesTests {
    private static func parts(_ text: String, of name: String = "list") -> [String]? {
        let bytes = Array(text.utf8)
        return JSONListPlaces(of: name, in: bytes).map { places in
            #expect(bytes[places.list].first == UInt8(ascii: "[") && bytes[places.list].last == UInt8(ascii: "]"))
            return places.elements.map { String(decoding: bytes[$0], as: UTF8.self) }
        }
    }

    @Test(
        "the elements of the outermost list of the name are found, whatever stands in texts and in other lists",
        arguments: [
            (#"{"list":[]}"#, []), ("{\"list\" : [\n\n ] }", []), (#"{"list":[1]}"#, ["1"]),
            (#"{"a":{"list":[9]},"list":[1, {"b":[2,3]},"x,]\"]" ],"c":[4]}"#, ["1", #" {"b":[2,3]}"#, #""x,]\"]" "#]),
            (#"{"a":"list","b":[1],"list":[2]}"#, ["2"]), (#"{"a":["list",[1]],"list":[[2],[3]]}"#, ["[2]", "[3]"]),
            (#"{"list":["\\",{"list":[5]}]}"#, [#""\\""#, #"{"list":[5]}"#]), (#"{"x":"\\\"","list":[7]}"#, ["7"]),
        ] as [(String, [String])])
    func found(_ text: String, _ elements: [String]) { #expect(Self.parts(text) == elements) }

    @Test("a longer list than is looked for is not found")
    func most() {
        let bytes = Array(#"{"list":[1,2,3]}"#.utf8)
        #expect([1, 2].allSatisfy { JSONListPlaces(of: "list", in: bytes, most: $0) == nil })
        #expect(JSONListPlaces(of: "list", in: bytes, most: 3)?.elements.count == 3)
    }

    @Test(
        "where there is none, or the text ends before it, nothing is found",
        arguments: [
            "", "[1]", "{}", #"{"list":1}"#, #"{"list":{"a":[1]}}"#, #"{"a":{"list":[1]}}"#, #"{"a":"list","b":[1]}"#,
            #"{"list":[1,2"#, #"{"list":["a]}"#, #"{"list":["a\"#, #"[["list",[1]]]"#, #"{"list""#, #"""#,
        ])
    func absent(_ text: String) { #expect(Self.parts(text) == nil) }
}
