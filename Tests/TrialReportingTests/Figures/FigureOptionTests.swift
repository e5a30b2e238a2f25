import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

@Suite struct FigureOptionTests {
    private func drawn(
        _ figure: any Figure, of analysis: AnalysisRecord = TuberculosisTrials.analysis,
        _ change: (inout FigureOptions) -> Void
    ) throws -> Scene {
        var options = FigureOptions()
        change(&options)
        var record = analysis
        record.figures = [figure.code: options]
        return try #require(figure.drawing(for: FigureInput(record), style: JournalStyle()))
    }

    private static let takers: [(any Figure, FigureControl)] = FigureRegistry.standard.figures.flatMap { figure in
        (FigureControl.ofFigures[figure.code] ?? []).sorted { $0.rawValue < $1.rawValue }.map { (figure, $0) }
    }

    @Test("every figure of an analysis says what it takes")
    func codes() {
        #expect(Set(FigureRegistry.standard.figures.map(\.code)) == Set(FigureControl.ofFigures.keys))
    }

    @Test("what a figure takes changes its drawing, and no text lies on another", arguments: takers.indices)
    func everyControl(_ index: Int) throws {
        let (figure, control) = Self.takers[index]
        let others = [
            "rare-events": ExploredCase.rare.input.analysis,
            "few-studies": ExploredResults.exploring(ResultBuilder().analysis()),
        ]
        let drawing = { (record: AnalysisRecord) in figure.drawing(for: FigureInput(record), style: JournalStyle()) }
        let record = try #require(
            others[figure.code] ?? ([TuberculosisTrials.analysis] + KindFixtures.all).first { drawing($0) != nil })
        var grouped = record
        grouped.rows = record.rows.enumerated().map { index, row in
            var row = row
            row.quantities = ["latitude": Double((index * 7) % 13)]
            return row
        }
        let plain = try #require(figure.drawing(for: FigureInput(grouped), style: JournalStyle()))
        let scene = try drawn(figure, of: grouped) { options in
            options.title = control == .title ? "Another title" : nil
            options.width = control == .width ? 250 : nil
            options.height = control == .height ? 200 : nil
            options.limits = control == .limits ? AxisLimits(0.3, 2) : nil
            options.reference = control == .reference ? 0.7 : nil
            options.order = control == .order ? .weight : nil
            options.columns = control == .columns ? [FigureColumn("events/total", heading: "All events")] : nil
            options.group = control == .group ? "latitude" : nil
            options.line = control == .line ? .egger : nil
        }
        #expect(scene != plain, "\(figure.code) ignores \(control.rawValue)")
        TextLaw.check(scene, style: JournalStyle(), of: "\(figure.code) \(control.rawValue)")
    }

    @Test("rows stand in the order that is asked for")
    func order() throws {
        let labels = Set(TuberculosisTrials.trials.map(\.label))
        func names(_ order: RowOrder) throws -> [String] {
            try drawn(ForestPlot()) { $0.order = order }.texts.map(\.content).filter(labels.contains)
        }
        let rows = TuberculosisTrials.analysis.rows
        #expect(try names(.given) == rows.map(\.label))
        #expect(try names(.year) == RowOrder.year.sorted(rows).map(\.label))
        #expect(try names(.year).first == "Aronson 1948" && names(.year).last == "TPT Madras 1980")
        #expect(try names(.effect) == rows.sorted { $0.estimate < $1.estimate }.map(\.label))
        #expect(try names(.weight) == rows.sorted { ($0.weight ?? 0) > ($1.weight ?? 0) }.map(\.label))
    }

    @Test("numbers of a property are ordered by size, rows without one come last")
    func property() {
        let rows = [10.0, nil, 9, 100].enumerated().map { index, value in
            var row = TuberculosisTrials.analysis.rows[index]
            row.quantities = value.map { ["dose": $0] }
            return row
        }
        #expect(RowOrder.property("dose").sorted(rows).map { $0.quantities?["dose"] } == [9, 10, 100, nil])
    }

    @Test("a further column has its heading and a cell for each row")
    func columns() throws {
        let texts = try drawn(ForestPlot()) {
            $0.columns = [FigureColumn("events/total", heading: "All events"), FigureColumn("nothing")]
        }.texts.map(\.content)
        #expect(texts.contains("All events") && texts.contains("15/262") && texts.contains("Nothing"))
        #expect(texts.count { $0 == "–" } == 13)
    }

    @Test("limits end the axis, and points outside are counted, not drawn")
    func limits() throws {
        let scene = try drawn(FunnelPlot()) { $0.limits = AxisLimits(0.4, 1.2) }
        #expect(scene.texts.contains { $0.content.contains("points lie outside of the chosen limits") })
        let circles = scene.marks.compactMap { mark -> Point? in
            if case .circle(let centre, _, _, _) = mark { centre } else { nil }
        }
        #expect(circles.allSatisfy { $0.x > 0 && $0.x < scene.width })
    }

    @Test("both lines of small studies meet the top at the effect of an infinitely precise study")
    func smallStudies() throws {
        let analysis = PlottedAnalysis(TuberculosisTrials.analysis.view, JournalStyle())
        for line in SmallStudyLine.allCases {
            let curve = try #require(SmallStudyCurve(line, analysis))
            #expect(abs(curve.points(to: 1)[0].0 - curve.top.estimate) < 1e-12)
        }
        let model = try LinearModel(estimates: analysis.rows.map(\.estimate), variances: analysis.rows.map(\.variance))
        let egger = try EggerRegression().evaluate(Funnel(model))
        let curve = try #require(SmallStudyCurve(.egger, analysis))
        let end = curve.points(to: 1)[40].0
        #expect(abs(end - curve.top.estimate - egger.bias) < 1e-12)
    }

    @Test("groups have shapes and a key, and many values share the last")
    func groups() throws {
        let rows = ResultBuilder(rows: 9).analysis().rows
        let groups = try #require(PointGroups(rows, by: "route"))
        #expect(groups.names == ["intrathecal", "intravenous"])
        #expect(groups.ink(rows[0]) != groups.ink(rows[1]))
        #expect(groups.mark(rows[0], at: Point(0, 0), radius: 4) != groups.mark(rows[1], at: Point(0, 0), radius: 4))
        let many = rows.enumerated().map { index, row in
            var row = row
            row.quantities = ["dose": Double(index)]
            return row
        }
        #expect(PointGroups(many, by: "dose")?.names.last == "other")
        #expect(PointGroups(many, by: "dose")?.names.count == 6)
        #expect(PointGroups(rows, by: nil) == nil)
    }

    @Test("options live through a result file, and nothing said writes nothing")
    func coding() throws {
        var options = FigureOptions()
        options.order = .property("dose")
        options.limits = AxisLimits(0.1, 10)
        options.columns = [FigureColumn("dose", heading: "Cells")]
        let data = try JSONEncoder().encode(["forest": options])
        #expect(try JSONDecoder().decode([String: FigureOptions].self, from: data)["forest"] == options)
        #expect(try String(decoding: JSONEncoder().encode(FigureOptions()), as: UTF8.self) == "{}")
    }
}
