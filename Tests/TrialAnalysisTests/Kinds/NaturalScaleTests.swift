import Testing
import TrialAnalysis
import TrialEvidence
import TrialResults
import TrialStatistics

/// What people read of single groups: sizes, bounds, corrections, the one headline.
@Suite struct NaturalScaleTests {
    /// Studies of single groups, and the answer of a plan of one analysis on them.
    private func answer(
        _ groups: [(events: Int, total: Int)], measure: String, more: [String] = []
    ) throws -> AnalysisRecord {
        let studies = groups.indices.map { "S\($0),single-arm\n" }.joined()
        let arms = groups.enumerated().map { "S\($0),A,treatment,\($1.total)\n" }.joined()
        let header = "study_id,arm_id,population,outcome,timepoint_months,statistic,n,events,person_years,confidence\n"
        let rows = groups.enumerated().map {
            "S\($0),A,all,death,6,\(measure.hasPrefix("IR") ? "count_rate" : "events"),\($1.total),\($1.events),\($1.total),primary\n"
        }.joined()
        var files = DatasetFiles([
            "studies.csv": Array("study_id,design\n\(studies)".utf8),
            "arms.csv": Array("study_id,arm_id,role,n\n\(arms)".utf8), "outcomes.csv": Array((header + rows).utf8),
        ])
        files.files[DatasetFiles.descriptor] = DatasetFiles.descriptor(of: Dataset(name: "one"), files: files.files)
        let text =
            ([
                "format: trialpool/plan@1", "title: A plan", "analyses:", "  - id: a", "    title: An analysis",
                "    outcome: death", "    measure: \(measure)", "    arms: treatment",
            ] + more.map { "    \($0)" }).joined(separator: "\n") + "\n"
        let plan = try PlanReader(file: "plan.yaml").read(text)
        let runner = try PlanRunner(
            plan, text: text, datasets: ["": LoadedDataset(try DatasetReader().read(files))], cache: nil)
        return try #require(try runner.run().document.analyses.first)
    }

    private static let uneven = [(0, 12), (2, 15), (40, 900), (3, 25), (9, 400)]

