import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialAnalysis

/// A multilevel question from its plan keys to its answer, on 56 schools in 11 districts (Konstantopoulos 2011).
struct MultilevelKindTests {
    private static let place = "\(Repository.root)/Tests/Strangers/konstantopoulos-2011"

    private static func plan(_ keys: [String: String]) throws -> AnalysisPlan {
        var options = PlanOptions(title: "Schools", id: "schools")
        for (key, value) in [
            ("title", "Schools"), ("kind", "multilevel"), ("outcome", "achievement"), ("measure", "SMD"),
        ] {
            options.set(key, to: value)
        }
        for (key, value) in keys { try options.set(key, yaml: value) }
        return try PlanReader(file: "options", properties: .builtIn).read(options)
    }

    private static func answer(_ keys: [String: String]) throws -> (record: AnalysisRecord, fit: MultilevelFit) {
        let runner = try PlanRunner(
            try plan(keys), text: "", datasets: ["": try LoadedDataset(path: place)], cache: nil)
        let record = try #require(try runner.run().document.analyses.first)
        let answer = try #require(record.answer.value as? MultilevelAnswer)
        return (record, try #require(answer.fit))
    }

    private static func problems(_ keys: [String: String]) -> [String] {
        do {
            _ = try plan(keys)
            return []
        } catch let error as AnalysisError {
            return error.problems
        } catch {
            return ["\(error)"]
        }
    }

    @Test("districts and schools give the numbers of the paper")
    func schools() throws {
        let (record, fit) = try Self.answer(["interval": "normal"])
        // Konstantopoulos 2011, as R's metafor 5 gives it; the limits from which variances come back cost some digits.
        #expect(abs(fit.pooled.estimate - 0.184713163524627) < 1e-8)
        #expect(abs(fit.pooled.standardError - 0.0845559153222403) < 1e-7)
        #expect(abs(fit.components[0].value - 0.0650619380037211) < 1e-6)
        #expect(abs(fit.components[1].value - 0.032736516981174) < 1e-6)
        #expect(record.rows.count == 56 && record.studies == 11 && record.kind == "multilevel")
        #expect(record.rows.compactMap(\.weight).count == 56)
        #expect(abs(record.rows.compactMap(\.weight).reduce(0, +) - 100) < 1e-9)
        #expect(record.method.estimator?.code == "REML" && record.method.interval?.code == "normal")
        let headline = try #require(record.headline)
        #expect(headline.components.map(\.name) == ["study", "row"])
    }

    @Test("errors of one district that correlate move the variance from between to within; ML is smaller")
    func correlated() throws {
        let (_, plain) = try Self.answer([:])
        let (record, fit) = try Self.answer(["sampling-correlation": "0.6"])
        #expect(fit.components[0].value < plain.components[0].value)
        #expect(fit.pooled.degreesOfFreedom == 10)
        let answer = try #require(record.answer.value as? MultilevelAnswer)
        #expect(answer.dependence.assumedCorrelation == 0.6)
        let (_, plainML) = try Self.answer(["heterogeneity": "ML"])
        #expect(plainML.components[0].value < plain.components[0].value && !plainML.isRestricted)
    }

    @Test("the districts judge the effect as clubSandwich does")
    func robust() throws {
        let (record, _) = try Self.answer(["robust": "CR2"])
        let answer = try #require(record.answer.value as? MultilevelAnswer)
        let robust = try #require(answer.robust)
        #expect(abs(robust.coefficients[0].standardError - 0.0844579953821063) < 1e-6)
        #expect(robust.clusters.count == 11 && answer.naturalRobust != nil)
        #expect(Self.problems(["robust": "HC3"]).count == 1)
        let (plain, _) = try Self.answer([:])
        #expect((plain.answer.value as? MultilevelAnswer)?.robust == nil)
    }

    @Test("kinds of participants that no trial has together are compared across trials only, and it says so")
    func interaction() throws {
        let place = "\(Repository.root)/Tests/Strangers/declared-properties"
        var options = PlanOptions(title: "Funding", id: "funding")
        for (key, value) in [
            ("title", "Funding"), ("kind", "multilevel"), ("outcome", "depression_change"), ("measure", "SMD"),
            ("interaction", "industry_funding"),
        ] {
            options.set(key, to: value)
        }
        try options.set("reference", yaml: #"{industry_funding: "no"}"#)
        let runner = try PlanRunner(
            PlanReader(file: "options").read(options), text: "", datasets: ["": LoadedDataset(path: place)], cache: nil)
        let record = try #require(try runner.run().document.analyses.first)
        let answer = try #require(record.answer.value as? MultilevelAnswer)
        let found = try #require(answer.interaction)
        #expect(found.within.isEmpty && found.reference == "no" && answer.interactionProperty == "industry_funding")
        #expect(found.across.map(\.kind) == ["yes"])
        let trials = Set(record.rows.map(\.study))
        #expect(Set(found.across[0].trials).isSubset(of: trials) && !found.across[0].trials.isEmpty)
        #expect(
            Self.problems(["reference": "{route: oral}"]).contains { $0.contains("not the property of 'interaction'") })
    }

    @Test("one level only is a model of one variance")
    func oneLevel() throws {
        let (_, fit) = try Self.answer(["levels": "[row]", "interval": "normal"])
        // The univariate REML fit of the same rows.
        var options = PlanOptions(title: "Schools", id: "rows")
        for (key, value) in [
            ("title", "Rows"), ("outcome", "achievement"), ("measure", "SMD"), ("interval", "normal"),
        ] {
            options.set(key, to: value)
        }
        let runner = try PlanRunner(
            PlanReader(file: "options").read(options), text: "", datasets: ["": LoadedDataset(path: Self.place)],
            cache: nil)
        let pooled = try #require(try runner.run().document.analyses.first?.pooled?.fit)
        #expect(abs(fit.pooled.estimate - pooled.pooled.estimate) < 1e-8)
        #expect(abs(fit.components[0].value - pooled.heterogeneity.tau2) < 1e-7)
    }

    @Test(
        "what cannot be had is refused by name",
        arguments: [
            (["model": "common"], "multilevel model is one of random effects"),
            (["heterogeneity": "DL"], "no choice 'DL'"),
            (["interval": "hartung-knapp"], "normal, t"), (["prediction": "normal"], "remove 'prediction'"),
            (["interval": "normal", "degrees-of-freedom": "residual"], "set 'interval' to t"),
            (["sampling-correlation": "1.5"], "between -1 and 1"),
            (["levels": "[study, study]"], "names a level twice"),
            (["levels": "[school]"], "no property 'school'"), (["subgroups": "[route]"], "unknown key 'subgroups'"),
        ])
    func refused(keys: [String: String], words: String) {
        let found = Self.problems(keys)
        #expect(found.contains { $0.contains(words) }, "\(found)")
    }

    @Test("arms that share a control stay rows with their covariance")
    func sharedControl() throws {
        let file = try Repository.plan()
        var plan = file.plan
        let shared = try #require(plan.analyses.first { $0.id == "edss-change-6-months" })
        var multilevel = shared
        multilevel.kind = "multilevel"
        multilevel.options = AnyKindOptions(MultilevelOptions())
        plan.analyses = [multilevel]
        let runner = try PlanRunner(plan, text: file.text, datasets: file.datasets, cache: nil)
        let record = try #require(try runner.run().document.analyses.first)
        let answer = try #require(record.answer.value as? MultilevelAnswer)
        #expect(answer.dependence.sharedControls == 1)
        // Two studies: t on one degree of freedom.
        #expect(answer.fit?.pooled.degreesOfFreedom == 1)
        #expect(record.rows.count == 3)
    }

    @Test("one study has no variance between studies: no fit, and a warning says why")
    func oneStudy() throws {
        var options = PlanOptions(title: "One", id: "one")
        for (key, value) in [
            ("title", "One"), ("kind", "multilevel"), ("outcome", "treatment_failure"), ("measure", "RR"),
        ] {
            options.set(key, to: value)
        }
        try options.set("crossover", yaml: "all-periods")
        try options.set("window", yaml: "{from: 5, to: 7}")
        let datasets = try Repository.plan().datasets
        let runner = try PlanRunner(
            PlanReader(file: "options").read(options), text: "", datasets: datasets, cache: nil)
        let record = try #require(try runner.run().document.analyses.first)
        #expect(!record.isAnswered && record.rows.count == 2)
        #expect(record.allWarnings.contains { $0.code == "no-multilevel-fit" && $0.message.contains("one level only") })
    }
}
