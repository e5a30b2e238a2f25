import Testing
import TrialAnalysis
import TrialEvidence
import TrialResults
import TrialStatistics

/// From the cells of a dataset to the rows of a result.
struct WalkOfARowTests {
    private typealias Data = CrossoverDataset

    private func isClose(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool { abs(a - b) <= tolerance }

    /// The answer of a plan with one analysis.
    private func answer(_ rows: [String], measure: String, more: String = "") throws -> AnalysisRecord {
        let text = """
            format: trialpool/plan@1
            title: A plan
            analyses:
              - id: a
                title: An analysis
                outcome: edss
                measure: \(measure)
            \(more)
            """
        let plan = try PlanReader(file: "plan.yaml").read(text + "\n")
        let runner = try PlanRunner(
            plan, text: text, datasets: ["": LoadedDataset(try Data.read(rows))], cache: nil)
        return try #require(try runner.run().document.analyses.first)
    }

    private let events = [
        "study_id=Cross2020 arm_id=MSC statistic=events n=29 events=3",
        "study_id=Par2021 arm_id=MSC statistic=events n=142 events=4",
    ]

    @Test("a contrast keeps what its measure took")
    func summaries() throws {
        let tables = [
            "study_id=Par2021 arm_id=MSC statistic=events n=40 events=20",
            "study_id=Par2021 arm_id=PBO statistic=events n=50 events=10",
        ]
        let binary = try Data.contrasts(tables, measure: "RR").contrasts[0]
        #expect(
            binary.summary?.as(BinaryComparison.self)
                == BinaryComparison(events1: 20, total1: 40, events2: 10, total2: 50))
        #expect(binary.groups.map(\.events) == [20, 10])
        let means = try Data.contrasts(Data.parallel, measure: "CLES").contrasts[0]
        let group = MeanGroup(mean: 7, standardDeviation: 2.38, total: 10)
        let control = MeanGroup(mean: 6.5, standardDeviation: 2.21, total: 10)
        #expect(means.summary?.as(SuperioritySummary.self) == .means(MeanComparison(group, control)))
        let pair = try Data.contrasts(Data.periods("correlation=0.68")).contrasts[0]
        #expect(pair.summary?.as(PairedMeans.self)?.correlation == 0.68)
        #expect(pair.summary?.as(MeanComparison.self) == nil)
    }

    @Test("a variability ratio is read from groups and from pairs alike")
    func variability() throws {
        let set = try Data.contrasts(Data.periods("correlation=0.68") + Data.parallel, measure: "VR")
        #expect(set.contrasts.count == 2, "\(set.excluded)")
        #expect(isClose(set.contrasts[0].effect.estimate, set.contrasts[1].effect.estimate))
        #expect(set.contrasts[0].effect.variance < set.contrasts[1].effect.variance)
    }

    @Test(
        "a row's proportion is that of its own counts, whatever the transformation",
        arguments: ["PFT", "PAS", "PLO", "PR"])
    func ownProportion(measure: String) throws {
        let result = try answer(events, measure: measure, more: "    arms: treatment")
        #expect(result.rows.count == 2, "\(result.excluded)")
        for (row, observed) in zip(result.rows, [3 / 29.0, 4 / 142.0]) {
            #expect(isClose(row.natural.estimate, observed, 1e-11))
            #expect(row.natural.lower <= observed && observed <= row.natural.upper)
        }
        let rows = try #require(result.alternatives?.arrangements.first?.rows)
        #expect(rows.map { $0.natural(result.question.measure.scale) } == result.rows.map(\.natural))
        #expect(result.question.measure.naturalName == "proportion" && result.question.measure.nullValue == nil)
    }

    @Test("the null value comes from the measure", arguments: [("CLES", 0.5), ("AUC", 0.5), ("ROM", 1), ("SMD", 0)])
    func nullValue(measure: String, null: Double) throws {
        let result = try answer(Data.parallel, measure: measure)
        #expect(result.question.measure.nullValue == null)
        #expect(result.question.measure == MeasureReference(try EffectMeasures.standard.named(measure)))
    }

    private func published(_ measure: String, _ cells: String) -> [String] {
        ["Par2021": ("MSC", "PBO"), "Cross2020": ("MSC", "PBO")].sorted { $0.key < $1.key }.map { study, arms in
            "study_id=\(study) arm_id=\(arms.0) comparator_arm_id=\(arms.1) statistic=difference_ci effect=0.4"
                + " effect_measure=\(measure) \(cells)"
        }
    }

    @Test(
        "ready-made standardised differences pool with standard errors or limits",
        arguments: ["SMD", "GEN"], ["se=0.2", "ci_low=0.008007203091989 ci_high=0.791992796908011 ci_level=95"])
    func readyMade(measure: String, cells: String) throws {
        let set = try Data.contrasts(published("SMD", cells), measure: measure)
        #expect(set.contrasts.count == 2, "\(set.excluded)")
        for contrast in set.contrasts {
            #expect(isClose(contrast.effect.estimate, 0.4))
            #expect(isClose(contrast.effect.standardError, 0.2, 1e-9))
        }
        let result = try answer(published("SMD", cells), measure: measure)
        #expect(isClose(try #require(result.pooled).natural.estimate, 0.4))
    }

    @Test("what is printed must be a form of the measure")
    func otherForm() throws {
        let set = try Data.contrasts(published("MeanDifference", "se=0.2"), measure: "SMD")
        #expect(set.contrasts.isEmpty)
        #expect(set.excluded.allSatisfy { $0.reason.contains("MeanDifference") })
        #expect(try Data.contrasts(published("MeanDifference", "se=0.2"), measure: "GEN").contrasts.count == 2)
        #expect(try Data.contrasts(published("SMD", "se=0"), measure: "GEN").contrasts.isEmpty)
    }

    @Test("equal summaries give one key, other ones another")
    func key() throws {
        let coding = ResultCoding()
        func data(_ summary: any StudySummary) throws -> [UInt8] {
            Array(try coding.encodePart(AnyStudySummary(summary)))
        }
        let group = BinaryGroup(events: 1, total: 2)
        #expect(try data(group) == data(BinaryGroup(events: 1, total: 2)))
        #expect(try data(group) != data(BinaryGroup(events: 2, total: 2)))
        #expect(AnyStudySummary(group) != AnyStudySummary(CountGroup(count: 1, time: 2)))
    }
}