    @Test("everything pooled goes back with one size", arguments: ["PFT", "IRFT"])
    func oneSize(measure: String) throws {
        let record = try answer(
            Self.uneven, measure: measure, more: ["subgroups: [route]", "sensitivity:", "  - {model: common}"])
        let inverse = try #require(record.question.measure.pooledInverse)
        let sizes = Self.uneven.map { Double($0.1) }
        #expect(abs(inverse.size - Double(sizes.count) / sizes.reduce(0) { $0 + 1 / $1 }) < 1e-9)
        let results =
            [try #require(record.pooled)] + record.subgroups.flatMap(\.groups).map(\.pooled)
            + record.sensitivity.compactMap(\.pooled)
        #expect(results.count == 3)
        for result in results {
            let pooled = result.fit.pooled
            let values = [pooled.estimate, pooled.limits.lower, pooled.limits.upper]
            let shown = [result.natural.estimate, result.natural.lower, result.natural.upper]
            #expect(shown == values.map(inverse.natural))
            #expect(result.naturalPrediction == result.fit.prediction?.mapped(inverse.natural))
        }
        // The reading of a large sample is another one.
        #expect(results[0].natural.estimate != record.question.measure.scale.natural(results[0].fit.pooled.estimate))
        let codes = record.warnings.map(\.code)
        #expect(codes.contains("arbitrary-size") && codes.contains("unequal-sizes"))
    }

    @Test("a reading of one study, or of studies of one size, rests on no choice")
    func noChoice() throws {
        let one = try answer([(3, 29)], measure: "PFT")
        #expect(abs(try #require(one.pooled).natural.estimate - 3 / 29.0) < 1e-11)
        #expect(!one.warnings.contains { ["arbitrary-size", "unequal-sizes"].contains($0.code) })
        let even = try answer([(3, 30), (4, 30), (5, 30)], measure: "PFT")
        #expect(even.warnings.contains { $0.code == "arbitrary-size" })
        #expect(!even.warnings.contains { $0.code == "unequal-sizes" })
        let without = try answer([(3, 30), (4, 30)], measure: "PAS")
        #expect(without.question.measure.pooledInverse == nil)
        #expect(!without.warnings.contains { $0.code == "arbitrary-size" })
    }

    private static let codes = ["PR", "PLN", "PLO", "PRZ", "PAS", "PFT", "IR", "IRLN", "IRS", "IRFT"]

    @Test("a number beyond its bounds is said, whatever the measure", arguments: codes)
    func bounds(measure: String) throws {
        for groups in [[(9, 10), (40, 40), (2, 20)], [(0, 9), (1, 8), (0, 30)], [(5, 6), (6, 6)], [(1, 12)]] {
            let record = try answer(groups, measure: measure)
            let pooled = try #require(record.pooled)
            let bounds = record.question.measure.bounds
            var numbers = record.rows.flatMap { [$0.shown.estimate, $0.shown.lower, $0.shown.upper] }
            numbers += [pooled.natural.estimate, pooled.natural.lower, pooled.natural.upper]
            numbers += pooled.naturalPrediction.map { [$0.lower, $0.upper] } ?? []
            let isBeyond = numbers.contains { $0 < bounds.lowerBound - 1e-12 || $0 > bounds.upperBound + 1e-12 }
            let said = record.warnings.first { $0.code == "beyond-bounds" }
            if isBeyond { #expect(said != nil, "\(measure): \(numbers)") }
            let measureKnown = try EffectMeasures.standard.named(measure).descriptor
            if !measureKnown.canLeaveBounds { #expect(said == nil && !isBeyond) }
            for form in said == nil ? [] : measureKnown.boundedForms { #expect(said?.message.contains(form) == true) }
        }
    }

    @Test("a limit beyond the bounds is shown as it is, with the bound")
    func shownAsItIs() throws {
        let record = try answer([(9, 10), (40, 40), (2, 20)], measure: "PR")
        let warning = try #require(record.warnings.first { $0.code == "beyond-bounds" })
        let prediction = try #require(record.pooled?.naturalPrediction)
        let display = record.display
        #expect(warning.message.contains(display.value(prediction.lower)))
        #expect(warning.message.contains("PLO or PAS keep to the bounds"))
    }

    @Test("0 of n reads 0, whatever was added for pooling", arguments: codes)
    func zero(measure: String) throws {
        let record = try answer([(0, 5), (2, 20), (3, 30)], measure: measure)
        #expect(record.rows[0].shown.estimate == 0)
        #expect(record.rows[0].shown.lower == 0 && record.rows[0].shown.upper > 0)
        #expect(abs(record.rows[1].shown.estimate - 0.1) < 1e-11)
        let adds = ["PR", "PLN", "PLO", "PRZ", "IR", "IRLN"].contains(measure)
        #expect((record.rows[0].correction != nil) == adds && record.rows[1].correction == nil)
        #expect(record.rows.correctionNote?.contains("½ was added to the cells of 1 of 3 rows") ?? false == adds)
        #expect(MethodWords(record.method).zeroCells?.contains("of 1 of 3 rows") ?? false == adds)
        let rows = try #require(record.alternatives?.arrangements.first?.rows)
        #expect(rows[0].natural(record.question.measure.scale).estimate == 0)
    }

    @Test("exact limits of a corrected row")
    func exact() throws {
        let record = try answer([(0, 5), (2, 20), (3, 30)], measure: "PLO")
        // 1 − 0.025^(1/5).
        #expect(abs(record.rows[0].shown.upper - 0.521823750104981) < 1e-9)
        #expect(abs(record.rows[0].natural.estimate - 0.5 / 6) < 1e-9)
        #expect(record.rows[0].markedLabel.hasSuffix("†") && record.rows[0].remarks.count == 1)
    }

    @Test("the rule for rare events picks one headline for everything")
    func headline() throws {
        let groups = [(0, 40), (1, 30), (0, 25), (1, 60), (0, 50)]
        let record = try answer(groups, measure: "PLO", more: ["rare-events: true"])
        let chosen = try #require(record.chosen)
        let panel = try #require(record.rareEvents)
        #expect(panel.headline == "exact-proportion" && chosen.choice?.reason == panel.rationale)
        #expect(record.headline == chosen)
        #expect(abs(try #require(chosen.effect).estimate - 2 / 205.0) < 1e-12)
        let words = try #require(record.besideHeadline())
        #expect(words.contains(record.display.effect(try #require(record.pooled).natural)))
        #expect(words.contains(panel.rationale))
        // Without the plan's wish the model leads, and a panel of another quantity never does.
        let plain = try answer(groups, measure: "PLO")
        #expect(plain.chosen == nil && plain.headline?.effect == plain.pooled?.natural)
        let other = try answer(groups, measure: "PLO", more: ["rare-events: true"])
        var changed = other
        var answer = try #require(changed.further.first?.value as? RareEventPanelAnswer)
        answer.measure = MeasureReference(OddsRatio.descriptor)
        changed.further = [Answer(kind: "rare-events", answer)]
        #expect(changed.chosen == nil)
    }
}
