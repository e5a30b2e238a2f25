import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// What holds for every figure of the registry, on analyses of every size and with names of every kind.
///
/// A new figure is covered as soon as it is registered. With `TRIALPOOL_PICTURES=FOLDER` the figures of all cases are
/// written there as PNG.
struct FigureCase: Sendable, CustomTestStringConvertible {
    let name: String
    let analysis: AnalysisRecord
    var testDescription: String { name }

    init(_ name: String, _ change: (inout ResultBuilder) -> Void) {
        var builder = ResultBuilder()
        change(&builder)
        self.name = name
        let analysis = builder.analysis()
        self.analysis = ExploredResults.exploring(
            analysis,
            moderators: [
                ("year", "Year of publication", analysis.rows.map { $0.year.map(Double.init) }),
                (
                    "dose", LongLabels.all[0],
                    analysis.rows.indices.map { $0 % 4 == 3 ? nil : Double(1 + $0 * 7 % 5) }
                ),
            ])
    }

    private init(_ name: String, analysis: AnalysisRecord) {
        self.name = name
        self.analysis = analysis
    }

    static let all: [FigureCase] =
        [1, 2, 3, 5, 30, 300].map { k in FigureCase("k-\(k)") { $0.rows = k } } + [
            FigureCase("bcg", analysis: TuberculosisTrials.analysis),
            FigureCase("network", analysis: NetworkFixtures.network),
            FigureCase("doses", analysis: NetworkFixtures.doses),
            FigureCase("hostile-network", analysis: NetworkFixtures.star("hostile-network", names: HostileText.all)),
            FigureCase("long") {
                $0.rows = 12
                $0.label = { LongLabels.all[$0 % LongLabels.all.count] }
                $0.title = LongLabels.all.joined(separator: " · ")
                $0.groupLabels = ["Mesenchymal stem cells, intrathecal", "Sham puncture with saline and sedation"]
                $0.favours = ["favours mesenchymal stem cells given by any route", LongLabels.all[1]]
            },
            FigureCase("long-300") {
                $0.rows = 300
                $0.label = { "\(LongLabels.all[$0 % LongLabels.all.count]) \($0)" }
            },
            FigureCase("differences") {
                $0.measure = ResultBuilder.meanDifference
                $0.rows = 8
            },
            FigureCase("proportions") {
                $0.measure = ResultBuilder.logit
                $0.groupLabels = ["MSC"]
                $0.rows = 9
            },
            FigureCase("equal-rows") {
                $0.spread = 0
                $0.variance = { _ in 0.1 }
                $0.rows = 20
            },
            FigureCase("wide-interval") {
                $0.variance = { $0 == 1 ? 25 : 0.1 }
                $0.rows = 6
            },
            FigureCase("tiny-variance") {
                $0.variance = { $0 == 1 ? 1e-8 : 0.1 }
                $0.rows = 6
            },
            FigureCase("hostile") {
                $0.label = { HostileText.all[$0 % HostileText.all.count] }
                $0.rows = HostileText.all.count
                $0.title = HostileText.joined
                $0.id = HostileText.joined
                $0.groupLabels = [HostileText.joined, HostileText.joined]
                $0.favours = [HostileText.joined, HostileText.joined]
            },
        ]
}

@Suite struct FigureLaws {
    private static let codes = FigureRegistry.standard.figures.map(\.code)

    private func scenes(_ figure: FigureCase) -> [(code: String, scene: Scene)] {
        FigureRegistry.standard.figures.compactMap { kind in
            kind.scene(for: figure.analysis, style: JournalStyle()).map { (kind.code, $0) }
        }
    }

    @Test("no two texts overlap and none leaves the figure", arguments: FigureCase.all)
    func textsStandApart(_ figure: FigureCase) {
        for (code, scene) in scenes(figure) { TextLaw.check(scene, style: JournalStyle(), of: code) }
    }

    @Test("every mark is at finite places inside the figure", arguments: FigureCase.all)
    func marksAreInside(_ figure: FigureCase) {
        for (code, scene) in scenes(figure) {
            let outside = scene.marks.flatMap(\.places).filter {
                !($0.x >= -0.5 && $0.x <= scene.width + 0.5 && $0.y >= -0.5 && $0.y <= scene.height + 0.5)
            }
            #expect(
                outside.isEmpty,
                "\(code) has \(outside.count) places outside, such as \(String(describing: outside.first))")
        }
    }

    @Test("the SVG is well-formed and inert, whatever the names are", arguments: FigureCase.all)
    func wellFormed(_ figure: FigureCase) throws {
        for kind in FigureRegistry.standard.figures {
            guard let svg = kind.svg(for: figure.analysis) else { continue }
            let parsed = try ParsedMarkup(svg)
            #expect(
                parsed.elements.isSubset(of: ["svg", "title", "desc", "text", "line", "polygon", "polyline", "circle"]))
            #expect(parsed.attributes.allSatisfy { !$0.hasPrefix("on") })
            if let folder = Pictures.folder,
                let scene = kind.scene(for: figure.analysis, style: JournalStyle())
            {
                try Data(FigureRenderer(scale: 1.5).png(scene, style: JournalStyle())).write(
                    to: folder.appending(path: "\(kind.code)-\(figure.name).png"))
            }
        }
    }

    @Test("two drawings are equal", arguments: FigureCase.all)
    func deterministic(_ figure: FigureCase) {
        for kind in FigureRegistry.standard.figures {
            #expect(kind.svg(for: figure.analysis) == kind.svg(for: figure.analysis), "\(kind.code)")
        }
    }

    @Test("every figure has a long description of whole sentences", arguments: FigureCase.all)
    func descriptions(_ figure: FigureCase) {
        for (code, scene) in scenes(figure) {
            #expect(scene.description.count > 60, "\(code)")
            #expect(scene.description.hasSuffix("."), "\(code): \(scene.description.suffix(40))")
            #expect(!scene.description.contains("nan") && !scene.description.contains("Optional"), "\(code)")
            #expect(!scene.title.isEmpty)
        }
    }

    @Test("without rows there is no figure", arguments: codes)
    func nothing(_ code: String) throws {
        let analysis = ResultBuilder(rows: 0).analysis()
        #expect(try FigureRegistry.standard.figure(code).svg(for: analysis) == nil)
    }

    @Test("a planted overlap is found")
    func plantedOverlap() {
        var scene = Scene(width: 200, height: 100, title: "", description: "")
        let font = TextFont(size: 12)
        scene.marks = [
            .text(TextMark("one text", at: Point(20, 50), font: font)),
            .text(TextMark("another", at: Point(40, 55), font: font)),
            .text(TextMark("outside the figure", at: Point(150, 90), font: font)),
        ]
        let problems = TextCollisions(scene, TextMeasurer(family: "DejaVu Sans")).problems
        #expect(problems.count == 2)
        var upright = TextMark("upright", at: Point(30, 80), font: font)
        upright.isUpright = true
        scene.marks = [.text(TextMark("one text", at: Point(20, 50), font: font)), .text(upright)]
        #expect(TextCollisions(scene, TextMeasurer(family: "DejaVu Sans")).problems.count == 1)
    }
}

extension Mark {
    /// The places that a mark names, texts left out: their boxes are checked by themselves.
    var places: [Point] {
        switch self {
        case .line(let from, let to, _, _, _): [from, to]
        case .path(let points, _, _, _): points
        case .polygon(let points, _): points
        case .circle(let centre, _, _, _): [centre]
        case .text: []
        }
    }
}
