import Testing
import TrialEvidence
import TrialForensics
import TrialStatistics

/// The rules against numbers worked out by hand or printed in a source.
struct DerivationRulesTests {
    /// A rule, what goes in, and what comes out of it.
    struct Example: Sendable, CustomTestStringConvertible {
        let rule: String
        let inputs: String
        let values: [(name: String, value: Double)]
        let tolerance: Double

        init(_ rule: String, _ inputs: String, _ values: [(String, Double)], within tolerance: Double = 1e-9) {
            self.rule = rule
            self.inputs = inputs
            self.values = values.map { (name: $0.0, value: $0.1) }
            self.tolerance = tolerance
        }

        var testDescription: String { "\(rule)(\(inputs))" }

        /// The inputs as they would stand in a file.
        func read() throws -> DerivationInputs {
            DerivationInputs(try RecordedDerivation.list("sd = \(rule)(\(inputs))")[0].inputs)
        }
    }

    /// Worked by hand: roots of whole numbers, Luo 2018, Wan 2014 and Shi 2020 written out, logarithms of printed limits.
    static let byHand = [
        Example("sd-from-se", "se 0.4; n 25", [("standard deviation", 2)]),
        Example("sd-from-t", "mean 5; mean_comparator 3; t 2; n 8; n_comparator 8", [("standard deviation", 2)]),
        Example("sd-from-range", "min 2; max 25; n 40", [("standard deviation", 5.333071891762392)]),
        Example(
            "moments-from-quartiles", "median 12; q1 8; q3 17; n 40",
            [("mean", 12.354875), ("standard deviation", 6.92036911331479)]),
        Example(
            "moments-from-range", "median 12; min 2; max 25; n 40",
            [("mean", 12.30142552305506), ("standard deviation", 5.333071891762392)]),
        Example(
            "moments-from-five-numbers", "median 12; q1 8; q3 17; min 2; max 25; n 40",
            [("mean", 12.484932320901311), ("standard deviation", 5.952638944746597)]),
        Example(
            "change-sd", "sd_baseline 3; sd_final 4; correlation 0.5",
            [("standard deviation of the change", 3.605551275463989)]),
        Example("correlation-from-sds", "sd 3; sd_comparator 4; sd_difference 5", [("correlation", 0)]),
        Example("paired-sd-from-t", "mean 2; test_statistic 4; n 16", [("standard deviation", 2)]),
        // t with 9 degrees of freedom at 97.5 %, from published tables.
        Example(
            "paired-sd-from-p", "mean 2.2621571628; p_value 0.05; n 10", [("standard deviation", 3.16227766016838)],
            within: 1e-9),
        Example("sd-from-variance", "variance 6.25", [("standard deviation", 2.5)]),
        Example("single-sd-from-paired-sd", "sd_difference 2; correlation 0.5", [("standard deviation", 2)]),
        Example("count-from-percent", "percent 37.5; n 24", [("count", 9)]),
        Example("count-from-percent", "percent 46.0; n 50", [("count", 23)]),
        Example("rounded-percent", "percent 22.0; n 56", [("count", 12)]),
        Example("remaining-count", "whole 32; others 30", [("count", 2)]),
        Example("person-years-from-design", "n 5; years 0.5", [("person-years", 2.5)]),
        Example(
            "rate", "events 6; person_years 2", [("rate", 3), ("standard error of the log rate", 0.408248290463863)]),
        Example("rate", "events 0; person_years 2", [("rate", 0)]),
        Example(
            "log-mean-from-ci", "mean 3.1; ci_low 1.1; ci_high 8.8; ci_level 95",
            [("log mean", 1.1314021114911006), ("standard error", 0.5304795287266005)]),
        Example(
            "log-ratio-from-ci", "effect 0.94; ci_low 0.58; ci_high 1.5",
            [("log ratio", -0.06187540371808753), ("standard error", 0.24240044486654655)]),
        Example("log-ratio-from-p", "effect 1; p_value 0.5", []),
        Example(
            "se-from-ci", "effect 1; ci_low 0; ci_high 2; ci_level 95", [("standard error", 0.5102134569)],
            within: 1e-9),
        Example("se-from-p", "effect 1.9599639845; p_value 0.05", [("standard error", 1)], within: 1e-9),
        // t(14) at 97.5 % is 2.144786687917804.
        Example(
            "se-from-ci", "effect 2; ci_low -0.144786687917804; ci_high 4.144786687917804; n 8; n_comparator 8",
            [("standard error", 1)], within: 1e-9),
        Example(
            "ratio-from-log-rank", "observed_minus_expected 0; variance 4",
            [("ratio", 1), ("standard error", 0.5)]),
        Example("se-from-t", "effect 3; test_statistic -1.5", [("standard error", 2)]),
        // V = 16/4, log ratio = −1.959964 · ½.
        Example(
            "ratio-from-log-rank-p", "p_value 0.05; events 16; favours_arm 1",
            [("standard error", 0.5), ("ratio", 0.3753178574), ("upper limit", 1)], within: 1e-9),
        // exp(0.5), exp(0.5 ± 1.959964 · 0.2).
        Example(
            "ratio-from-log", "log_ratio 0.5; se_log 0.2",
            [("ratio", 1.6487212707), ("lower limit", 1.1140557700), ("upper limit", 2.4399872086)], within: 1e-9),
        Example(
            "limits-from-se", "effect 2; se 1", [("lower limit", 0.040036015), ("upper limit", 3.959963985)],
            within: 1e-8),
    ]

