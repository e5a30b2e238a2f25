import Foundation
import Testing
import TrialAnalysis
import TrialEvidence
import TrialResults
import TrialStatistics

/// Comparisons within the same participants, beside parallel trials.
struct PairedReaderTests {
    private typealias Data = CrossoverDataset

    private func isClose(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool { abs(a - b) <= tolerance }

    @Test("the Cochrane Handbook's crossover trial: correlation 0.68 gives 0.5 with standard error 0.583")
    func handbookCorrelation() throws {
        let set = try Data.contrasts(Data.periods("correlation=0.68"))
        let effect = try #require(set.contrasts.first?.effect)
        #expect(isClose(effect.estimate, 0.5))
        // To the digits that the Handbook prints.
        #expect(isClose(effect.standardError, 0.583, 5e-4))
        #expect(isClose(effect.standardError, 0.5826810448264127))
        #expect(set.warnings.isEmpty)
        #expect(set.contrasts[0].groups.isEmpty, "a pair is no 2 × 2 table and no pair of groups")
        #expect(set.contrasts[0].sources.first?.derivation?.contains("Elbourne") == true)
    }

    @Test("the Handbook's standard deviation of differences, 2, gives standard error 0.632, however it is printed")
    func handbookDifferences() throws {
        let pair = "study_id=Cross2020 arm_id=MSC-P comparator_arm_id=PBO-P n=10 mean=0.5 timepoint_months=12"
        let error = 2 / 10.0.squareRoot()
        // t with 9 degrees of freedom at 97.5 % is 2.262157162740992.
        let half = 2.2621571627409915 * error
        let rows = [
            "statistic=paired_mean_sd sd=2", "statistic=paired_mean_se se=\(error)",
            "statistic=paired_mean_ci ci_low=\(0.5 - half) ci_high=\(0.5 + half) ci_level=95",
            "statistic=paired_mean_t test_statistic=\(0.5 / error)",
        ]
        for row in rows {
            let set = try Data.contrasts(["\(pair) \(row)"])
            let effect = try #require(set.contrasts.first?.effect, "\(row): \(set.excluded)")
            #expect(isClose(effect.estimate, 0.5))
            #expect(isClose(effect.standardError, error, 1e-9), "\(row)")
        }
    }

    @Test("a pair printed the other way round has the other sign")
    func reversed() throws {
        let set = try Data.contrasts([
            "study_id=Cross2020 arm_id=PBO-P comparator_arm_id=MSC-P n=10 mean=-0.5 sd=2 statistic=paired_mean_sd"
        ])
        #expect(try isClose(#require(set.contrasts.first).effect.estimate, 0.5))
        let table = try Data.contrasts(
            [
                "study_id=Cross2020 arm_id=PBO-P comparator_arm_id=MSC-P statistic=paired_table both=20 first_only=5 second_only=15 neither=10"
            ], measure: "OR")
        #expect(try isClose(#require(table.contrasts.first).effect.estimate, 0.8472978603872034))
    }

    @Test("without a correlation the first period is used, and the pairs say what they lack")
    func noCorrelation() throws {
        let set = try Data.contrasts(Data.periods() + Data.firstPeriod)
        #expect(set.contrasts.map(\.effect.estimate) == [1])
        #expect(set.excluded.map(\.code) == ["paired-periods", "paired-periods"])
        #expect(set.excluded.allSatisfy { $0.reason.contains("'correlation' in the plan") })
    }

    @Test("an assumed correlation is noted and warned of; the first period gives way")
    func assumed() throws {
        let set = try Data.contrasts(Data.periods() + Data.firstPeriod) { $0.correlation = 0.5 }
        let own = (2.38 * 2.38 + 2.21 * 2.21 - 2.38 * 2.21) / 10
        #expect(try isClose(#require(set.contrasts.first).effect.variance, own))
        #expect(set.excluded.map(\.code) == ["pairs-used", "pairs-used"])
        #expect(set.warnings.map(\.code) == ["assumed-correlation"])
        #expect(set.contrasts[0].notes.contains { $0.contains("0.5 assumed by the plan") })
        let printed = try Data.contrasts(Data.periods("correlation=0.68")) { $0.correlation = 0.1 }
        #expect(isClose(printed.contrasts[0].effect.standardError, 0.5826810448264127), "the printed one goes first")
    }

    @Test("other rules leave pairs out by name", arguments: [CrossoverRule.firstPeriod, .allPeriods])
    func otherRules(rule: CrossoverRule) throws {
        let pair =
            "study_id=Par2021 arm_id=MSC comparator_arm_id=PBO n=10 mean=0.5 sd=2 statistic=paired_mean_sd"
        let set = try Data.contrasts(Data.periods("correlation=0.68") + Data.firstPeriod + [pair]) {
            $0.crossover = rule
        }
        #expect(set.contrasts.map(\.effect.estimate) == [1])
        #expect(set.excluded.map(\.code) == ["paired-periods", "paired-periods", "paired-periods"])
    }

    @Test(
        "with correlation 0 a pair weighs as two groups of its size, whatever the measure",
        arguments: ["MD", "SMD", "ROM"])
    func lawOfMeans(measure: String) throws {
        let set = try Data.contrasts(Data.periods("correlation=0") + Data.parallel, measure: measure)
        #expect(set.contrasts.map(\.study) == ["Cross2020", "Par2021"])
        // The bias of ROM's variance and SMD's correction are the same formulas in n, so only rounding differs.
        #expect(isClose(set.contrasts[0].effect.estimate, set.contrasts[1].effect.estimate, 1e-9))
        #expect(isClose(set.contrasts[0].effect.variance, set.contrasts[1].effect.variance, 1e-9))
    }

    @Test("with uncorrelated outcomes a paired table weighs as two groups of its size", arguments: ["RR", "OR", "RD"])
    func lawOfTables(measure: String) throws {
        // Margins 20 and 10 of 40 without correlation: 5, 15, 5, 15.
        let rows = [
            "study_id=Cross2020 arm_id=MSC-P comparator_arm_id=PBO-P statistic=paired_table both=5 first_only=15 second_only=5 neither=15",
            "study_id=Par2021 arm_id=MSC statistic=events n=40 events=20",
            "study_id=Par2021 arm_id=PBO statistic=events n=40 events=10",
        ]
        let set = try Data.contrasts(rows, measure: measure)
        #expect(set.contrasts.count == 2, "\(set.excluded)")
        #expect(isClose(set.contrasts[0].effect.estimate, set.contrasts[1].effect.estimate))
        #expect(isClose(set.contrasts[0].effect.variance, set.contrasts[1].effect.variance))
    }

    @Test("the more the periods correlate, the narrower the interval")
    func monotone() throws {
        let variances = try [-0.5, 0, 0.3, 0.5, 0.7, 0.9].map { r in
            try Data.contrasts(Data.periods()) { $0.correlation = r }.contrasts[0].effect.variance
        }
        #expect(variances == variances.sorted(by: >))
    }

    @Test(
        "the marginal odds ratio of a paired table is Becker and Balagtas's, the conditional one has a code of its own")
    func oddsRatios() throws {
        let row =
            "study_id=Cross2020 arm_id=MSC-P comparator_arm_id=PBO-P statistic=paired_table both=20 first_only=15 second_only=5 neither=10"
        let marginal = try Data.contrasts([row], measure: "OR").contrasts[0].effect
        // logit 0.7 − logit 0.5; (1/0.21 + 1/0.25 − 2 · 0.05/(0.21 · 0.25))/50.
        #expect(isClose(marginal.estimate, 0.8472978603872034))
        #expect(isClose(marginal.variance, 0.13714285714285715))
        let conditional = try Data.contrasts([row], measure: "MPORC").contrasts[0].effect
        #expect(isClose(conditional.estimate, log(3)))
        #expect(isClose(conditional.variance, 1 / 15.0 + 1 / 5.0))
    }

    @Test("events of both periods with a correlation give the table; without, they are left out")
    func margins() throws {
        let rows = ["MSC-P statistic=events n=40 events=20", "PBO-P statistic=events n=40 events=10"].map {
            "study_id=Cross2020 arm_id=\($0)"
        }
        let set = try Data.contrasts(rows, measure: "RD") { $0.correlation = 0 }
        #expect(isClose(set.contrasts[0].effect.estimate, 0.25))
        #expect(isClose(set.contrasts[0].effect.variance, (0.25 + 0.1875) / 40))
        #expect(try Data.contrasts(rows, measure: "RD").contrasts.isEmpty)
    }

    @Test("a standardised difference from differences needs the correlation and uses the spread of single measurements")
    func standardised() throws {
        let row =
            "study_id=Cross2020 arm_id=MSC-P comparator_arm_id=PBO-P n=10 mean=0.5 sd=2 statistic=paired_mean_sd"
        #expect(try Data.contrasts([row], measure: "SMD").contrasts.isEmpty)
        let set = try Data.contrasts([row], measure: "SMD") { $0.correlation = 0.5 }
        // s = 2/√(2 · 0.5) = 2; the correction is J with 2 · 9/1.25 = 14.4 degrees of freedom.
        let j = exp(lgamma(7.2) - lgamma(6.7)) / 7.2.squareRoot()
        #expect(isClose(set.contrasts[0].effect.estimate, 0.25 * j, 1e-9))
        #expect(set.warnings.map(\.code) == ["assumed-correlation"])
        let own = try Data.contrasts([row], measure: "SMCC").contrasts[0].effect
        let j9 = exp(lgamma(4.5) - lgamma(4)) / 4.5.squareRoot()
        #expect(isClose(own.estimate, 0.25 * j9, 1e-9), "SMCC divides by the spread of the differences")
    }

    @Test(
        "what cannot be paired says why",
        arguments: [
            (["MSC-P statistic=mean_sd n=10 mean=7 sd=2 correlation=0.5"], "MD", "1 and 0"),
            (
                [
                    "MSC-P statistic=mean_sd n=10 mean=7 sd=2 correlation=0.5",
                    "PBO-P statistic=mean_sd n=9 mean=7 sd=2 correlation=0.5",
                ], "MD", "same number"
            ),
            (
                [
                    "MSC-P statistic=mean_sd n=10 mean=7 sd=2 correlation=0.5",
                    "PBO-P statistic=mean_sd n=10 mean=7 sd=2 correlation=0.6",
                ], "MD", "different within-person correlations"
            ),
            (["MSC-P comparator_arm_id=PBO-P statistic=paired_mean_sd n=10 mean=1 sd=2"], "ROM", "ratio of means"),
            (["MSC-P comparator_arm_id=PBO-P statistic=paired_mean_sd n=10 mean=1 sd=2"], "OR", "another kind"),
            (
                ["MSC-P comparator_arm_id=PBO-P statistic=paired_mean_p n=10 mean=1 p_value=<0.05"], "MD",
                "exact p-value"
            ),
            (
                ["MSC-P statistic=count_rate n=10 events=4", "PBO-P statistic=count_rate n=10 events=7"], "IRR",
                "no paired form"
            ),
        ])
    func impossible(rows: [String], measure: String, words: String) throws {
        let set = try Data.contrasts(rows.map { "study_id=Cross2020 arm_id=\($0)" }, measure: measure)
        #expect(set.contrasts.isEmpty)
        #expect(set.excluded.count == rows.count)
        #expect(set.excluded.contains { $0.reason.contains(words) }, "\(set.excluded.map(\.reason))")
    }

    @Test("a measure of pairs needs the rule of pairs")
    func pairedMeasures() {
        #expect(throws: AnalysisError.self) {
            try Data.contrasts(Data.periods("correlation=0.5"), measure: "MC") { $0.crossover = .firstPeriod }
        }
    }
}
