import Testing
import TrialEvidence
import TrialForensics

/// What `trialpool-import explain` tells of a row.
struct OutcomeExplanationTests {
    private static let dataset: Dataset = {
        var dataset = Dataset(name: "small")
        dataset.studies = [
            Study(id: "Alpha2020", design: .parallelRandomised), Study(id: "Beta2021", design: .singleArm),
        ]
        var arm = Arm(studyID: "Alpha2020", id: "MSC", role: .treatment)
        arm.label = "Stem cells"
        dataset.arms = [arm]
        var row = OutcomeRow(
            arm: arm.key, outcome: "edss", statistic: .meanSD,
            provenance: Provenance(location: "Table 2", confidence: .primary))
        (row.n, row.mean, row.sd, row.line) = (20, 1.5, 1.79, 7)
        row.derived = [RecordedDerivation(.sd, by: "sd-from-se", from: [.init("se", "0.40"), .init("n", "20")])]
        var bare = row
        (bare.outcome, bare.sd, bare.derived) = ("nhpt", nil, [])
        dataset.outcomes = [row, bare]
        return dataset
    }()

    @Test("derived numbers stand apart from printed ones, with their rule and verdict")
    func derived() throws {
        let explained = try OutcomeExplanation(Self.dataset, study: "Alpha2020", outcome: "edss")
        let row = try #require(explained.rows.first)
        #expect(explained.rows.count == 1)
        #expect(row.place == "outcomes.csv:7")
        #expect(row.printed.map(\.cell) == ["n", "mean"])
        #expect(row.recorded.map(\.number.text) == ["1.79"])
        #expect(row.recorded.map(\.reproduces) == [true])
        #expect(row.recorded.first?.trail?.formula == "SE · √n")
        #expect(row.uses.map(\.quantity) == ["mean and standard deviation"])
        #expect(row.uses.first?.missing == nil)
    }

    @Test("what is missing is said with its reason")
    func missing() throws {
        let row = try #require(OutcomeExplanation(Self.dataset, study: "Alpha2020", outcome: "nhpt").rows.first)
        #expect(
            row.uses.first?.missing == "Neither a standard deviation nor anything it follows from was printed.")
    }

    @Test(
        "a mistyped name gets the nearest one",
        arguments: [
            ("Alfa2020", "edss", "did you mean \"Alpha2020\""), ("Alpha2020", "edsss", "did you mean \"edss\""),
            ("Alpha2020", "walking", "it has edss, nhpt"), ("Beta2021", "edss", "it has none"),
        ])
    func names(study: String, outcome: String, words: String) {
        let error = #expect(throws: DerivationError.self) {
            try OutcomeExplanation(Self.dataset, study: study, outcome: outcome)
        }
        #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")")
    }
}
