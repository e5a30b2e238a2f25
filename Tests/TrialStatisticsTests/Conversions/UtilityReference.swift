import Foundation

/// Reference values with fields of any shape: `f11_utils.json` and the moments of `f07`.
struct UtilityReference: @unchecked Sendable {
    private let inputs: [String: [String: Any]]
    let cases: [Case]

    struct Case: @unchecked Sendable, CustomStringConvertible {
        let id: String
        let function: String
        let arguments: [String: Any]
        let inputs: [String: Any]
        let expected: [String: Any]
        var description: String { id }

        /// An input column.
        func column(_ name: String) -> [Double?] { (inputs[name] as? [Any])?.map { $0 as? Double } ?? [] }
        /// An input column without empty cells.
        func numbers(_ name: String) -> [Double] { column(name).compactMap { $0 } }
        /// An expected column, or number.
        func values(_ name: String) -> [Double?] {
            if let number = expected[name] as? Double { return [number] }
            return (expected[name] as? [Any])?.map { $0 as? Double } ?? []
        }
    }

    init(_ name: String) {
        let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Reference")!
        let root = try! JSONSerialization.jsonObject(with: Data(contentsOf: url)) as! [String: Any]
        let inputs = root["inputs"] as! [String: [String: Any]]
        self.inputs = inputs
        cases = (root["cases"] as! [[String: Any]]).map { item in
            Case(
                id: item["id"] as! String, function: item["fn"] as! String,
                arguments: item["args"] as? [String: Any] ?? [:], inputs: inputs[item["input_ref"] as! String] ?? [:],
                expected: item["expected"] as! [String: Any])
        }
    }

    func cases(of functions: String...) -> [Case] { cases.filter { functions.contains($0.function) } }

    static let utilities = UtilityReference("f11_utils")
    static let moments = UtilityReference("f07_moments")
}
