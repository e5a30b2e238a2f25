import Foundation
import Testing
import TrialAnalysis
import TrialEvidence
import TrialForensics
import TrialResults
import TrialStatistics

/// Numbers that the bridge derives: medians, changes from baseline, common deviations, published comparisons.
struct DerivedNumbersTests {
    private typealias Data = CrossoverDataset

    private func isClose(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool { abs(a - b) <= tolerance }

    private let medians = [
        "study_id=Par2021 arm_id=MSC statistic=median_iqr n=10 median=12 q1=8 q3=17",
        "study_id=Par2021 arm_id=PBO statistic=mean_sd n=10 mean=10 sd=5",
    ]

    @Test("medians enter with a warning, or not at all, as the plan says")
    func medianRules() throws {
        let set = try Data.contrasts(medians)
        // Luo with n = 10: weight 0.7 + 0.039; Wan: 9 / (2 Φ⁻¹(7.375/10.25)).
        #expect(isClose(set.contrasts[0].effect.estimate, 0.739 * 12.5 + 0.261 * 12 - 10))
        #expect(set.warnings.map(\.code) == ["medians-converted"])
        #expect(set.contrasts[0].sources[0].derivation?.contains("moments-from-quartiles") == true)
        let without = try Data.contrasts(medians) { $0.medians = .exclude }
        #expect(without.contrasts.isEmpty)
        #expect(without.excluded.map(\.code).contains("missing-number"))
    }

    @Test("the trail of a row is what the rule says, word for word")
    func sameWords() throws {
        let set = try Data.contrasts([
            "study_id=Par2021 arm_id=MSC statistic=mean_se n=25 mean=12 se=0.4", medians[1],
        ])
        let step = try AppliedDerivation("sd-from-se", DerivationInputs(["se": 0.4, "n": 25]))
        #expect(set.contrasts[0].sources[0].derivation == step.sentence)
        #expect(set.contrasts[0].groups[0].standardDeviation == step.derivation.value)
    }

    @Test("final values become changes from baseline with a correlation, printed or assumed, never without")
    func baseline() throws {
        let rows = [
            "study_id=Par2021 arm_id=MSC statistic=mean_sd n=10 mean=6 sd=3 timepoint_months=0",
            "study_id=Par2021 arm_id=PBO statistic=mean_sd n=10 mean=6 sd=3 timepoint_months=0",
            "study_id=Par2021 arm_id=MSC statistic=mean_sd n=10 mean=5 sd=4",
            "study_id=Par2021 arm_id=PBO statistic=mean_sd n=10 mean=7 sd=4",
        ]
        let set = try Data.contrasts(rows) { ($0.baseline, $0.correlation) = ("edss", 0.5) }
        #expect(isClose(set.contrasts[0].effect.estimate, -2))
        #expect(isClose(set.contrasts[0].effect.variance, 2 * 13 / 10.0), "√13 each, of 10")
        let without = try Data.contrasts(rows) { $0.baseline = "edss" }
        #expect(without.contrasts.isEmpty)
        #expect(without.excluded.contains { $0.reason.contains("correlation of baseline") })
        #expect(throws: AnalysisError.self) { try Data.contrasts(rows) { $0.baseline = "edsss" } }
    }

    @Test("means without spread take the deviation that the test between them implies")
    func sharedDeviation() throws {
        let rows = [
            "study_id=Par2021 arm_id=MSC statistic=mean_only n=8 mean=5",
            "study_id=Par2021 arm_id=PBO statistic=mean_only n=8 mean=3",
            // t = 2 with 14 degrees of freedom: p from published tables, 0.0652879.
            "study_id=Par2021 arm_id=MSC comparator_arm_id=PBO statistic=p_value p_value=0.065288",
        ]
        let set = try Data.contrasts(rows)
        #expect(set.contrasts.count == 1, "\(set.excluded)")
        #expect(isClose(set.contrasts[0].effect.estimate, 2))
        #expect(isClose(set.contrasts[0].effect.standardError, 1, 1e-5))
        #expect(set.contrasts[0].notes.contains { $0.contains("sd-from-p") })
        #expect(try Data.contrasts(Array(rows.prefix(2))).contrasts.isEmpty)
    }

    @Test("hazard ratios and Cohen's d enter from published comparisons, from limits or an exact p-value")
    func published() throws {
        let ratio =
            "study_id=Par2021 arm_id=MSC comparator_arm_id=PBO statistic=ratio_ci effect=0.5 effect_measure=HazardRatio"
        let limits = try Data.contrasts(["\(ratio) ci_low=0.25 ci_high=1 ci_level=95"], measure: "HR")
        #expect(isClose(limits.contrasts[0].effect.estimate, log(0.5)))
        #expect(isClose(limits.contrasts[0].effect.standardError, log(4) / (2 * 1.959963984540054)))
        let p = try Data.contrasts(["\(ratio) p_value=0.05"], measure: "HR")
        #expect(isClose(p.contrasts[0].effect.standardError, log(2) / 1.959963984540054))
        let d = try Data.contrasts(
            [
                "study_id=Par2021 arm_id=MSC comparator_arm_id=PBO statistic=difference_ci effect=0.4 effect_measure=Cohen_d ci_low=0 ci_high=0.8 ci_level=95"
            ], measure: "SMD")
        #expect(isClose(d.contrasts[0].effect.estimate, 0.4))
        let groups = try Data.contrasts(
            ["study_id=Par2021 arm_id=MSC statistic=events n=10 events=2"], measure: "HR")
        #expect(groups.excluded.map(\.reason) == ["A hazard ratio is not read from single groups."])
    }
}
