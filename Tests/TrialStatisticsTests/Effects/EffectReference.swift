import Foundation
import TrialStatistics

/// The stored reference values of the effect measures: `f01_escalc.json`, made with metafor 5.1.
enum EffectReference {
    struct File: Decodable {
        let inputs: [String: [String: [Double?]]]
        let cases: [Case]
    }

    struct Case: Decodable, Sendable, CustomTestStringConvertibleByID {
        struct Arguments: Decodable, Sendable {
            let measure: String
            let vtype: String?
            let correct: Bool?
            let add: Double?
            let to: String?
            let drop00: Bool?
        }

        let id: String
        let args: Arguments
        let inputKey: String
        let expected: [String: [Double?]]

        enum CodingKeys: String, CodingKey {
            case id, args, expected
            case inputKey = "input_ref"
        }
    }

    static let file: File = {
        let url = Bundle.module.url(forResource: "f01_escalc", withExtension: "json", subdirectory: "Reference")!
        return try! JSONDecoder().decode(File.self, from: Data(contentsOf: url))
    }()

    static let cases = file.cases
}

protocol CustomTestStringConvertibleByID: CustomStringConvertible {
    var id: String { get }
}

extension CustomTestStringConvertibleByID {
    var description: String { id }
}

extension EffectReference.Case {
    /// R's options in our words.
    var options: EffectOptions {
        let scopes = ["only0": "only-zero", "if0all": "if-any-zero", "all": "all", "none": "none"]
        var options = EffectOptions(
            varianceType: args.vtype.map { VarianceType(rawValue: $0)! }, biasCorrection: args.correct)
        if args.add != nil || args.to != nil || args.drop00 != nil {
            let scope = args.to.map { ZeroCellRule.Scope(rawValue: scopes[$0]!)! } ?? .onlyZero
            options.zeroCells = ZeroCellRule(add: args.add, to: scope, dropDoubleZero: args.drop00 ?? false)
        }
        return options
    }

    /// R's columns under our names.
    var columns: [String: [Double?]] {
        let input = EffectReference.file.inputs[inputKey]!
        if let a = input["ai"], let b = input["bi"], let c = input["ci"], let d = input["di"] {
            if args.measure.hasPrefix("MP") {
                return ["bothPositive": a, "firstOnly": b, "secondOnly": c, "bothNegative": d]
            }
            return ["events1": a, "total1": sum(a, b), "events2": c, "total2": sum(c, d)]
        }
        let names = Self.names(input: Set(input.keys))
        return Dictionary(uniqueKeysWithValues: input.map { (names[$0.key]!, $0.value) })
    }

    private func sum(_ a: [Double?], _ b: [Double?]) -> [Double?] {
        zip(a, b).map { x, y in x.flatMap { x in y.map { x + $0 } } }
    }

    private static func names(input: Set<String>) -> [String: String] {
        let common = [
            "x1i": "count1", "x2i": "count2", "t1i": "time1", "t2i": "time2", "m1i": "mean1", "m2i": "mean2",
            "sd1i": "sd1", "sd2i": "sd2", "n1i": "total1", "n2i": "total2", "di": "d", "ni": "total",
            "ri": "correlation", "yi": "estimate", "vi": "variance", "mi": "mean", "sdi": "sd",
        ]
        let special: [String: String] =
            if input.contains("r2i") || input.contains("mi") && input.contains("ti") {
                ["ti": "t", "mi": "predictors", "r2i": "R2"]
            } else if input.contains("ai") {
                ["ai": "alpha", "mi": "items"]
            } else if input.contains("xi") {
                input.contains("ni") ? ["xi": "events"] : ["xi": "count", "ti": "time"]
            } else {
                ["ti": "t"]
            }
        return common.merging(special) { $1 }
    }
}

/// How far two numbers are apart, relative to the second, with an absolute floor.
func relativeDistance(_ a: Double, _ b: Double, floor: Double = 1e-10) -> Double {
    a == b || abs(a - b) < floor ? 0 : abs(a - b) / abs(b)
}
