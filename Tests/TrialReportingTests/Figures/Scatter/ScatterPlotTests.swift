import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// What each figure of points says and shows of the BCG trials.
@Suite struct ScatterPlotTests {
    private let analysis = TuberculosisTrials.analysis

    private func scene(_ figure: some Figure, _ analysis: AnalysisRecord) throws -> Scene {
        try #require(figure.scene(for: analysis, style: JournalStyle()))
    }

    private func words(_ scene: Scene) -> String { scene.texts.map(\.content).joined(separator: " ") }

    private func isAbsent(_ figure: some Figure, _ analysis: AnalysisRecord) -> Bool {
        figure.scene(for: analysis, style: JournalStyle()) == nil
    }

    @Test("the radial plot names the studies whose interval does not hold the pooled effect")
    func galbraith() throws {
        let pooled = try #require(analysis.pooled).fit.pooled.estimate
        let outside = analysis.rows.filter {
            abs($0.estimate - pooled) > 1.959963984540054 * $0.variance.squareRoot()
        }
        let description = try scene(GalbraithPlot(), analysis).description
        #expect(outside.count > 3)
        for study in analysis.rows {
            #expect(description.contains(study.label) == outside.contains(study), "\(study.label)")
        }
        #expect(isAbsent(GalbraithPlot(), ResultBuilder().analysis()))
    }

    @Test("the L’Abbé plot counts sides, draws equality and the pooled ratio")
    func labbe() throws {
        let scene = try scene(LabbePlot(), analysis)
        let lower = analysis.rows.count { study in
            let (a, b) = (study.groups[0], study.groups[1])
            return (a.events ?? 0) / (a.total ?? 1) < (b.events ?? 0) / (b.total ?? 1)
        }
        #expect(scene.description.contains("lower with treatment in \(lower),"))
        #expect(words(scene).contains("Equal risks") && words(scene).contains("Pooled risk ratio"))
        #expect(isAbsent(LabbePlot(), ResultBuilder(measure: ResultBuilder.meanDifference).analysis()))
        #expect(isAbsent(LabbePlot(), ResultBuilder(measure: ResultBuilder.logit, groupLabels: ["MSC"]).analysis()))
    }

    @Test("Baujat’s plot names the study that adds most to Q")
    func baujat() throws {
        let scene = try scene(BaujatPlot(), analysis)
        let rows = try #require(analysis.explorations?.baujat?.rows)
        let most = try #require(rows.max { $0.contribution < $1.contribution })
        #expect(scene.description.contains("Most of Q comes from \(analysis.rows[most.study - 1].label)"))
        #expect(scene.description.contains("152.2"), "Cochran's Q of these trials, Viechtbauer 2010")
        #expect(isAbsent(BaujatPlot(), ExploredResults.exploring(ResultBuilder(rows: 2).analysis())))
    }

    @Test("a bubble plot a moderator, each with its slope; missing rows are named")
    func bubble() throws {
        let scene = try scene(BubblePlot(), analysis)
        #expect(words(scene).contains("Distance from the equator") && words(scene).contains("Year of publication"))
        // exp(−0.0291), the published slope by latitude.
        #expect(words(scene).contains("the risk ratio is multiplied by 0.97"))
        let builder = ResultBuilder(rows: 6)
        let missing = ExploredResults.exploring(
            builder.analysis(), moderators: [("dose", "Dose", [1, 2, nil, 4, 5, 6])])
        let note = try words(self.scene(BubblePlot(), missing))
        #expect(note.contains("Without this quantity, and not shown: Study3."))
        #expect(note.contains("fewer than 10"))
        #expect(isAbsent(BubblePlot(), ExploredResults.exploring(builder.analysis())))
    }

    @Test("the drapery has a curve a study and says the pooled interval at several levels")
    func drapery() throws {
        let scene = try scene(DraperyPlot(), analysis)
        let curves = scene.marks.count { if case .path(_, .curve, _, _) = $0 { true } else { false } }
        #expect(curves >= analysis.rows.count)
        #expect(scene.description.contains("At p = 0.50") && scene.description.contains("a new study"))
        #expect(isAbsent(DraperyPlot(), ExploredResults.exploring(ResultBuilder(rows: 1).analysis())))
    }

    @Test("the profile of τ² says where it is highest and what the effect would be elsewhere")
    func tau2Profile() throws {
        let scene = try scene(Tau2ProfilePlot(), analysis)
        #expect(scene.description.contains("highest at τ² = 0.313"), "REML of these trials, Viechtbauer 2010")
        #expect(words(scene).contains("95% profile-likelihood interval"))
        #expect(isAbsent(Tau2ProfilePlot(), ExploredResults.exploring(ResultBuilder(rows: 1).analysis())))
    }
}
