import Foundation
import Testing
import TrialEvidence
import TrialResults
import TrialStatistics
import TrialTestSupport

@testable import TrialAnalysis

/// A network from its plan keys to its answer, on 26 trials of glucose-lowering drugs (Senn 2013) and small ones made here.
struct NetworkKindTests {
    private static let senn = "\(Repository.root)/Tests/Strangers/senn-2013"
    private static let near = Tolerance(relative: 1e-9, floor: 1e-11)

    private static func plan(_ keys: [String: String], _ properties: PropertyCatalogue) throws -> AnalysisPlan {
        var options = PlanOptions(title: "Network", id: "network")
        for (key, value) in [("title", "Network"), ("kind", "network"), ("outcome", "hba1c"), ("measure", "MD")]
        where keys[key] == nil {
            options.set(key, to: value)
        }
        for (key, value) in keys { try options.set(key, yaml: value) }
        return try PlanReader(file: "options", properties: properties).read(options)
    }

    private static func run(
        _ dataset: Dataset, _ keys: [String: String]
    ) throws -> (record: AnalysisRecord, answer: NetworkAnswer) {
        let runner = try PlanRunner(
            try plan(keys, PropertyCatalogue(dataset)), text: "", datasets: ["": LoadedDataset(dataset)], cache: nil)
        let record = try #require(try runner.run().document.analyses.first)
        return (record, try #require(record.answer.value as? NetworkAnswer))
    }

    private static func sennAnswer(
        _ keys: [String: String] = [:], changed: (inout Dataset) -> Void = { _ in }
    ) throws -> (record: AnalysisRecord, answer: NetworkAnswer) {
        var dataset = try LoadedDataset(path: senn).dataset
        changed(&dataset)
        return try run(
            dataset,
            ["nodes": "drug", "groups": "[drug, placebo]", "heterogeneity": "DL"].merging(keys) { $1 })
    }

    private static func problems(_ keys: [String: String]) -> [String] {
        do {
            _ = try sennAnswer(keys)
            return []
        } catch let error as AnalysisError {
            return error.problems
        } catch {
            return ["\(error)"]
        }
    }

    @Test("arms give the league table of netmeta")
    func league() throws {
        let golden = try NetworkTaskTests.golden("netmeta_senn_DL")
        let (record, answer) = try Self.sennAnswer()
        let part = try #require(answer.parts.first)
        let names = golden.expected["trts"].list.compactMap(\.text)
        #expect(answer.parts.count == 1 && Set(part.treatments) == Set(names) && part.reference == "placebo")
        for (word, effects) in [("common", NetworkEffects.common), ("random", .random)] {
            for (i, a) in names.enumerated() {
                for (j, b) in names.enumerated() where i != j {
                    let own = try #require(part.estimate(a, against: b, effects))
                    let theirs = ["TE", "seTE"].map { golden.expected["\($0).\(word)"].list[i].numbers[j] ?? .nan }
                    #expect(
                        Self.near.accepts(own.estimate, theirs[0]) && Self.near.accepts(own.standardError, theirs[1]))
                }
            }
        }
        #expect(Self.near.accepts(part.tau2 ?? .nan, golden.expected["tau2"].number ?? .nan))
        #expect(Self.near.accepts(part.heterogeneity.q, golden.expected["Q"].number ?? .nan))
        #expect(
            Self.near.accepts(part.inconsistency?.between.q ?? .nan, golden.expected["Q.inconsistency"].number ?? .nan))
        #expect(record.rows.count == 28 && record.studies == 26 && record.excluded.isEmpty && record.isAnswered)
        // A trial of three arms counts its people once.
        #expect(record.rows.filter { $0.study == "Willms1999" }.map(\.persons) == [89, 89, 89])
        #expect(record.method.estimator?.code == "DL")
        guard case .test(let test)? = record.headline?.finding else {
            Issue.record("no headline")
            return
        }
        #expect(test.degreesOfFreedom == 9 && test.pValue < 1e-6 && record.headline?.studies == 26)
    }

    @Test("P-scores are those of netmeta; ranks need to know which direction is good")
    func ranks() throws {
        let golden = try NetworkTaskTests.golden("netrank_senn_desirable")
        let (record, answer) = try Self.sennAnswer(["better": "lower", "draws": "2000"])
        let ranking = try #require(answer.parts[0].ranking)
        for (name, score) in zip(
            golden.expected["trts"].list.compactMap(\.text), golden.expected["Pscore.random"].numbers)
        {
            let rank = try #require(ranking.ranks.first { $0.treatment == name })
            #expect(Self.near.accepts(rank.pScore, score ?? .nan))
            // Two thousand draws hit a share within three hundredths.
            #expect(abs(rank.sucra - rank.pScore) < 0.03)
        }
        #expect(ranking.draws == 2000 && record.method.seed == 1)
        #expect(try Self.sennAnswer().answer.parts[0].ranking == nil)
    }

    @Test("other names, another order of studies and arms change nothing")
    func relabelled() throws {
        let (_, plain) = try Self.sennAnswer()
        let (_, turned) = try Self.sennAnswer { dataset in
            dataset.arms.reverse()
            dataset.studies.reverse()
            dataset.outcomes.reverse()
        }
        let (_, renamed) = try Self.sennAnswer { dataset in
            for k in dataset.arms.indices {
                if case .text(let drug) = dataset.arms[k].declared["drug"] {
                    dataset.arms[k].declared["drug"] = .text(String(drug.reversed()) + ", a [drug]")
                }
            }
        }
        for pair in plain.parts[0].pairs {
            let same = try #require(turned.parts[0].estimate(pair.treatment, against: pair.comparator, .random))
            #expect(Self.near.accepts(same.estimate, pair.random.estimate))
            func name(_ drug: String) -> String {
                drug == "placebo" ? drug : String(drug.reversed()) + ", a [drug]"
            }
            let other = try #require(
                renamed.parts[0].estimate(name(pair.treatment), against: name(pair.comparator), .random))
            #expect(Self.near.accepts(other.estimate, pair.random.estimate))
            #expect(Self.near.accepts(other.standardError, pair.random.standardError))
        }
    }

    @Test("joining all drugs gives the pairwise meta-analysis of the combined arms")
    func joined() throws {
        let drugs = [
            "acarbose", "benfluorex", "metformin", "miglitol", "pioglitazone", "rosiglitazone", "sitagliptin",
            "sulfonylurea", "vildagliptin",
        ]
        let names = "{\(drugs.map { "\($0): any drug" }.joined(separator: ", "))}"
        let (record, answer) = try Self.sennAnswer(["names": names])
        let part = try #require(answer.parts.first)
        #expect(part.treatments == ["any drug", "placebo"] && part.studies.count == 19)
        #expect(record.excluded.count == 14 && Set(record.excluded.map(\.code)) == ["same-node"])
        #expect(answer.placements.filter(\.isJoined).map(\.study) == ["Willms1999", "Willms1999"])
        var options = PlanOptions(title: "Pairwise", id: "pairwise")
        for (key, value) in [
            ("title", "Pairwise"), ("outcome", "hba1c"), ("measure", "MD"), ("heterogeneity", "DL"),
            ("interval", "normal"),
        ] {
            options.set(key, to: value)
        }
        let runner = try PlanRunner(
            PlanReader(file: "options").read(options), text: "", datasets: ["": LoadedDataset(path: Self.senn)],
            cache: nil)
        let pooled = try #require(try runner.run().document.analyses.first?.pooled?.fit)
        let own = try #require(part.estimate("any drug", against: "placebo", .random))
        #expect(Self.near.accepts(own.estimate, pooled.pooled.estimate))
        #expect(Self.near.accepts(own.standardError, pooled.pooled.standardError))
        #expect(Self.near.accepts(part.tau2 ?? .nan, pooled.heterogeneity.tau2))
    }

    @Test("a part that no trial connects is named and answered by itself, and a trial that would join the two is too")
    func islands() throws {
        let (record, answer) = try Self.sennAnswer(["leave-out": "[placebo, sulfonylurea]", "better": "lower"])
        #expect(answer.parts.map(\.treatments.count) == [4] || answer.parts.count > 1)
        let codes = Set(record.excluded.map(\.code))
        #expect(codes.isSubset(of: ["left-out-node", "one-arm"]) && codes.count == 2)
        let (split, parts) = try Self.sennAnswer { dataset in
            // Without the trials of metformin, and of pioglitazone with others, rosiglitazone and sulfonylurea stand apart.
            let kept: Set<String> = ["Vongthavaravat2002", "Costa1997", "Kipnes2001"]
            dataset.studies.removeAll { !kept.contains($0.id) }
            dataset.arms.removeAll { !kept.contains($0.studyID) }
            dataset.outcomes.removeAll { !kept.contains($0.studyID) }
        }
        #expect(
            parts.parts.map { Set($0.treatments) } == [
                ["acarbose", "pioglitazone", "placebo"], ["rosiglitazone", "sulfonylurea"],
            ])
        #expect(split.warnings.map(\.code).contains("disconnected-network"))
        let joining = try #require(parts.joining)
        #expect(joining.treatment == "placebo" && joining.standardError == nil)
        #expect(parts.parts.allSatisfy { $0.tau2 == nil })
    }

    @Test("components add up where the data do, and those that trials do not identify are named")
    func components() throws {
        let names = "{metformin: a, rosiglitazone: a + b, acarbose: b, pioglitazone: c + d}"
        let (_, answer) = try Self.sennAnswer(["names": names, "components": "{inactive: placebo}"])
        let model = try #require(answer.components)
        let effects = Dictionary(model.components.map { ($0.name, $0.estimate) }) { first, _ in first }
        #expect(effects["a"] != nil && (effects["c"] ?? nil) == nil && (effects["d"] ?? nil) == nil)
        let (a, b) = (try #require(effects["a"] ?? nil), try #require(effects["b"] ?? nil))
        let both = try #require(model.combinations.first { $0.treatment == "a + b" }?.estimate)
        #expect(Self.near.accepts(both.estimate, a.estimate + b.estimate))
        #expect(try Self.sennAnswer(["components": "false"]).answer.components == nil)
    }

    @Test("what is recorded of confidence, and the order of a funnel, stand in the answer")
    func judged() throws {
        let order =
            "[placebo, sulfonylurea, acarbose, miglitol, benfluorex, metformin, vildagliptin, sitagliptin, pioglitazone, rosiglitazone]"
        let judgements =
            "[{comparison: [metformin, placebo], judged-by: A. Reader, imprecision: no-concerns, confidence: low}]"
        let (_, answer) = try Self.sennAnswer(["funnel-order": order, "confidence-judgements": judgements])
        #expect(answer.parts[0].funnel?.count == 28)
        let judgement = try #require(answer.judgements.first)
        #expect(judgement.concern(.imprecision) == NetworkJudgement.Concern.none && judgement.confidence == .low)
        #expect(judgement.concern(.incoherence) == nil)
    }

    @Test("an answer reads back as it was written")
    func coded() throws {
        let (record, _) = try Self.sennAnswer(["better": "lower", "identify": "drug", "components": "true"])
        let data = try ResultCoding().encodePart(record)
        #expect(try ResultCoding().decodePart(AnalysisRecord.self, from: data) == record)
    }

    @Test("a plan says how many arms it takes, and by which method, before it is run")
    func explained() throws {
        let file = try PlanFile(path: "\(Self.senn)/plan.yaml")
        let questions = try PlanExplanation(file.plan, datasets: file.datasets).questions
        #expect(questions[0].rows?.count == 53 && questions[0].rows?.studies == 26 && questions[0].leftOut.isEmpty)
        #expect(questions[0].sentences.last == "random effects; the generalised method of moments; normal (Wald)")
        #expect(questions[2].rows?.studies == 19)
    }

    @Test("the arms of every stranger make a network, or it is said why not")
    func strangers() throws {
        let folder = "\(Repository.root)/Tests/Strangers"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter {
            FileManager.default.fileExists(atPath: "\(folder)/\($0)/plan.yaml")
        }
        var (answered, refused, empty) = (0, 0, 0)
        for name in names {
            let dataset = try LoadedDataset(path: "\(folder)/\(name)").dataset
            for outcome in Set(dataset.allOutcomes.map(\.outcome)).sorted() {
                for measure in NetworkMeasure.allCases {
                    do {
                        let (record, answer) = try Self.run(dataset, ["outcome": outcome, "measure": measure.rawValue])
                        let studies = Set(answer.parts.flatMap(\.studies))
                        #expect(answer.isAnswered == !answer.parts.isEmpty, "\(name) \(outcome)")
                        #expect(Set(answer.placements.map(\.study)) == studies, "\(name) \(outcome)")
                        #expect(record.rows.allSatisfy { $0.estimate.isFinite && $0.variance > 0 })
                        #expect(answer.isAnswered || !record.warnings.isEmpty)
                        if answer.isAnswered { answered += 1 } else { empty += 1 }
                    } catch is AnalysisError {
                        refused += 1
                    }
                }
            }
        }
        #expect(
            names.count > 8 && answered > 8 && empty > 0, "\(answered) answered, \(empty) empty, \(refused) refused")
    }

    @Test(
        "what cannot be had is refused by name",
        arguments: [
            (["nodes": "[drag]"], "no property 'drag'"), (["nodes": "[year]"], "is a number"),
            (["measure": "CLES"], "its measures are"), (["multi-arm": "combine"], "remove 'multi-arm'"),
            (["measure": "IRR", "dispersion": "2"], "remove 'dispersion'"),
            (["prediction": "normal"], "remove 'prediction'"), (["heterogeneity": "HE"], "no choice 'HE'"),
            (["draws": "3"], "from 100 to 1,000,000"), (["reference": "metfornim"], "did you mean 'metformin'?"),
            (["crossover": "paired"], "takes arms, not pairs"), (["components": "{separator: ab}"], "one character"),
            (["confidence-judgements": "[{comparison: [placebo], judged-by: A}]"], "needs two nodes"),
            (["confidence-judgements": "[{comparison: [placebo, x], judged-by: A}]"], "names the node 'x'"),
            (["funnel-order": "[placebo, placebo]"], "a node twice"),
            (["subgroups": "[drug]"], "unknown key 'subgroups'"),
            (["nodes": "{by: year, cuts: [3, 2]}"], "must ascend"),
        ])
    func refused(keys: [String: String], words: String) {
        let found = Self.problems(keys)
        #expect(found.contains { $0.contains(words) }, "\(found)")
    }
}
