import Foundation
import Testing
import TrialTestSupport

/// The risk of bias and the flow of a review go into tables of their own, which the dataset has from then on.
@Suite("Importing judgements and flow", .serialized)
struct ImportTablesTests {
    private static let judgements = """
        Study,D1,D1b,D2,D3,D4,D5,Overall,Weight
        Petrou 2020,Low,Some concerns,Low,Low,High,Low,High,33.3
        Nobody 1999,Low,Low,Low,Low,Low,Low,Low,66.7

        """
    private static let flow = """
        data,node,box,n
        database_results,,,200
        duplicates,,,50
        records_screened,,,150
        records_excluded,,,120
        dbr_sought_reports,,,30
        dbr_notretrieved_reports,,,2
        dbr_assessed,,,28
        dbr_excluded,,,"Wrong population, 10; Wrong design, 8"
        new_reports,,,10
        new_studies,,,9

        """

    /// Writes a file beside a copy of a shipped dataset and hands over both paths.
    private func with(
        _ text: String, into name: String = "msc-ms-trials", _ body: (_ file: String, _ dataset: String) throws -> Void
    ) throws {
        try BuiltProgram.withFolder { folder in
            try FileManager.default.copyItem(
                atPath: "\(BuiltProgram.root)/Datasets/\(name)", toPath: "\(folder)/dataset")
            try text.write(toFile: "\(folder)/input.csv", atomically: true, encoding: .utf8)
            try body("\(folder)/input.csv", "\(folder)/dataset")
        }
    }

    private func importing(_ format: String, _ file: String, _ more: String...) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run("trialpool-import", [format, file] + more)
    }

    private func expectValid(_ dataset: String) throws {
        let checked = try BuiltProgram.run("trialpool-import", ["validate", dataset])
        #expect(checked.status == 0 && checked.output.contains("0 errors"), "\(checked.output)")
    }

    @Test("judgements make risk_of_bias.csv; the same again changes nothing, another judgement asks first")
    func riskOfBias() throws {
        try with(Self.judgements) { file, dataset in
            let first = try importing("riskofbias", file, "--into", dataset)
            #expect(first.status == 0 && first.output.contains("7 added"), "\(first.output)\(first.errors)")
            #expect(first.output.contains("Nobody 1999") && first.output.contains("weights are computed"))
            let table = try String(contentsOfFile: "\(dataset)/risk_of_bias.csv", encoding: .utf8)
            #expect(table.contains("Petrou2020,rob2-cluster,D1b,,some-concerns,"))
            try expectValid(dataset)
            #expect(try importing("riskofbias", file, "--into", dataset).output.contains("7 rows as they are"))
            try Self.judgements.replacing("Some concerns", with: "High").write(
                toFile: file, atomically: true, encoding: .utf8)
            let refused = try importing("riskofbias", file, "--into", dataset)
            #expect(refused.status != 0 && refused.errors.contains("some-concerns → high"), "\(refused.errors)")
            #expect(try String(contentsOfFile: "\(dataset)/risk_of_bias.csv", encoding: .utf8) == table)
            #expect(try importing("riskofbias", file, "--into", dataset, "--accept").status == 0)
            try expectValid(dataset)
        }
    }

    @Test("counts make flow.csv; numbers that do not add up leave the dataset as it was")
    func flow() throws {
        // A dataset that has no flow yet.
        try with(Self.flow, into: "historical-placebo") { file, dataset in
            let first = try importing("prisma", file, "--into", dataset)
            #expect(first.status == 0, "\(first.errors)")
            let table = try String(contentsOfFile: "\(dataset)/flow.csv", encoding: .utf8)
            #expect(table.contains("records_screened,,150") && table.contains("Wrong design"))
            try expectValid(dataset)
            try Self.flow.replacing(",150", with: ",151").write(toFile: file, atomically: true, encoding: .utf8)
            let refused = try importing("prisma", file, "--into", dataset, "--accept")
            #expect(refused.status != 0 && refused.errors.contains("records_screened is 151"), "\(refused.errors)")
            #expect(try String(contentsOfFile: "\(dataset)/flow.csv", encoding: .utf8) == table)
        }
    }
}
