import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// The figures that the laws below are checked on.
struct ForestCase: Sendable, CustomTestStringConvertible {
    let name: String
    let analysis: AnalysisRecord
    var testDescription: String { name }

    init(_ name: String, _ change: (inout ResultBuilder) -> Void) {
        var builder = ResultBuilder()
        change(&builder)
        self.name = name
        analysis = builder.analysis()
    }

    static let all: [ForestCase] =
        [1, 2, 3, 30, 300].map { k in ForestCase("k-\(k)") { $0.rows = k } } + [
            ForestCase("long") {
                $0.label = { LongLabels.all[$0 % LongLabels.all.count] }
                $0.title = LongLabels.all.joined(separator: " · ")
                $0.groupLabels = ["Mesenchymal stem cells, intrathecal", "Sham puncture with saline and sedation"]
                $0.groups = [(LongLabels.all[0], [0, 1]), (LongLabels.all[2], [2, 3, 4])]
                $0.favours = ["favours mesenchymal stem cells given by any route", LongLabels.all[1]]
            },
            ForestCase("scripts") {
                $0.rows = ScriptLabels.all.count
                $0.label = { ScriptLabels.all[$0] }
                $0.title = ScriptLabels.all.joined(separator: " ")
                $0.groupLabels = [ScriptLabels.all[0], ScriptLabels.all[1]]
                $0.groups = [(ScriptLabels.all[2], [0, 1]), (ScriptLabels.all[3], [2, 3])]
                $0.favours = [ScriptLabels.all[1], ScriptLabels.all[4]]
            },
            ForestCase("one-row-subgroups") {
                $0.groups = [("RRMS", [0]), ("SPMS", [1]), ("PPMS", [2])]
                $0.measure = ResultBuilder.meanDifference
                $0.excluded = [ExcludedRow(study: "X", code: "overlap", reason: "Overlaps.")]
            },
            ForestCase("proportions-beside") {
                $0.measure = ResultBuilder.logit
                $0.groupLabels = ["MSC"]
                $0.groups = [("relapsing", [0, 1]), ("progressive", [2, 3])]
                $0.beside = 1
            },
            ForestCase("wide-intervals") {
                $0.variance = { $0 == 1 ? 25 : 0.1 }
                $0.rows = 4
            },
            ForestCase("hostile") {
                $0.label = { HostileText.all[$0 % HostileText.all.count] }
                $0.rows = HostileText.all.count
                $0.title = HostileText.joined
                $0.id = HostileText.joined
                $0.groups = [(HostileText.joined, [0, 1])]
                $0.favours = [HostileText.joined, HostileText.joined]
            },
        ]
}

/// Long names in scripts that run from the right, that stack their letters, or that have no spaces.
enum ScriptLabels {
    static let all = [
        "बहुकाठिन्य में मेसेन्काइमल स्टेम कोशिकाओं का यादृच्छिक नियंत्रित परीक्षण, दीर्घकालिक अनुवर्तन २०२१",
        "תאי גזע מזנכימליים בטרשת נפוצה: ניסוי אקראי מבוקר כפול סמיות, מעקב ארוך טווח (Petrou) 2020",
        "การศึกษาแบบสุ่มของเซลล์ต้นกำเนิดมีเซนไคม์ในโรคปลอกประสาทเสื่อมแข็งหลายศูนย์พร้อมการติดตามระยะยาว",
        "多発性硬化症に対する間葉系幹細胞治療の無作為化二重盲検プラセボ対照多施設共同試験と長期追跡調査",
        String(
            repeating: "Z\u{335}\u{301}\u{323}a\u{308}\u{330}l\u{30a}\u{326}g\u{302}\u{32d}o\u{303}\u{331} ", count: 12),
        "دراسة Petrou 2020 ‏(MSC-NP)‏ مقارنة بالعلاج الوهمي: نتائج السلامة والفعالية بعد ١٢ شهرًا",
    ]
}

@Suite struct ForestPlotTests {
    @Test("no two texts overlap and none leaves the figure", arguments: ForestCase.all)
    func textsStandApart(_ forest: ForestCase) throws {
        let scene = try #require(ForestPlot().scene(for: forest.analysis, style: JournalStyle()))
        TextLaw.check(scene, style: JournalStyle())
    }

    @Test("the SVG is well-formed, whatever the names are", arguments: ForestCase.all)
    func wellFormed(_ forest: ForestCase) throws {
        let svg = try #require(ForestPlot().svg(for: forest.analysis))
        let parsed = try ParsedMarkup(svg)
        #expect(parsed.elements.isSubset(of: ["svg", "title", "desc", "text", "line", "polygon"]))
        #expect(parsed.attributes.allSatisfy { !$0.hasPrefix("on") })
        #expect(parsed.text.contains("Forest plot"))
    }

    @Test("two drawings are equal", arguments: ForestCase.all)
    func deterministic(_ forest: ForestCase) {
        #expect(ForestPlot().svg(for: forest.analysis) == ForestPlot().svg(for: forest.analysis))
    }

