import Testing
import TrialResults
import TrialStatistics

@testable import TrialAnalysis

/// A whole analysis of one table and one printed odds ratio: what could not be had is in its warnings, by name.
struct MixedEvidenceTests {
    private static let rows = [
        "study_id=Par2021 arm_id=MSC statistic=events n=10 events=3",
        "study_id=Par2021 arm_id=PBO statistic=events n=10 events=5",
        "study_id=Cross2020 arm_id=MSC comparator_arm_id=PBO statistic=ratio_ci effect=0.5 effect_measure=OddsRatio ci_low=0.2 ci_high=1.25 ci_level=95",
    ]

    private static func analysis(_ change: (inout PlanOptions) -> Void) throws -> AnalysisRecord {
        var options = PlanOptions(title: "A plan", id: "a")
        for (key, text) in [("title", "Mixed"), ("outcome", "edss"), ("measure", "OR"), ("profile", "revman-5")] {
            options.set(key, to: text)
        }
        change(&options)
        let dataset = LoadedDataset(try CrossoverDataset.read(rows))
        let runner = try PlanRunner(
            PlanReader(file: "options").read(options), text: options.text, datasets: ["": dataset], cache: nil)
        return try #require(try runner.run().document.analyses.first)
    }

    @Test("a printed ratio under a profile that pools tables, and its panel of rare events")
    func mixed() throws {
        let analysis = try Self.analysis {
            $0.set("model", to: "common")
            try? $0.set("rare-events", yaml: "true")
        }
        let codes = analysis.allWarnings.map(\.code)
        #expect(codes.contains("mixed-comparisons") && codes.contains("rows-without-counts"))
        #expect(MethodWords(analysis.method).sentence == "common effect; normal (Wald) interval")
        #expect(analysis.rareEvents?.rows.isEmpty == false)
        let printed = try #require(analysis.rows.first { $0.groups.isEmpty })
        for code in ["mixed-comparisons", "rows-without-counts"] {
            let warning = try #require(analysis.allWarnings.first { $0.code == code })
            #expect(warning.message.contains(printed.label))
        }
    }

    @Test("without the printed ratio the tables are pooled by Mantel and Haenszel")
    func tables() throws {
        let analysis = try Self.analysis {
            $0.set("model", to: "common")
            try? $0.set("exclude", yaml: "[{study: Cross2020, reason: printed without counts}]")
        }
        #expect(MethodWords(analysis.method).sentence == "Mantel–Haenszel, common effect; normal (Wald) interval")
        #expect(!analysis.allWarnings.contains { $0.code == "mixed-comparisons" })
    }

    @Test("an option without effect is named once, and not where a sensitivity analysis inherits it")
    func ignored() throws {
        let analysis = try Self.analysis {
            $0.set("heterogeneity", to: "PM")
            $0.set("profile", to: "trialpool-1")
            try? $0.set(
                "sensitivity", yaml: "[{name: common, model: common}, {name: both, model: common, prediction: normal}]")
        }
        #expect(!analysis.allWarnings.contains { $0.code == "ignored-option" })
        let ignored = analysis.sensitivity.map { $0.warnings.filter { $0.code == "ignored-option" }.map(\.message) }
        #expect(ignored.map(\.count) == [0, 1])
        #expect(ignored[1].first?.hasPrefix("'prediction' has no effect") == true)
    }

    @Test("words of a record: a given τ², what was chosen, what was added")
    func words() throws {
        var request = MethodRequest()
        request.tau2 = 0.04
        request.level = 0.9
        var record = try request.resolved(by: MethodProfiles.trialPool1).record
        record.zeroCells = ZeroCellUse(rule: ZeroCellRule(add: 0.1, to: .all), rows: 3, cells: 12)
        let words = MethodWords(record)
        #expect(words.sentence.hasPrefix("random effects, τ² given as 0.04; guarded Hartung–Knapp interval"))
        #expect(words.overrides == "level 0.9, tau2 0.04" && words.label == "IV, Random")
        #expect(words.zeroCells == "0.1 was added to 12 cells of 3 rows")
        #expect(MethodWords(MethodRecord(.commonEffect, profile: MethodProfiles.trialPool1)).overrides == nil)
    }
}
