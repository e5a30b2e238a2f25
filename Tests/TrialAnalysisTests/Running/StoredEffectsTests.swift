import Foundation
import Testing
import TrialArchives
import TrialEvidence
import TrialImport
import TrialResults
import TrialStatistics

@testable import TrialAnalysis

/// Every pooled effect that a review file stores comes back from the dataset that the file becomes, by a plan under `revman-5`.
struct StoredEffectsTests {
    private static let folder = "\(Repository.root)/Tests/TrialImportTests/Fixtures/revman"

    /// The files, the digits that their form prints, and how many pooled effects they store.
    struct Sample: Sendable, CustomTestStringConvertible {
        let file: String
        let precision: Double
        let effects: Int
        var testDescription: String { file }
    }

    static let samples = [
        Sample(file: "Fleiss1993.rm5", precision: 1e-12, effects: 1),
        Sample(file: "Fleiss1993_CR.csv", precision: 1e-7, effects: 2),
        Sample(file: "Fleiss1993.zip", precision: 1e-5, effects: 1),
        Sample(file: "subgroups.rm5", precision: 1e-12, effects: 11),
    ]

    private static func format(of file: String) -> any RevManFormat {
        if file.hasSuffix(".rm5") { return RevMan5() }
        return file.hasSuffix(".csv") ? RevManCSV() : RevManWeb()
    }

    private static func code(_ measure: RevManMeasure) -> String {
        switch measure {
        case .oddsRatio: "OR"
        case .petoOddsRatio: "PETO"
        case .riskRatio: "RR"
        case .riskDifference: "RD"
        case .hazardRatio: "HR"
        case .rateRatio: "IRR"
        case .meanDifference: "MD"
        case .standardisedMeanDifference: "SMD"
        case .other(let name): name
        }
    }

    /// The plan of one stored effect.
    private func plan(_ stored: StoredResult, outcome: String) -> String {
        let part = stored.level == .subgroup ? "\n    of-subgroups: [\"\(stored.subgroup)\"]" : ""
        return """
            format: trialpool/plan@1
            title: T
            date: 2026-11-30
            dataset: .
            profile: revman-5
            analyses:
              - id: q
                title: Q
                outcome: "\(outcome)"
                measure: \(Self.code(stored.measure))
                better: lower
                model: \(stored.isRandom ? "random" : "common")\(part)

            """
    }

    private func dataset(_ evidence: ImportedEvidence) -> Dataset {
        var dataset = Dataset(name: "review")
        dataset.studies = evidence.studies
        dataset.arms = evidence.arms
        dataset.outcomes = evidence.outcomes
        return dataset
    }

    @Test("at the digits that the file prints", arguments: samples)
    func comesBack(sample: Sample) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(Self.folder)/\(sample.file)")))
        let format = Self.format(of: sample.file)
        let review = try format.review(bytes, file: sample.file)
        let dataset = dataset(try format.read(bytes, file: sample.file, into: Dataset(name: "d")))
        let outcomes = RevManOutcomes(review.analyses)
        var compared = 0
        for analysis in review.analyses {
            for stored in analysis.storedResults where stored.level != .study {
                let text = plan(stored, outcome: outcomes.outcome(of: analysis))
                try compare(stored, text, dataset, sample)
                compared += 1
            }
        }
        #expect(compared == sample.effects)
    }

    private func compare(_ stored: StoredResult, _ text: String, _ dataset: Dataset, _ sample: Sample) throws {
        let plan = try PlanReader(file: "plan.yaml").read(text)
        let loaded = LoadedDataset(dataset)
        let record = try #require(
            try PlanRunner(plan, text: text, datasets: ["": loaded], cache: nil).run().document.analyses.first)
        let pooled = try #require(record.pooled, "\(stored.analysis) \(stored.subgroup): \(record.excluded)")
        let pairs = [
            ("estimate", pooled.natural.estimate, stored.estimate),
            ("lower limit", pooled.natural.lower, stored.ciLow),
            ("upper limit", pooled.natural.upper, stored.ciHigh),
        ]
        for (name, found, wanted) in pairs {
            let wanted = try #require(wanted)
            let difference = abs(found - wanted)
            #expect(
                difference <= sample.precision * max(1, abs(wanted)),
                "\(stored.analysis) \(stored.subgroup) \(name): \(found), not \(wanted)")
        }
    }
}
