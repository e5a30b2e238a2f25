import Foundation
import Testing
import TrialTestSupport

/// The check of numbers, run as a person would.
struct CheckTests {
    private func check(_ arguments: [String]) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run("trialpool-import", ["check"] + arguments)
    }

    @Test(
        "the shipped datasets have no open impossible or likely finding",
        arguments: ["msc-ms-trials", "historical-placebo", "haematopoietic-transplantation"])
    func shipped(name: String) throws {
        let outcome = try check(["\(BuiltProgram.root)/Datasets/\(name)"])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.contains("open: 0 impossible, 0 likely, 0 doubtful"))
    }

    @Test("a planted number is found with file, line and column, and the program ends with 1")
    func planted() throws {
        try BuiltProgram.withDataset(
            changing: "outcomes.csv", from: "edss_final,27.8,mean_sd,24,6.42,0.84",
            to: "edss_final,27.8,mean_sd,24,6.43,0.84"
        ) { dataset in
            let outcome = try check([dataset])
            #expect(outcome.status == 1)
            #expect(outcome.output.contains("grim  Petrou2021 msc, edss_final in all at 27.8 months, mean_sd"))
            #expect(outcome.output.contains("found     mean 6.43, n 24"))
            #expect(outcome.output.contains("outcomes.csv:234 mean"))
        }
    }

    @Test("a finding is accepted with its reason, and the dataset stays whole")
    func accepting() throws {
        try BuiltProgram.withDataset(
            changing: "outcomes.csv", from: "edss_final,27.8,mean_sd,24,6.42,0.84",
            to: "edss_final,27.8,mean_sd,24,6.43,0.84"
        ) { dataset in
            let listed = try check([dataset, "--only", "grim", "--study", "Petrou2021", "--json"])
            let data = try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [String: Any]
            let number = try #require((data?["findings"] as? [[String: Any]])?.first?["number"] as? Int)
            #expect(data?["open"] as? Int == 1)
            let accepted = try check([
                dataset, "--accept", "\(number)", "--reason", "misprint of 6.42", "--by", "A. Reader",
            ])
            #expect(accepted.status == 0, "\(accepted.errors)")
            let after = try check([dataset, "--study", "Petrou2021"])
            #expect(after.status == 0, "\(after.output)")
            #expect(after.output.contains("accepted  misprint of 6.42"))
            #expect(try BuiltProgram.run("trialpool-import", ["validate", dataset]).status == 0)
            let again = try check([dataset, "--accept", "\(number)", "--reason", "again"])
            #expect(again.status == 1 && again.errors.contains("is accepted already"))
        }
    }

    @Test("misuse is told on one line, with the usage exit code")
    func misuse() throws {
        let dataset = BuiltProgram.dataset
        let reason = try check([dataset, "--accept", "1"])
        #expect(reason.status == 2 && reason.errors.contains("needs a --reason"))
        let code = try check([dataset, "--only", "grimm"])
        #expect(code.status == 2 && code.errors.contains("did you mean \"grim\"?"))
        let number = try check([dataset, "--accept", "9999", "--reason", "x"])
        #expect(number.status == 1 && number.errors.contains("there is no finding 9999"))
        let study = try check([dataset, "--study", "Petru2020"])
        #expect(study.status == 1 && study.errors.contains("did you mean \"Petrou2020\"?"))
    }

    @Test("the result of a plan holds every finding, the accepted ones with their reason")
    func results() throws {
        try BuiltProgram.withFolder { folder in
            let path = "\(folder)/results.json"
            let run = ["run", BuiltProgram.plan, "-o", path, "--no-cache", "--quiet"]
            #expect(try BuiltProgram.run("trialpool-analyze", run).status == 0)
            let data = try Data(contentsOf: URL(filePath: path))
            let document = try JSONSerialization.jsonObject(with: data) as? [String: Any]
            let overview = try #require(document?["overview"] as? [String: Any])
            let findings = try #require(overview["findings"] as? [[String: Any]])
            #expect(findings.contains { $0["check"] as? String == "opposite-signs" })
            #expect(findings.allSatisfy { $0["accepted"] is String })
        }
    }
}
