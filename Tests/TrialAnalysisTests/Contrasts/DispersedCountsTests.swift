import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialAnalysis

/// Counts that differ between people more than chance: the variance of a row, and what is said where nobody chose.
@Suite struct DispersedCountsTests {
    private static func rows(n: String = "n=10") -> [String] {
        [
            "study_id=Par2021 arm_id=MSC statistic=count_rate \(n) events=6 person_years=5",
            "study_id=Par2021 arm_id=PBO statistic=count_rate \(n) events=12 person_years=6",
        ]
    }

    @Test(
        "the negative binomial adds dispersion over people to the variance of each logarithm", arguments: [0, 0.5, 2])
    func variance(dispersion: Double) throws {
        let set = try CrossoverDataset.contrasts(Self.rows(), measure: "IRR") { $0.dispersion = dispersion }
        let effect = try #require(set.contrasts.first).effect
        #expect(abs(effect.estimate - log(6.0 / 5 / (12.0 / 6))) < 1e-15)
        // Zhu and Lakkis 2014: 1/x + α/n for each group.
        #expect(abs(effect.variance - (1 / 6.0 + 1 / 12.0 + dispersion * (0.1 + 0.1))) < 1e-15)
        #expect(!set.warnings.contains { $0.code == "poisson-counts" })
    }

    @Test("without a choice the counts are Poisson's, which is said once by name")
    func poisson() throws {
        let set = try CrossoverDataset.contrasts(Self.rows(), measure: "IRR")
        #expect(abs(set.contrasts[0].effect.variance - 0.25) < 1e-15)
        let said = set.warnings.filter { $0.code == "poisson-counts" }
        #expect(said.count == 1 && said[0].message.contains("Par2021"))
    }

    @Test("a group of an unknown number of people is left out by name, and none where nothing is dispersed")
    func people() throws {
        let dispersed = try CrossoverDataset.contrasts(Self.rows(n: "confidence=primary"), measure: "IRR") {
            $0.dispersion = 1
        }
        #expect(dispersed.contrasts.isEmpty)
        #expect(dispersed.excluded.contains { $0.code == "people-unknown" && $0.reason.contains("'assume'") })
        let plain = try CrossoverDataset.contrasts(Self.rows(n: "confidence=primary"), measure: "IRR") {
            $0.dispersion = 0
        }
        #expect(plain.contrasts.count == 1)
    }

    @Test("a measure that takes no dispersion says so")
    func ignored() throws {
        let set = try CrossoverDataset.contrasts(Self.rows(), measure: "IRD") { $0.dispersion = 1 }
        #expect(set.warnings.contains { $0.code == "ignored-option" && $0.message.contains("dispersion") })
    }

    @Test("a list makes a sensitivity analysis of each value, and a negative one is a mistake with its line")
    func grid() throws {
        func plan(_ more: String) -> String {
            """
            format: trialpool/plan@1
            title: T
            date: 2026-11-30
            dataset: .
            analyses:
              - id: q
                title: Q
                outcome: edss
                measure: IRR
                better: lower
            \(more)

            """
        }
        let text = plan("    sensitivity:\n      - dispersion: [0.5, 2]")
        let runner = try PlanRunner(
            PlanReader(file: "plan.yaml").read(text), text: text,
            datasets: ["": LoadedDataset(try CrossoverDataset.read(Self.rows()))], cache: nil)
        let record = try #require(try runner.run().document.analyses.first)
        #expect(record.sensitivity.map(\.change) == ["dispersion: 0.5", "dispersion: 2"])
        let widths = record.sensitivity.compactMap { $0.pooled.map { $0.natural.upper / $0.natural.lower } }
        #expect(widths.count == 2 && widths[0] < widths[1])
        #expect(throws: AnalysisError.self) {
            try PlanReader(file: "plan.yaml").read(plan("    dispersion: -1"))
        }
    }
}
