import Foundation
import Testing
import TrialEvidence
import TrialForensics
import TrialStatistics
import TrialTestSupport

@testable import TrialAnalysis

/// `explain` and an analysis say the same of every printed comparison, or refuse it with the same reason.
struct ExplainedComparisonTests {
    /// Every folder of the repository that is a dataset and not one of a test that spoils it.
    static let folders: [String] = ["Datasets", "Tests/Strangers", "Examples/AnotherLab"].flatMap { parent in
        let path = "\(Repository.root)/\(parent)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().map { "\(path)/\($0)" }.filter {
            FileManager.default.fileExists(atPath: "\($0)/outcomes.csv")
        }
    }

    /// Estimate and standard error, or why there are none.
    private struct Told: Equatable {
        var numbers: [Double] = []
        var reason: String?
    }

    private func explained(_ row: OutcomeRow, in dataset: Dataset) throws -> Told {
        let all = try OutcomeExplanation(dataset, study: row.studyID, outcome: row.outcome).rows
        let own = all.first { $0.place.hasSuffix(":\(row.line ?? 0)") && $0.comparator?.cell == row.comparatorArmID }
        let use = try #require(own?.uses.first)
        return Told(numbers: use.values.map(\.value), reason: use.missing)
    }

    private func pooled(_ row: OutcomeRow, in dataset: Dataset) throws -> Told {
        let form = row.effectMeasure?.form
        let measures = EffectMeasures.standard.all.map(\.code)
        let named = try measures.map { code in try EffectMeasures.standard.named(code) }
        let serving = named.first { measure in form.map { measure.descriptor.publishedForms.contains($0) } ?? false }
        let general = try EffectMeasures.standard.named("GEN")
        let measure = serving ?? general
        do throws(MissingNumber) {
            let effect = try PublishedComparison(row, measure: measure, in: dataset).effect
            return Told(numbers: [effect.estimate, effect.standardError])
        } catch {
            return Told(reason: error.reason)
        }
    }

    @Test("on every comparison of every dataset here", arguments: folders)
    func agree(folder: String) throws {
        let dataset = try DatasetFolder(folder).read()
        for row in dataset.comparisons where !row.statistic.isPaired {
            let (told, used) = (try explained(row, in: dataset), try pooled(row, in: dataset))
            #expect(told == used, "\(folder) \(row.key)")
        }
    }

    /// Cells of a comparison of Par2021 (10 + 10 people), and whether its arms' sizes count.
    static let made = [
        ("statistic=difference_ci effect_measure=MeanDifference effect=2 ci_low=0 ci_high=4 ci_level=95", true),
        ("statistic=difference_ci effect_measure=MeanDifference effect=2 se=1", false),
        ("statistic=p_value effect_measure=MeanDifference effect=2 p_value=0.05", true),
        ("statistic=p_value effect_measure=MeanDifference effect=2 p_value=<0.05", false),
        ("statistic=difference_ci effect_measure=MeanDifference effect=2 ci_low=0 ci_high=4 n=300", false),
        ("statistic=difference_ci effect_measure=RiskDifference effect=0.2 ci_low=0 ci_high=0.4", false),
        ("statistic=difference_ci effect_measure=adjusted_beta effect=2 ci_low=0 ci_high=4", false),
        ("statistic=difference_ci effect_measure=SMD effect=0.4 ci_low=0 ci_high=0.8", false),
        ("statistic=ratio_ci effect_measure=HazardRatio effect=2 ci_low=1 ci_high=4", false),
        ("statistic=p_value effect_measure=OddsRatio effect=2 p_value=0.05", false),
        ("statistic=p_value p_value=0.05", false),
    ]

    @Test("on a comparison of each kind", arguments: made)
    func agree(cells: String, usesSizes: Bool) throws {
        let dataset = try CrossoverDataset.read(["study_id=Par2021 arm_id=MSC comparator_arm_id=PBO \(cells)"])
        let row = try #require(dataset.comparisons.first)
        let (told, used) = (try explained(row, in: dataset), try pooled(row, in: dataset))
        #expect(told == used)
        let inputs = (try? ComparisonReading(row, in: dataset))?.step?.inputs.names ?? []
        #expect(inputs.contains("n_comparator") == usesSizes, "\(inputs)")
    }

    @Test("the sizes are those of the outcome's own rows before those of the arms")
    func sizes() throws {
        let comparison =
            "study_id=Par2021 arm_id=MSC comparator_arm_id=PBO statistic=difference_ci effect_measure=MeanDifference"
            + " effect=2 ci_low=0 ci_high=4"
        func sizes(_ rows: [String]) throws -> ComparisonSizes? {
            let dataset = try CrossoverDataset.read([comparison] + rows)
            let row = try #require(dataset.comparisons.first)
            return ComparisonSizes(of: row, in: dataset)
        }
        #expect(try sizes([]) == ComparisonSizes(arm: 10, comparator: 10))
        let own = ["MSC", "PBO"].map { "study_id=Par2021 arm_id=\($0) statistic=mean_only n=8 mean=1" }
        #expect(try sizes(own) == ComparisonSizes(arm: 8, comparator: 8))
        #expect(try sizes([own[0] + " timepoint_months=12"]) == ComparisonSizes(arm: 10, comparator: 10))
        let within = comparison.replacing("Par2021", with: "Cross2020").replacing("MSC", with: "MSC-P")
            .replacing("PBO", with: "PBO-P")
        let dataset = try CrossoverDataset.read([within])
        let pair = try #require(dataset.comparisons.first)
        #expect(ComparisonSizes(of: pair, in: dataset) == nil)
    }
}
