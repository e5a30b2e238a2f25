import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// Studies and people are counted, months are shown, and nothing is said that few studies cannot say.
@Suite struct CountedStudiesTests {
    /// Three rows of two studies; the second study has 48 people in its cycles.
    private static func record(months: [Double?] = [6, 60, nil]) -> AnalysisRecord {
        let builder = ResultBuilder(rows: 3)
        var record = builder.analysis()
        record.rows = record.rows.enumerated().map { index, row in
            var moved = StudyResult(
                study: index == 0 ? "A" : "B", label: row.label, year: row.year, groups: row.groups,
                effect: (row.estimate, row.variance, row.limits), natural: row.natural, weight: row.weight,
                properties: row.properties, sources: row.sources, notes: row.notes)
            moved.months = months[index]
            moved.persons = index == 0 ? nil : 48
            return moved
        }
        var fit = builder.fit([0, 1, 2])
        fit.clusters = 2
        record.pooledAnswer.pooled = PooledResult(fit, scale: builder.measure.scale)
        return record
    }

    @Test("k is studies, with the rows beside, in every table, tile, sentence, figure and file")
    func counts() throws {
        let record = Self.record()
        let told = try ToldReport(ResultBuilder().document([record]))
        for form in try [.page(told)] + ReportForm.documents(told) {
            #expect(form.contains("2 (3 rows)"), "\(form.name)")
            #expect(form.contains("3 rows of 2 studies"), "\(form.name)")
        }
        let svg = try #require(ForestPlot().svg(for: record))
        #expect(svg.contains("Overall (k\u{A0}=\u{A0}2, 3\u{A0}rows)"))
        let files = try TableFolder(ResultBuilder().document([record])).files()
        let lines = String(decoding: try #require(files["summary.csv"]), as: UTF8.self).split(separator: "\n")
        let cells = zip(
            lines[0].split(separator: ","), lines[1].split(separator: ",", omittingEmptySubsequences: false))
        #expect(cells.first { $0.0 == "k" }?.1 == "2")
        #expect(cells.first { $0.0 == "rows" }?.1 == "3")
    }

    @Test("no figure of rows that share studies calls the rows studies")
    func rowsInFigures() throws {
        let input = ExploredCase.bcg.input
        var record = input.analysis
        var fit = try #require(record.pooledAnswer.pooled).fit
        fit.clusters = 11
        record.pooledAnswer.pooled = PooledResult(fit, scale: .log)
        var drawn = 0
        for figure in FigureRegistry.standard.figures {
            guard let scene = figure.scene(for: record, style: JournalStyle()) else { continue }
            drawn += 1
            for text in scene.texts.map(\.content) + [scene.description] {
                for wrong in [
                    "ll studies", "13 studies", "k\u{A0}=\u{A0}13", "Study left", "Study added", "of the studies,",
                ] {
                    #expect(!text.contains(wrong), "\(figure.code): \(text)")
                }
            }
        }
        #expect(drawn > 8)
    }

    @Test("people who are in several groups count once, and never more than the groups hold")
    func people() {
        let record = Self.record()
        #expect(ParticipantCount(record).participants == 40 + 48)
        var few = record
        few.rows[1].persons = 500
        few.rows[2].persons = 500
        #expect(ParticipantCount(few).participants == 40 + 86)
    }

    @Test("months stand in every study table, in the forest plot and in the file, and a mixture is said")
    func months() throws {
        let record = Self.record()
        let told = try ToldReport(ResultBuilder().document([record]))
        let words = "Results after 6 to 60 months are pooled together; 1 row does not state its time."
        for form in try [.page(told)] + ReportForm.documents(told) {
            for text in ["Months", "not stated", words] { #expect(form.contains(text), "\(form.name) lacks '\(text)'") }
        }
        #expect(try #require(ForestPlot().svg(for: record)).contains(">Months<"))
        #expect(!(try #require(ForestPlot().svg(for: Self.record(months: [nil, nil, nil])))).contains(">Months<"))
        let files = try TableFolder(ResultBuilder().document([record])).files()
        let table = String(decoding: try #require(files["studies-worsened.csv"]), as: UTF8.self).split(separator: "\n")
        #expect(table[0].contains(",months,persons,"))
        #expect(table[1].contains(",6,,") && table[2].contains(",60,48,") && table[3].contains(",,48,"))
    }

    @Test("a hopeless interval says that nothing is known, and gives no point estimate")
    func tellsNothing() throws {
        let hopeless = try StatedAnalysis(estimate: 0.59, lower: 0.0002, upper: 1769).analysis()
        #expect(EffectVerdict(hopeless.view) == .tellsNothing(.ratio(10)))
        let text = PooledProse(hopeless.view).plainLanguage
        #expect(text.contains("tell nothing about whether MSC lowers or raises"))
        #expect(!text.contains("0.59") && !text.contains("uncertain"))
        // Wide on one side only is uncertain, not hopeless.
        let wide = try StatedAnalysis(estimate: 0.59, lower: 0.2, upper: 1769).analysis()
        #expect(EffectVerdict(wide.view) == .unsettled(important: []))
        // A difference is held against the groups' standard deviation, 0.72.
        let builder = ResultBuilder(measure: ResultBuilder.meanDifference)
        let difference = try StatedAnalysis(builder: builder, estimate: 0.1, lower: -1.5, upper: 1.5).analysis()
        #expect(EffectVerdict(difference.view) == .tellsNothing(.deviations(2)))
        let narrower = try StatedAnalysis(builder: builder, estimate: 0.1, lower: -1.4, upper: 1.5).analysis()
        #expect(EffectVerdict(narrower.view) == .unsettled(important: []))
    }

    @Test("a difference between groups of one study each is not shown as a finding")
    func groupsOfOneStudy() throws {
        func sentences(_ groups: [(name: String, rows: [Int])]) -> String {
            let record = ResultBuilder(rows: 4, groups: groups).analysis()
            return PooledTables(record.view).subgroupSentences.joined()
        }
        #expect(!sentences([("relapsing", [0]), ("progressive", [1, 2, 3])]).contains("1.44"))
        #expect(sentences([("relapsing", [0]), ("progressive", [1, 2, 3])]).contains("no test is shown"))
        #expect(sentences([("relapsing", [0, 1]), ("progressive", [2, 3])]).contains("1.44"))
        let record = ResultBuilder(rows: 4, groups: [("relapsing", [0]), ("progressive", [1, 2, 3])]).analysis()
        #expect(!(try #require(ForestPlot().svg(for: record))).contains("1.44"))
    }

    @Test("figures that need more studies are not drawn, and the page says why")
    func figures() throws {
        func told(_ rows: Int) throws -> ToldAnalysis {
            try ToldAnalysis(TellingScope(ExploredResults.exploring(ResultBuilder(rows: rows).analysis())))
        }
        func reasons(_ told: ToldAnalysis) -> [String] {
            told.sections.flatMap(\.blocks).compactMap {
                if case .paragraph(let text, _) = $0, text.hasPrefix("Not drawn") { text } else { nil }
            }
        }
        let two = try told(2)
        #expect(!two.figures.contains { $0.code == "funnel" })
        #expect(reasons(two).first?.contains("there are 2 studies: Funnel plot") == true)
        let three = try told(3)
        #expect(three.figures.contains { $0.code == "funnel" })
        #expect(reasons(three).isEmpty)
    }
}
