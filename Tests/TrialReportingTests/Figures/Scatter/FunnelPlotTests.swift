import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

@Suite struct FunnelPlotTests {
    private let analysis = TuberculosisTrials.analysis

    private func scene(_ analysis: AnalysisRecord) throws -> Scene {
        try #require(FunnelPlot().scene(for: analysis, style: JournalStyle()))
    }

    private func circles(_ scene: Scene, fill: Ink, rim: Ink, radius: Double = 4) -> [Point] {
        scene.marks.compactMap {
            if case .circle(let centre, radius, fill, rim) = $0 { centre } else { nil }
        }
    }

    @Test("points are where effects and standard errors put them")
    func places() throws {
        let points = Array(circles(try scene(analysis), fill: .estimate, rim: .paper).dropFirst(0))
        // The legend has one sample of its own, last.
        #expect(points.count == analysis.rows.count + 1)
        let studies = analysis.rows
        let (a, b, c) = (0, 3, 6)
        let across = (points[b].x - points[a].x) / (studies[b].estimate - studies[a].estimate)
        let down =
            (points[b].y - points[a].y)
            / (studies[b].variance.squareRoot() - studies[a].variance.squareRoot())
        #expect(across > 0 && down > 0)
        #expect(abs(points[c].x - points[a].x - across * (studies[c].estimate - studies[a].estimate)) < 1e-6)
        let error = studies[c].variance.squareRoot() - studies[a].variance.squareRoot()
        #expect(abs(points[c].y - points[a].y - down * error) < 1e-6)
    }

    @Test("trim-and-fill's studies are hollow mirror images")
    func filled() throws {
        let filled = try #require(analysis.explorations?.funnel?.trimAndFill)
        #expect(filled.missing > 0)
        let hollow = circles(try scene(analysis), fill: .paper, rim: .added)
        #expect(hollow.count == filled.missing + 1)
        #expect(try scene(analysis).texts.contains { $0.content == "Added by trim-and-fill" })
    }

    @Test("three shaded regions with a null, none without")
    func contours() throws {
        let inks = Set(try scene(analysis).marks.compactMap { if case .polygon(_, let ink) = $0 { ink } else { nil } })
        #expect(inks.isSuperset(of: [.contourNear, .contourMiddle, .contourFar]))
        let single = ExploredResults.exploring(
            ResultBuilder(measure: ResultBuilder.logit, rows: 6, groupLabels: ["MSC"]).analysis())
        let others = Set(try scene(single).marks.compactMap { if case .polygon(_, let ink) = $0 { ink } else { nil } })
        #expect(others.isDisjoint(with: [.contourNear, .contourMiddle, .contourFar]))
    }

    @Test("fewer than ten studies are warned of in the figure; thirteen are not")
    func warning() throws {
        let few = ExploredResults.exploring(ResultBuilder(rows: 5).analysis())
        #expect(try scene(few).texts.map(\.content).joined(separator: " ").contains("fewer than 10"))
        #expect(try !scene(analysis).texts.map(\.content).joined(separator: " ").contains("fewer than 10"))
        #expect(try scene(analysis).description.contains("Egger p = "))
    }

    @Test("one row, or no explorations, have no funnel")
    func nothing() {
        let one = ExploredResults.exploring(ResultBuilder(rows: 1).analysis())
        #expect(FunnelPlot().scene(for: one, style: JournalStyle()) == nil)
        #expect(FunnelPlot().scene(for: ResultBuilder().analysis(), style: JournalStyle()) == nil)
        #expect(SizeFunnelPlot().scene(for: ResultBuilder().analysis(), style: JournalStyle()) == nil)
    }

    @Test("rows without participants are named by number below the funnel of participants")
    func missingParticipants() throws {
        var analysis = analysis
        analysis.explorations?.funnel?.participants[0] = nil
        let scene = try #require(SizeFunnelPlot().scene(for: analysis, style: JournalStyle()))
        #expect(scene.texts.map(\.content).joined(separator: " ").contains("1 of 13 rows do not have"))
    }
}