    /// Printed in the Cochrane Handbook 6.4, sections 6.5.2.2 and 6.5.2.3, and 23.2.7 (16.4.6.4 of version 5.1), to the
    /// digits given there.
    static let printed = [
        Example(
            "sd-from-ci", "ci_low 30; ci_high 34.2; n 25; ci_level 95", [("standard deviation", 5.09)], within: 0.005),
        Example(
            "sd-from-p", "mean 3.8; mean_comparator 0; p_value 0.008; n 25; n_comparator 22",
            [("standard deviation", 4.69), ("standard error of the difference", 1.37)], within: 0.02),
        Example(
            "se-from-p", "effect 3.8; p_value 0.008; n 25; n_comparator 22", [("standard error", 1.37)], within: 0.005),
        Example(
            "paired-sd", "sd 2.38; sd_comparator 2.21; correlation 0.68",
            [
                ("standard deviation of the differences", 1.8426)
            ], within: 5e-5),
    ]

    @Test("a rule gives the number of its worked example", arguments: (byHand + printed).filter { !$0.values.isEmpty })
    func examples(example: Example) throws {
        let rule = try #require(DerivationRules.named(example.rule))
        let derived = try rule.checkedDerivation(example.read())
        for (name, value) in example.values {
            let found = try #require(derived[name], "\(derived.values.map(\.name))")
            #expect(abs(found - value) <= example.tolerance, "\(name) is \(found), not \(value)")
        }
        #expect(!derived.formula.isEmpty && !derived.reference.isEmpty && !derived.inputs.isEmpty)
    }

