import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// A panel of a fixture in a style.
struct PanelCase: Sendable, CustomTestStringConvertible {
    let figure: any Figure
    let explored: ExploredCase
    var testDescription: String { "\(figure.code) of \(explored.name)" }

    static let figures: [any Figure] = [
        LeaveOneOutPanel(), CumulativePanel(), InfluencePanel(), FewStudiesPanel(), SubsetCloudFigure(),
        RareEventPanelFigure(),
    ]
    static let all = figures.flatMap { figure in
        (ExploredCase.all + [.rare]).compactMap { explored in
            let case_ = PanelCase(figure: figure, explored: explored)
            return figure.scene(for: explored.input, style: JournalStyle()) == nil ? nil : case_
        }
    }
}

@Suite struct PanelTests {
    @Test("no two texts overlap in any panel and any style", arguments: PanelCase.all)
    func textsStandApart(_ panel: PanelCase) throws {
        for style in StyleRegistry.standard.styles {
            let scene = try #require(panel.figure.scene(for: panel.explored.input, style: style))
            TextLaw.check(scene, style: style)
        }
    }

    @Test("each panel is well-formed, the same each time, and described in sentences", arguments: PanelCase.all)
    func wellFormed(_ panel: PanelCase) throws {
        let svg = try #require(panel.figure.svg(for: panel.explored.input))
        #expect(svg == panel.figure.svg(for: panel.explored.input))
        _ = try ParsedMarkup(svg)
        let scene = try #require(panel.figure.scene(for: panel.explored.input, style: JournalStyle()))
        #expect(scene.description.count > 60 && scene.description.hasSuffix("."))
        #expect(!scene.description.contains("nan") && !scene.description.contains("Optional"))
    }

    @Test("every panel exists for 13 studies, but the one for few studies")
    func whichExist() {
        let codes = PanelCase.all.filter { $0.explored.name == "bcg" }.map(\.figure.code)
        #expect(codes == ["leave-one-out", "cumulative", "influence", "subset-cloud"])
        #expect(PanelCase.all.filter { $0.explored.name == "k-3" }.map(\.figure.code).contains("few-studies"))
        #expect(PanelCase.all.contains { $0.explored.name == "rare" && $0.figure.code == "rare-events" })
    }

    @Test("without explorations there is no panel", arguments: PanelCase.figures.map(\.code))
    func nothing(_ code: String) throws {
        let figure = try FigureRegistry.standard.figure(code)
        #expect(figure.scene(for: ResultBuilder().analysis(), style: JournalStyle()) == nil)
    }

    @Test("leave-one-out shows the engine's refits as natural numbers, the whole as a diamond")
    func leaveOneOut() throws {
        let input = ExploredCase.bcg.input
        let texts = try texts(LeaveOneOutPanel(), .bcg)
        let refits = try #require(input.analysis.explorations?.leaveOneOut)
        for row in refits.rows {
            let refit = try #require(row.refit)
            let effect = NaturalEffect(refit.pooled.estimate, refit.pooled.limits, scale: .log)
            #expect(texts.contains(input.analysis.display.effect(effect)))
        }
        #expect(texts.contains("None, all studies (k\u{A0}=\u{A0}13)"))
    }

    @Test("a study whose omission moves the interval across the null is marked in words and in ink")
    func turned() throws {
        let builder = ResultBuilder(measure: ResultBuilder.meanDifference, rows: 4, variance: { _ in 0.01 })
        let analysis = ExploredResults.exploring(builder.analysis())
        let scene = try #require(LeaveOneOutPanel().scene(for: analysis, style: JournalStyle()))
        let notes = scene.texts.map(\.content).filter { $0.hasPrefix("Without it, the interval") }
        let flags = scene.marks.count { if case .circle(_, _, .flag, _) = $0 { true } else { false } }
        // The estimates are −0.70, −0.38, −0.06 and −0.62: only without the third do the others exclude zero.
        #expect(notes == ["Without it, the interval excludes no effect."])
        #expect(flags == 1)
        #expect(scene.description.contains("moves the interval across the line of no effect: Study 3"))
    }

    @Test("influential studies are flagged by name, and each measure has its column")
    func influence() throws {
        let input = ExploredCase.bcg.input
        let texts = try texts(InfluencePanel(), .bcg)
        let influence = try #require(input.analysis.explorations?.influence)
        #expect(texts.count { $0 == "influential" } == influence.rows.count(where: \.isInfluential))
        for heading in ["DFFITS", "Covariance"] { #expect(texts.contains { $0.contains(heading) }) }
        let scene = try #require(InfluencePanel().scene(for: input, style: JournalStyle()))
        let dots = scene.marks.count { if case .circle = $0 { true } else { false } }
        #expect(dots == 13 * 8)
    }

    @Test("the headline of the intervals is a diamond, all others are points")
    func fewStudies() throws {
        let explored = try #require(ExploredCase.all.first { $0.name == "k-3" })
        let scene = try #require(FewStudiesPanel().scene(for: explored.input, style: JournalStyle()))
        let diamonds = scene.marks.count { if case .polygon(_, .pooled) = $0 { true } else { false } }
        #expect(diamonds == 1)
        #expect(scene.texts.map(\.content).joined(separator: " ").contains("chosen beforehand"))
    }

    @Test("a method for rare events without an answer says why; a difference is not on the axis of ratios")
    func rareEvents() throws {
        let texts = try texts(RareEventPanelFigure(), .rare).joined(separator: " ")
        #expect(texts.contains("so it is not drawn"))
        #expect(texts.contains("headline"))
        let table = try #require(ExploredCase.rare.input.analysis.values(RareEventPanelAnswer.self).first?.panel)
        for row in table.rows { #expect(texts.contains(row.name.dropFirst().prefix(12))) }
    }

    @Test("hexagonal cells keep every point, and count the marked ones")
    func bins() {
        let points = (0..<500).map { (index: Int) -> (place: Point, isMarked: Bool) in
            (Point(Double(index * 37 % 211), Double(index * 53 % 173)), index.isMultiple(of: 3))
        }
        let bins = HexagonalBins(points, step: 10)
        #expect(bins.cells.reduce(0) { $0 + $1.count } == 500)
        #expect(bins.cells.reduce(0) { $0 + $1.marked } == points.count { $0.isMarked })
        // The middle of the nearest hexagon is at most step/√3 away.
        for point in points {
            let nearest = bins.cells.map { hypot($0.centre.x - point.place.x, $0.centre.y - point.place.y) }.min()
            #expect((nearest ?? .infinity) <= 10 / 3.0.squareRoot() + 1e-9)
        }
    }

    @Test("the cloud says how many subsets there are, and is small however many")
    func cloud() throws {
        let scene = try #require(SubsetCloudFigure().scene(for: ExploredCase.bcg.input, style: JournalStyle()))
        #expect(scene.description.contains("All 8,191 subsets"))
        #expect(scene.marks.count < 3000)
        let many = try #require(ExploredCase.all.first { $0.name == "k-30" })
        let sampled = try #require(SubsetCloudFigure().scene(for: many.input, style: JournalStyle()))
        #expect(sampled.description.contains("A seeded sample of 8,192 subsets"))
    }

    private func texts(_ figure: any Figure, _ explored: ExploredCase) throws -> [String] {
        try #require(figure.scene(for: explored.input, style: JournalStyle())).texts.map(\.content)
    }
}
