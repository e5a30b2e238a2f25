import Foundation
import Testing
import TrialTestSupport

/// Second opinions on the shipped plan.
@Suite struct SecondOpinionTests {
    private static let hasMetafor =
        (try? BuiltProgram.shell([
            "Rscript", "--vanilla", "-e", "stopifnot(requireNamespace('metafor', quietly = TRUE))",
        ]))?
        .status == 0

    /// How many digits the plugin and TrialPool share at least, over all numbers of the shipped plan, and how many numbers there are.
    private func digits(_ plugin: String) throws -> (least: Double, numbers: Int) {
        try BuiltProgram.withFolder { folder in
            try FileManager.default.copyItem(atPath: "\(BuiltProgram.root)/Datasets", toPath: "\(folder)/Datasets")
            let plan = "\(folder)/Datasets/msc-ms-trials/plan.yaml"
            let text = try String(contentsOfFile: plan, encoding: .utf8)
            try (text + "\nplugins:\n  - plugin: \(plugin)\n").write(toFile: plan, atomically: true, encoding: .utf8)
            let environment = [
                "TRIALPOOL_TRUST": "\(folder)/trust.json", "TRIALPOOL_PLUGINS": "\(BuiltProgram.root)/Plugins",
            ]
            func run(_ program: String, _ arguments: [String]) throws -> BuiltProgram.Outcome {
                try BuiltProgram.shell(["\(BuiltProgram.folder)/\(program)"] + arguments, environment: environment)
            }
            #expect(try run("trialpool-plugins", ["enable", plugin]).status == 0)
            let results = "\(folder)/results.json"
            let outcome = try run("trialpool-analyze", ["run", plan, "-o", results, "--no-cache", "-q"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let document = try JSONDecoder().decode(Document.self, from: Data(contentsOf: URL(filePath: results)))
            let rows = document.additions.flatMap(\.content).compactMap(\.table).flatMap(\.rows)
            let shared = rows.compactMap { $0.last.flatMap { Double($0) } }
            #expect(shared.count == rows.count, "\(document.additions)")
            return (shared.min() ?? 0, shared.count)
        }
    }

    private struct Document: Decodable {
        struct Addition: Decodable {
            struct Content: Decodable {
                struct Table: Decodable { let rows: [[String]] }
                let table: Table?
                let paragraph: String?
            }
            let content: [Content]
            let remarks: [String]
        }
        let additions: [Addition]
    }

    @Test("Python's agrees to ten digits, and pools every analysis")
    func python() throws {
        let (least, numbers) = try digits("second-opinion-python")
        #expect(least >= 10)
        #expect(numbers >= 60)
    }

    @Test("metafor's agrees to eight digits", .enabled(if: hasMetafor))
    func metafor() throws {
        let (least, numbers) = try digits("second-opinion-metafor")
        #expect(least >= 8)
        #expect(numbers >= 60)
    }
}