    @Test("every rule has an example, a code of its own, a sentence, and gives what it says it fills")
    func registry() throws {
        let codes = DerivationRules.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        let examples = Self.byHand + Self.printed
        let withoutExample = Set(codes).subtracting(examples.map(\.rule))
        #expect(withoutExample == ["sd-from-difference-ci"], "its example is the next test")
        for rule in DerivationRules.all {
            #expect(rule.summary.hasSuffix("."))
            guard let example = examples.first(where: { $0.rule == rule.code && !$0.values.isEmpty }) else { continue }
            let names = try rule.checkedDerivation(example.read()).values.map(\.name)
            for (_, name) in rule.fills { #expect(names.contains(name), "\(rule.code): \(names)") }
        }
    }

    @Test("the limits of a difference and the t behind them give the same standard deviation")
    func limitsAndT() throws {
        // Two groups of 8: t(14) at 97.5 % is 2.144786687917804; SE 1, so limits 2 ± 2.1448, t = 2, SD = 2.
        let limits = try AppliedDerivation(
            "sd-from-difference-ci",
            DerivationInputs([
                "ci_low": 2 - 2.144786687917804, "ci_high": 2 + 2.144786687917804, "n": 8, "n_comparator": 8,
            ]))
        #expect(abs(limits.derivation.value - 2) < 1e-9)
        #expect(limits.sentence.contains("Caution: the standard deviation is taken as equal in both groups."))
    }

    @Test(
        "inputs that give no number are refused in a sentence",
        arguments: [
            ("count-from-percent", "percent 50; n 1000", "every count from 495 to 505"),
            ("count-from-percent", "percent 22.0; n 56", "no count"), ("sd-from-se", "se -1; n 4", "standardError"),
            ("sd-from-p", "mean 1; mean_comparator 1; p_value 0.5; n 5; n_comparator 5", "equal"),
            ("sd-from-p", "mean 1; mean_comparator 2; p_value <0.05; n 5; n_comparator 5", "a bound gives no number"),
            ("sd-from-ci", "ci_low 3; ci_high 1; n 5", "lower"),
            ("paired-sd-from-t", "mean 0; test_statistic 1; n 9", "0"),
            ("paired-sd-from-p", "mean 1; p_value 0.5; n 1", "at least 2"),
            ("sd-from-variance", "variance -1", "must not be negative"),
            ("single-sd-from-paired-sd", "sd_difference 1; correlation 1", "below 1"),
            ("correlation-from-sds", "sd 1; sd_comparator 1; sd_difference 9", "does not fit"),
            ("log-ratio-from-ci", "effect 3; ci_low 1; ci_high 2", "outside"),
            ("se-from-ci", "effect 1; ci_low 0; ci_high 2; n 8", "both, or neither"),
            ("se-from-p", "effect 1; p_value 0.05; n 1; n_comparator 1", "more than 2 together"),
            ("se-from-ci", "effect 3; ci_low 1; ci_high 2", "outside"), ("sd-from-se", "se 1", "needs the input \"n\""),
            ("sd-from-se", "se 1; n 2; sse 3", "no input \"sse\" (did you mean \"se\"?)"),
            ("person-years-from-design", "n 0; years 1", "above 0"),
            ("remaining-count", "whole 3; others 4", "no more"),
        ])
    func refused(rule: String, inputs: String, words: String) throws {
        let read = try Example(rule, inputs, []).read()
        let found = try #require(DerivationRules.named(rule))
        let error = #expect(throws: DerivationError.self) { try found.checkedDerivation(read) }
        #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")")
    }

    @Test("what is doubtful carries its caution")
    func cautions() throws {
        func warnings(_ rule: String, _ inputs: String) throws -> String {
            let read = try Example(rule, inputs, []).read()
            return try #require(DerivationRules.named(rule)).checkedDerivation(read).warnings.joined(separator: "; ")
        }
        #expect(try warnings("rounded-percent", "percent 46.0; n 50").isEmpty)
        #expect(try warnings("rounded-percent", "percent 22.0; n 56").contains("does not settle the count"))
        #expect(try warnings("moments-from-quartiles", "median 2; q1 1; q3 20; n 40").contains("skewed"))
        #expect(try warnings("moments-from-quartiles", "median 12; q1 8; q3 17; n 40").isEmpty)
        #expect(try warnings("log-ratio-from-ci", "effect 1.4; ci_low 0.58; ci_high 1.5").contains("symmetric"))
        #expect(try warnings("sd-from-ci", "mean 3.1; ci_low 1.1; ci_high 8.8; n 5").contains("another scale"))
        #expect(try warnings("sd-from-ci", "mean 32; ci_low 30; ci_high 34.2; n 25").isEmpty)
        #expect(try warnings("se-from-ci", "effect 1.9; ci_low 0; ci_high 2").contains("symmetric"))
    }
}
