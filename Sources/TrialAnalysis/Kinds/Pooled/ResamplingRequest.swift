import TrialResults
import TrialStatistics
import Yams

/// What a plan wants resampled around a pooled effect.
public struct ResamplingRequest: Codable, Sendable, Equatable {
    static let keys = ["methods", "iterations", "seed"]
    private static let most = 1_000_000

    /// The methods, in the plan's order.
    public var methods: [ResamplingAnswer.Method]
    /// How many draws are made where not all can be looked at; nil for each method's own number.
    public var iterations: Int?
    /// The seed of the draws; nil for that of the plan.
    public var seed: UInt64?

    /// Reads a list of methods, or a mapping with `methods`, `iterations` and `seed`; nil where the plan asks for nothing.
    init?(_ entry: PlanEntry) {
        guard let value = entry.node.node("resampling") else { return nil }
        guard value.mapping != nil, let own = entry.mapping("resampling", keys: Self.keys) else {
            methods = entry.choices("resampling", ResamplingAnswer.Method.self).once
            return
        }
        methods = own.choices("methods", ResamplingAnswer.Method.self).once
        if !own.has("methods") { methods = ResamplingAnswer.Method.allCases }
        if let number = own.number("iterations") {
            if number == number.rounded(), (1...Double(Self.most)).contains(number) {
                iterations = Int(number)
            } else {
                own.problem(at: "iterations", "'iterations' must be a whole number from 1 to 1,000,000")
            }
        }
        if let number = own.number("seed") {
            if number == number.rounded(), (0...0x1p53).contains(number) {
                seed = UInt64(number)
            } else {
                own.problem(at: "seed", "'seed' must be a whole number from 0 to 2^53")
            }
        }
    }

    /// The key of plans.
    static var key: PlanKey {
        let words = ResamplingAnswer.Method.allCases.map(\.rawValue)
        return PlanKey(
            "resampling",
            .either([
                .word(words), .list(.word(words)),
                .mapping([
                    PlanKey("methods", .list(.word(words)), or: "all", "the methods", example: ""),
                    PlanKey(
                        "iterations", .wholeNumber, or: "9999; 1999 for wild-bootstrap; 2000 for subsets",
                        "how many are drawn where not all are looked at", example: ""),
                    PlanKey("seed", .wholeNumber, or: "that of the plan", "the seed of the draws", example: ""),
                ]),
            ]), or: PlanKey.none,
            "tests and intervals that need no distribution, and the effects of all subsets of the rows",
            example: "resampling: {methods: [permutation, permutation-interval], iterations: 9999, seed: 3}")
    }
}
