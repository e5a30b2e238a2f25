import CReference
import Foundation
import TrialAnalysis
import TrialEvidence
import TrialNumerics
import TrialStatistics

/// A table of many outcomes, text in and text out, beside the same work by a plain program in C.
enum TableBenchmarks {
    private static let outcomes = 100_000
    private static let studies = 5

    /// Inverse-variance pooling as METAL does it (Willer, Li and Abecasis 2010), then what else the table can be asked.
    static func rows(_ timing: Timing) throws -> [Measurement] {
        var slow = timing
        slow.rounds = 5
        let text = Array(table().utf8)
        let terminated = text.map { CChar(bitPattern: $0) } + [0]
        var output = [CChar](repeating: 0, count: outcomes * 256)
        var common = MethodRequest()
        common.model = .common
        var moments = MethodRequest()
        (moments.heterogeneity, moments.interval) = ("DL", "normal")
        let asked: [(String, MethodRequest)] = [
            ("batch --format table, common effect", common), ("the same by DerSimonian–Laird, normal", moments),
            ("the same by REML, guarded Hartung–Knapp", MethodRequest()),
        ]
        let plain = slow.measure("C -O3: strtod, sums, printf") { Double(reference_pool_table(terminated, &output)) }
        return [plain]
            + (try asked.map { name, request in
                let answering = OutcomeTable(try OutcomeTableQuestion(request))
                return try slow.measure(name) {
                    var bytes = 0
                    _ = try answering.answer(MemorySource(text), file: "table") { bytes += $0.count }
                    return Double(bytes)
                }
            })
    }

    private static func table() -> String {
        var generator = SeededGenerator(seed: 16)
        var text = "outcome\testimate\tstandard-error\n"
        for outcome in 0..<outcomes {
            let effect = 0.1 * generator.normal()
            for _ in 0..<studies {
                let error = 0.05 + 0.2 * generator.uniform()
                text += "marker\(outcome)\t\(effect + error * generator.normal())\t\(error)\n"
            }
        }
        return text
    }
}