    @Test("every row, the pooled effect and the prediction interval are in the figure as numbers")
    func numbersArePresent() throws {
        let analysis = ResultBuilder().analysis()
        let texts = try #require(ForestPlot().scene(for: analysis, style: JournalStyle())).texts.map(\.content)
        let display = MeasureDisplay(analysis.question.measure)
        for study in analysis.rows {
            #expect(texts.contains(study.label))
            #expect(texts.contains(display.effect(study.natural)))
        }
        let pooled = try #require(analysis.pooled)
        #expect(texts.contains(display.effect(pooled.natural)))
        let prediction = try #require(pooled.naturalPrediction)
        #expect(texts.contains(display.limits(prediction.lower, prediction.upper)))
        #expect(texts.contains("Events/n"))
        #expect(texts.contains { $0.contains("τ²") && $0.contains("I²") && $0.contains("p ") })
        #expect(texts.contains { $0.contains("favours MSC") })
    }

    @Test("an interval beyond the axis ends in an arrow, and the other rows keep their room")
    func arrows() throws {
        let wide = ResultBuilder(rows: 4, variance: { $0 == 1 ? 25 : 0.1 }).analysis()
        let narrow = ResultBuilder(rows: 4, variance: { _ in 0.1 }).analysis()
        #expect(try triangles(wide) >= 2)
        let count = try triangles(narrow)
        #expect(count < (try triangles(wide)))
    }

    @Test("squares have areas proportional to weights")
    func squares() throws {
        let analysis = ResultBuilder().analysis()
        let marks = try #require(ForestPlot().scene(for: analysis, style: JournalStyle())).marks
        let areas = marks.compactMap { mark -> Double? in
            guard case .polygon(let points, .estimate) = mark, points.count == 4 else { return nil }
            return (points[2].x - points[0].x) * (points[2].y - points[0].y)
        }
        let weights = analysis.rows.compactMap(\.weight)
        #expect(areas.count == weights.count)
        let ratios = zip(areas, weights).map { $0 / $1 }
        let largest = try #require(ratios.max()), smallest = try #require(ratios.min())
        #expect(largest - smallest < 1e-9 * largest)
    }

    private func texts(_ analysis: AnalysisRecord, _ style: any FigureStyle) throws -> [String] {
        try #require(ForestPlot().scene(for: analysis, style: style)).texts.map(\.content)
    }

    @Test(
        "every style adds up events and people, and tests the overall effect",
        arguments: StyleRegistry.standard.styles.indices)
    func foot(_ index: Int) throws {
        let texts = try texts(TuberculosisTrials.analysis, StyleRegistry.standard.styles[index])
        let sums = ["191064", "166283", "1065", "1510"]
        let plain = texts.map { $0.filter { $0.isNumber || $0 == "/" } }.flatMap { $0.split(separator: "/") }
        for sum in sums { #expect(plain.contains(Substring(sum)), "\(sum)") }
        #expect(texts.contains { $0.contains("verall effect: ") })
    }

    @Test("a single group has no test of no effect")
    func noTest() throws {
        let analysis = ResultBuilder(measure: ResultBuilder.logit, groupLabels: ["MSC"]).analysis()
        for style in StyleRegistry.standard.styles {
            #expect(try !texts(analysis, style).contains { $0.contains("verall effect: ") })
        }
    }

    @Test("sums that would be too small or count people twice are left out")
    func noSums() throws {
        var analysis = TuberculosisTrials.analysis
        analysis.rows[3].persons = 1000
        #expect(try !texts(analysis, JournalStyle()).contains { $0.contains("191,064") })
    }

    @Test("weights beside a group's diamond say whose they are, and a count stays with its letter")
    func groupWeights() throws {
        let builder = ResultBuilder(groups: [("progressive", [0, 1, 2]), ("relapsing", [3, 4])])
        let grouped = try texts(builder.analysis(), JournalStyle())
        #expect(grouped.contains { $0.contains("those in the overall effect") })
        #expect(try !texts(ResultBuilder().analysis(), JournalStyle()).contains { $0.contains("those in the overall") })
        #expect(grouped.contains("Pooled, progressive (k\u{A0}=\u{A0}3)"))
        #expect(!grouped.contains { $0.hasSuffix("(k") || $0.hasSuffix("=") })
    }

    @Test("an analysis without rows has no figure")
    func nothing() {
        #expect(ForestPlot().svg(for: ResultBuilder(rows: 0).analysis()) == nil)
    }

    @Test("the heading names the way in which the rows were combined and the model that was used")
    func methodInHeading() throws {
        var builder = ResultBuilder()
        func heading() throws -> String {
            try #require(ForestPlot().scene(for: builder.analysis(), style: RevManStyle())).texts.map(\.content)
                .joined(separator: " ")
        }
        #expect(try heading().contains("IV, Random"))
        builder.method.comparison = .mantelHaenszel
        builder.method.model = .common
        #expect(try heading().contains("M-H, Fixed"))
        builder.method.comparison = ComparisonMethod(code: "own", name: "a way of one's own", label: "OWN")
        #expect(try heading().contains("OWN, Fixed"))
    }

    @Test("an unknown figure is an error that names the known ones")
    func unknownFigure() throws {
        #expect(try FigureRegistry.standard.figure("forest").title == "Forest plot")
        let error = #expect(throws: ReportingError.self) { try FigureRegistry.standard.figure("funfair") }
        #expect(error?.message.contains("forest") == true)
    }

    private func triangles(_ analysis: AnalysisRecord) throws -> Int {
        try #require(ForestPlot().scene(for: analysis, style: JournalStyle())).marks.count { mark in
            if case .polygon(let points, .estimate) = mark { points.count == 3 } else { false }
        }
    }
}
