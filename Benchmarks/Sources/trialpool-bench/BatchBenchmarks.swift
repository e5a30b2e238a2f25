import Foundation
import TrialAnalysis
import TrialJSON
import TrialNumerics

/// Requests of the batch program in process: parsed, pooled, written.
enum BatchBenchmarks {
    static func rows(_ timing: Timing) throws -> [Measurement] {
        let runner = BatchRunner()
        var writer = JSONWriter(capacity: 1 << 16)
        func ask(_ name: String, _ request: String) -> Measurement {
            let line = Data(request.utf8)
            return timing.measure(name) {
                writer.removeAll()
                runner.answer(line, to: &writer)
                return Double(writer.bytes.count)
            }
        }
        let (small, usual) = (data(5), data(13))
        let value = parsed(runner.answer(#"{"task":"pool","data":\#(usual)}"#))
        return [
            ask("pool, 5 studies, common effect", #"{"id":"r","task":"pool","model":"common","data":\#(small)}"#),
            ask("pool, 5 studies, REML with all inference", request(studies: 5)),
            ask("pool, 13 studies, REML with all inference", request(studies: 13)),
            timing.measure("the answer's JSON written alone") {
                writer.removeAll()
                writer.append(value)
                return Double(writer.bytes.count)
            },
            timing.measure("the request's JSON read alone") { Double(parsed(usual)["estimate"] == nil ? 0 : 1) },
        ]
    }

    /// A request to pool so many studies with all inference.
    static func request(studies: Int) -> String { #"{"id":"r","task":"pool","data":\#(data(studies))}"# }

    private static func data(_ studies: Int) -> String {
        var generator = SeededGenerator(seed: 4)
        let variances = (0..<studies).map { _ in 0.02 + 0.2 * generator.uniform() }
        let estimates = variances.map { 0.2 + ($0 + 0.05).squareRoot() * generator.normal() }
        return #"{"estimate":\#(estimates),"variance":\#(variances)}"#
    }

    private static func parsed(_ text: String) -> JSONValue {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            var parser = JSONParser(bytes)
            return (try? parser.parse()) ?? .null
        }
    }
}
