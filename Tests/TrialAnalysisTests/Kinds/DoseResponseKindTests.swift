import Foundation
import Testing
import TrialEvidence
import TrialResults
import TrialStatistics
import TrialTestSupport

@testable import TrialAnalysis

/// A dose–response curve from its plan keys to its answer, on five trials of aripiprazole (Crippa and Orsini 2016).
struct DoseResponseKindTests {
    private static let place = "\(Repository.root)/Tests/Strangers/aripiprazole-doses"
    /// The covariance between trials ends on its bound, which costs digits.
    private static let near = Tolerance(relative: 1e-6, floor: 1e-9)

    private static func run(
        _ keys: [String: String], changed: (inout Dataset) -> Void = { _ in }
    ) throws -> (record: AnalysisRecord, answer: DoseResponseAnswer) {
        var dataset = try LoadedDataset(path: place).dataset
        changed(&dataset)
        var options = PlanOptions(title: "Dose", id: "dose")
        let usual = [
            ("title", "Dose"), ("kind", "dose-response"), ("outcome", "symptoms_change"), ("measure", "MD"),
            ("dose", "daily_dose"),
        ]
        for (key, value) in usual where keys[key] == nil { options.set(key, to: value) }
        for (key, value) in keys where value != "none" { try options.set(key, yaml: value) }
        let plan = try PlanReader(file: "options", properties: PropertyCatalogue(dataset)).read(options)
        let runner = try PlanRunner(plan, text: "", datasets: ["": LoadedDataset(dataset)], cache: nil)
        let record = try #require(try runner.run().document.analyses.first)
        return (record, try #require(record.answer.value as? DoseResponseAnswer))
    }

    private static func problems(_ keys: [String: String]) -> [String] {
        do {
            _ = try run(keys)
            return []
        } catch let error as AnalysisError {
            return error.problems
        } catch {
            return ["\(error)"]
        }
    }

    // Of the parabola of standardised differences the reference's search stops short: `DoseResponseGoldenTests`.
    @Test(
        "arms give the curves of dosresmeta",
        arguments: [
            ("dr_ari_md_linear", "MD", "linear"), ("dr_ari_md_quadratic", "MD", "quadratic"),
            ("dr_ari_smd_linear", "SMD", "linear"),
        ])
    func golden(id: String, measure: String, curve: String) throws {
        let golden = try NetworkTaskTests.golden(id)
        let (record, answer) = try Self.run(["measure": measure, "curve": curve])
        let fit = try #require(answer.fit)
        for (k, row) in fit.coefficients.enumerated() {
            #expect(Self.near.accepts(row.estimate, golden.expected["coef"].numbers[k] ?? .nan))
            #expect(Self.near.accepts(row.standardError, golden.expected["se"].numbers[k] ?? .nan))
        }
        #expect(Self.near.accepts(fit.heterogeneity[0].q, golden.expected["Q"].numbers[0] ?? .nan))
        #expect(answer.trials.count == 5 && answer.independentContrasts == 13 && record.rows.count == 13)
        #expect(fit.nonLinearity == nil || curve == "quadratic")
        #expect(record.headline?.studies == 5 && record.excluded.isEmpty && record.warnings.isEmpty)
    }

    @Test("predictions are 0 at the reference and move with it")
    func predictions() throws {
        let (_, answer) = try Self.run(["curve": "quadratic", "at": "[0, 10, 30]"])
        #expect(answer.predictions.map(\.dose) == [0, 10, 30] && answer.predictions[0].estimate == 0)
        let (_, other) = try Self.run(["curve": "quadratic", "at": "[0, 10, 30]", "reference-dose": "10"])
        #expect(Self.near.accepts(other.predictions[0].estimate, -answer.predictions[1].estimate))
        #expect(
            Self.near.accepts(
                other.predictions[2].estimate, answer.predictions[2].estimate - answer.predictions[1].estimate))
        #expect(answer.line.count > 60 && answer.trials.allSatisfy { $0.own.count > 20 })
    }

