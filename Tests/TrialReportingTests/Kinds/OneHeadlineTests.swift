import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

@Suite("One headline, and words beside numbers")
struct OneHeadlineTests {
    /// Few events in single groups, with the panel that a plan asks for beside the pooled model.
    private static func rare() throws -> AnalysisRecord {
        var builder = ResultBuilder(id: "rare-single", title: "Serious harms", rows: 4)
        builder.measure = ResultBuilder.logit
        builder.groupLabels = ["MSC"]
        builder.events = 0
        var record = builder.analysis()
        let groups = [(0, 20), (1, 21), (0, 22), (0, 23)].map { BinaryGroup(events: $0.0, total: $0.1) }
        let table = try ProportionPanel().table(for: groups)
        record.further = [
            Answer(
                kind: "rare-events",
                RareEventPanelAnswer(panel: table, measure: MeasureReference(LogitProportion.descriptor), rows: 4))
        ]
        return record
    }

    @Test("page and documents lead with the number that the rule picked, the other beside it")
    func everywhere() throws {
        let record = try Self.rare()
        let chosen = try #require(record.headline?.effect)
        #expect(record.chosen != nil)
        let display = record.display
        let pooled = try #require(record.values(PooledAnswer.self).first?.pooled)
        let report = try ToldReport(ResultBuilder().document([record]))
        for form in try [ReportForm.page(report)] + ReportForm.documents(report) {
            #expect(form.contains(display.effect(chosen)), "\(form.name)")
            #expect(form.contains(try #require(record.besideHeadline())), "\(form.name)")
        }
        let told = try #require(report.analyses.first)
        #expect(told.brief.contains(display.value(chosen.estimate)))
        let summary = SummaryTable(report.document).table.rows[0]
        #expect(summary[3] == display.effect(chosen))
        let source = ForestSource(try #require(PooledAnalysis(record)))
        #expect(source.total?.effect == chosen && source.total?.method != nil)
        #expect(source.summaries.first?.totals.first?.effect == pooled.natural)
    }

    @Test("a prediction interval that is the confidence interval says so")
    func samePrediction() throws {
        let model = PoolingModel(
            heterogeneity: RestrictedMaximumLikelihood(), interval: NormalInterval(),
            prediction: PredictionInterval(.normal))
        let same = try model.fit(LinearModel(estimates: [0.1, 0.11, 0.12], variances: [0.2, 0.2, 0.2]))
        #expect(same.heterogeneity.tau2 == 0)
        #expect(PredictionWords.sameAsInterval(same)?.contains("τ² is 0") == true)
        let spread = try model.fit(LinearModel(estimates: [-2, 0.11, 2], variances: [0.2, 0.2, 0.2]))
        #expect(PredictionWords.sameAsInterval(spread) == nil)
        var builder = ResultBuilder(id: "same", rows: 3)
        builder.spread = 0
        var record = builder.analysis()
        record.answer = Answer(kind: "pairwise", PooledAnswer(PooledResult(same, measure: builder.measure)))
        let told = try ToldReport(builder.document([record]))
        let words = try #require(PredictionWords.sameAsInterval(same))
        for form in try [ReportForm.page(told)] + ReportForm.documents(told) {
            #expect(form.contains(words), "\(form.name)")
        }
    }

    @Test("no p-value of a pooled value whose zero is not no effect", arguments: EffectMeasures.standard.all)
    func testedPanel(measure: AnyEffectMeasure) throws {
        var builder = ResultBuilder(id: "few", rows: 4)
        builder.measure = MeasureReference(measure)
        var record = ExploredResults.exploring(builder.analysis())
        record.further = []
        let scene = FewStudiesPanel().scene(for: try #require(PooledAnalysis(record)), style: JournalStyle())
        let texts = try #require(scene).texts
        #expect(texts.contains { $0.content.contains("P value") } == measure.descriptor.isTestedAtZero)
    }
}
