import Foundation
import TrialAnalysis
import TrialJSON
import TrialStatistics

/// The kernels whose instructions `scripts/instructions` counts, each to be run a given number of times.
///
/// What one run costs is the difference between two numbers of runs, so the program's start is in none.
enum Kernels {
    /// Runs the kernel of this name so many times.
    ///
    /// - Throws: `Unknown` where there is none of the name, and whatever the kernel throws.
    static func run(_ name: String, times: Int) throws {
        guard let prepare = all[name] else { throw Unknown(name: name) }
        let kernel = try prepare()
        for _ in 0..<times { keep(try kernel()) }
    }

    private static let choices = MethodProfiles.trialPool1.randomEffects

    /// What makes a kernel ready, by name.
    private static var all: [String: () throws -> () throws -> Double] {
        [
            "restricted-maximum-likelihood": {
                let model = try BenchmarkData.bcgModel()
                return { RestrictedMaximumLikelihood().estimate(model).tau2 }
            },
            "inference": {
                let model = try BenchmarkData.bcgModel()
                return { try choices.fit(model).pooled.estimate }
            },
            "permutation-test": {
                let model = try BenchmarkData.model(studies: 10, seed: 10)
                return { try PermutationTest(model, by: choices, plan: .exact).coefficients[0].pValue }
            },
            "permutation-interval": {
                let model = try BenchmarkData.bcgByLatitude()
                let sample = PermutationPlan.sampled(200, seed: 1)
                return { try PermutationInterval(model, by: choices, coefficient: 1, plan: sample).estimate }
            },
            "subsets": {
                let model = try BenchmarkData.model(studies: 10, seed: 10)
                return { try SubsetTable(model, by: choices).estimates[100] }
            },
            "conditional-exact-mixed-model": {
                {
                    MixedModel(ConditionalExact<BinaryComparison>()).answer(for: BenchmarkData.bcg, level: 0.95)
                        .estimate?.estimate ?? 0
                }
            },
            "effects-of-1000-tables": {
                let tables = BenchmarkData.tables(1_000, seed: 2026)
                return { RiskRatio().effectColumns(of: tables).estimates[17] }
            },
            "batch-request": {
                let runner = BatchRunner()
                var writer = JSONWriter(capacity: 1 << 16)
                let line = Data(BatchBenchmarks.request(studies: 13).utf8)
                return {
                    writer.removeAll()
                    runner.answer(line, to: &writer)
                    return Double(writer.bytes.count)
                }
            },
        ]
    }

    struct Unknown: Error, CustomStringConvertible {
        let name: String

        var description: String { "there is no kernel '\(name)'; choose \(names.joined(separator: ", "))" }
    }

    /// The kernels' names.
    static var names: [String] { all.keys.sorted() }
}