    @Test("the order of studies and arms changes nothing; a product of numbers is a dose")
    func laws() throws {
        let (_, plain) = try Self.run(["curve": "spline"])
        let (_, turned) = try Self.run(["curve": "spline"]) { dataset in
            dataset.arms.reverse()
            dataset.studies.reverse()
            dataset.outcomes.reverse()
        }
        let pairs = zip(plain.fit?.coefficients ?? [], turned.fit?.coefficients ?? [])
        #expect(pairs.allSatisfy { Self.near.accepts($0.estimate, $1.estimate) } && plain.fit != nil)
        let (_, doubled) = try Self.run(["dose": "[daily_dose, infusions]"]) { dataset in
            for k in dataset.arms.indices { dataset.arms[k].dose.infusions = NumberRange(2) }
        }
        let (_, single) = try Self.run([:])
        #expect(
            Self.near.accepts(
                2 * (doubled.fit?.coefficients[0].estimate ?? .nan), single.fit?.coefficients[0].estimate ?? .nan))
    }

    @Test("a curve that the trials do not carry is refused with the reason, and the trials are shown all the same")
    func refused() throws {
        let knots = "[1, 2, 3, 5, 8, 10, 12, 15, 18, 20, 22, 24, 25, 26, 28]"
        let (record, answer) = try Self.run(["curve": "spline", "knots": knots])
        #expect(answer.fit == nil && answer.refusal?.code == "over-fitted" && record.isAnswered)
        #expect(record.warnings.map(\.code) == ["over-fitted"] && answer.trials.count == 5)
        // One dose above 0 in each trial: the slope is a difference between trials.
        let (between, _) = try Self.run([:]) { dataset in
            var seen: Set<String> = []
            dataset.outcomes.removeAll { $0.armID != "dose-0" && !seen.insert($0.studyID).inserted }
        }
        #expect(between.warnings.map(\.code).contains("dose-between-trials"))
    }

    @Test("a dose of 0 in both arms, an arm without a dose and one dose only are left out by name")
    func leftOut() throws {
        let (record, answer) = try Self.run([:]) { dataset in
            for k in dataset.arms.indices where dataset.arms[k].studyID == "Trial3" {
                dataset.arms[k].declared["daily_dose"] = .number(0)
            }
            for k in dataset.arms.indices
            where dataset.arms[k].id == "dose-2" && dataset.arms[k].studyID == "Trial1" {
                dataset.arms[k].declared["daily_dose"] = nil
            }
        }
        #expect(answer.trials.count == 4)
        let left = Dictionary(grouping: record.excluded, by: \.code).mapValues { Set($0.map(\.study)) }
        #expect(left == ["same-node": ["Trial3"], "no-dose": ["Trial1"]])
        let (none, empty) = try Self.run([:]) { $0.outcomes.removeAll { $0.armID != "dose-0" } }
        #expect(empty.trials.isEmpty && !none.isAnswered && empty.refusal?.code == "no-trial")
    }

    @Test("an answer reads back as it was written")
    func coded() throws {
        let (record, _) = try Self.run(["curve": "quadratic", "identify": "daily_dose"])
        let data = try ResultCoding().encodePart(record)
        #expect(try ResultCoding().decodePart(AnalysisRecord.self, from: data) == record)
    }

    @Test(
        "what cannot be had is refused by name",
        arguments: [
            (["dose": "none"], "needs 'dose'"), (["dose": "weight"], "no property 'weight'"),
            (["dose": "country"], "is no number"), (["knots": "[1, 2, 3]"], "is for the curve spline"),
            (["curve": "spline", "knots": "[3, 2, 1]"], "ascending"), (["curve": "cubic"], "no choice 'cubic'"),
            (["curve": "fractional-polynomial"], "needs 'powers'"), (["stages": "3"], "must be 1 or 2"),
            (["stages": "1", "heterogeneity": "DL"], "for two stages"), (["measure": "CLES"], "its measures are"),
            (["curve": "emax", "half": "-1"], "above 0"), (["multi-arm": "combine"], "remove it"),
            (["measure": "IRR", "dispersion": "2"], "remove 'dispersion'"),
            (["crossover": "paired"], "takes arms, not pairs"),
        ])
    func mistakes(keys: [String: String], words: String) {
        let found = Self.problems(keys)
        #expect(found.contains { $0.contains(words) }, "\(found)")
    }
}
