import Foundation
import Testing
import TrialStatistics

/// One golden case: a call of an R package with its data and its answers.
struct RareGoldenCase: CustomTestStringConvertible, @unchecked Sendable {
    let id: String
    let function: String
    let arguments: [String: Any]
    let inputs: [String: [Double?]]
    let expected: [String: Any]
    let crossCheck: [String: Double]
    let call: String

    var testDescription: String { id }

    func number(_ field: String) -> Double? { RareGoldenCase.number(expected[field]) }
    func numbers(_ field: String) -> [Double?]? { (expected[field] as? [Any])?.map { RareGoldenCase.number($0) } }
    func text(_ argument: String) -> String { arguments[argument] as? String ?? "" }
    func column(_ name: String) -> [Double] { (inputs[name] ?? []).map { $0! } }

    static func number(_ value: Any?) -> Double? {
        if let number = value as? NSNumber { return number.doubleValue }
        if let word = value as? String { return word == "Inf" ? .infinity : word == "-Inf" ? -.infinity : nil }
        if let array = value as? [Any], array.count == 1 { return number(array[0]) }
        return nil
    }

    /// Treatment and control of 2 × 2 tables given by their cells.
    var tables: [BinaryComparison] {
        zip(zip(column("ai"), column("bi")), zip(column("ci"), column("di"))).map {
            BinaryComparison(events1: $0.0, total1: $0.0 + $0.1, events2: $1.0, total2: $1.0 + $1.1)
        }
    }

    var rates: [CountComparison] {
        zip(zip(column("x1i"), column("t1i")), zip(column("x2i"), column("t2i"))).map {
            CountComparison(count1: $0.0, time1: $0.1, count2: $1.0, time2: $1.1)
        }
    }
}

/// Reads a golden file of the test bundle.
func goldenCases(_ file: String) -> [RareGoldenCase] {
    let url = Bundle.module.url(forResource: file, withExtension: "json", subdirectory: "Reference")!
    let root = try! JSONSerialization.jsonObject(with: Data(contentsOf: url)) as! [String: Any]
    let inputs = root["inputs"] as! [String: [String: Any]]
    return (root["cases"] as! [[String: Any]]).map { item in
        let columns = inputs[item["input_ref"] as! String] ?? [:]
        return RareGoldenCase(
            id: item["id"] as! String, function: item["fn"] as! String,
            arguments: item["args"] as? [String: Any] ?? [:],
            inputs: columns.compactMapValues { ($0 as? [Any])?.map { RareGoldenCase.number($0) } },
            expected: item["expected"] as! [String: Any],
            crossCheck: (item["xcheck_reldiff"] as? [String: Any] ?? [:]).compactMapValues {
                RareGoldenCase.number($0)
            },
            call: item["call"] as? String ?? "")
    }
}

/// Whether two numbers agree within a relative tolerance with an absolute floor.
func agree(_ a: Double, _ b: Double, relative: Double, floor: Double = 1e-10) -> Bool {
    if a == b { return true }
    return abs(a - b) <= max(floor, relative * abs(b))
}

/// Whether two p-values agree: relatively, and below 1e-12 by their logarithms.
func agreeAsPValues(_ a: Double, _ b: Double, relative: Double) -> Bool {
    if b < 1e-12 { return agree(log(a), log(b), relative: relative) }
    return agree(a, b, relative: relative)
}
