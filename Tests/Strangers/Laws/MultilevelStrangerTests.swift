import Foundation
import Testing
import TrialTestSupport

/// Schools in districts through the built program, from a plan to the result file.
struct MultilevelStrangerTests {
    /// Of a result file what the test looks at.
    private struct Result: Decodable {
        struct Analysis: Decodable {
            let id: String
            let answer: Answer
        }
        struct Answer: Decodable { let fit: Fit? }
        struct Fit: Decodable {
            struct Coefficient: Decodable {
                let estimate: Double
                let standardError: Double
            }
            struct Component: Decodable { let value: Double }
            let coefficients: [Coefficient]
            let components: [Component]
        }
        let analyses: [Analysis]
    }

    @Test("districts and schools give the numbers of Konstantopoulos 2011")
    func schools() throws {
        let plan = "\(BuiltProgram.root)/Tests/Strangers/konstantopoulos-2011/plan.yaml"
        try BuiltProgram.withFolder { folder in
            let file = "\(folder)/results.json"
            let outcome = try BuiltProgram.run(
                "trialpool", ["analyze", "run", plan, "-o", file, "--no-cache", "--quiet"])
            try #require(outcome.status == 0, "\(outcome.errors)")
            let result = try JSONDecoder().decode(Result.self, from: Data(contentsOf: URL(filePath: file)))
            let analysis = try #require(result.analyses.first { $0.id == "achievement-by-district" })
            let fit = try #require(analysis.answer.fit)
            // Four decimals, as printed; the limits from which variances come back cost no more.
            #expect(abs(fit.coefficients[0].estimate - 0.1847) < 5e-5)
            #expect(abs(fit.coefficients[0].standardError - 0.0846) < 5e-5)
            #expect(abs(fit.components[0].value - 0.0651) < 5e-5)
            #expect(abs(fit.components[1].value - 0.0327) < 5e-5)
        }
    }
}
