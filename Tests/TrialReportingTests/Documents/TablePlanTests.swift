import Testing
import TrialResults

@testable import TrialReporting

/// No word is broken, whatever a table holds.
@Suite struct TablePlanTests {
    static let space = TableSpace(upright: 495, sideways: 742, gap: 7, sizes: [8, 7.5, 7, 6.5])
    static var measurer: TextMeasurer { TextMeasurer(family: "DejaVu Sans") }

    /// A table of columns with these headings and one row of these texts each.
    static func table(_ headings: [String], _ rows: [[String]]) -> TextTable {
        TextTable(
            caption: "T", columns: headings.enumerated().map { .init($1, $0 == 0 ? .leading : .trailing) }, rows: rows)
    }

    static let headings = [
        "Study", "Treatment: events/transformed", "Control", "Heterogeneity", "Standardised mean difference (95% CI)",
        "Transformed", "Interpretation", "Follow-up", "Weight",
    ]
    static let row = [
        "Petrou 2020 (intrathecal)", "12/124", "13/123", "0.0031", "−0.45 (−0.83 to −0.08)", "0.123456",
        "pooled-cycles, few-studies", "6", "12.4%",
    ]

    static let tables = [
        table(Array(headings.prefix(4)), [Array(row.prefix(4))]), table(headings, [row, row]),
        table(headings + headings, [row + row]), table(headings + headings + headings, [row + row + row]),
        table(["Study", "Note"], [["A", String(repeating: "An unabbreviated justification. ", count: 80)]]),
        table(
            ["Row", "Document"], [["A", "https://pmc.ncbi.nlm.nih.gov/articles/PMC0000000/supplementary-material"]]),
        table([], []), table(["Only"], []),
    ]

    @Test("every part of a text that must stay whole has room in its column", arguments: tables.indices)
    func whole(_ index: Int) {
        let table = Self.tables[index]
        let measurer = Self.measurer
        let plan = TablePlan(table, space: Self.space, measurer: measurer)
        var seen: Set<Int> = []
        for part in plan.parts {
            let total = part.widths.reduce(0, +) + Self.space.gap * Double(max(part.columns.count - 1, 0))
            #expect(total <= (plan.isSideways ? Self.space.sideways : Self.space.upright) + 0.01)
            for (column, width) in zip(part.columns, part.widths) {
                seen.insert(column)
                let texts = [(table.columns[column].heading, true)] + table.rows.map { ($0[column], false) }
                for (text, isBold) in texts {
                    for piece in LineBreaker.pieces(text) {
                        let font = TextFont(size: plan.size, isBold: isBold)
                        #expect(measurer.width(piece.text, font) <= width + 0.01, "\(piece.text)")
                    }
                }
            }
        }
        #expect(seen == Set(table.columns.indices))
    }

    @Test("small tables stay upright in the largest letters, wide ones shrink, turn and are parted in this order")
    func order() {
        let plans = Self.tables.prefix(4).map { TablePlan($0, space: Self.space, measurer: Self.measurer) }
        #expect(plans[0].size == 8 && !plans[0].isSideways && plans[0].parts.count == 1)
        #expect(plans[1].parts.count == 1 && (plans[1].size < 8 || plans[1].isSideways))
        #expect(plans[3].parts.count > 1 && plans[3].parts.allSatisfy { $0.columns.first == 0 })
    }

    @Test("the column with most text gets the room that is left")
    func room() {
        let plan = TablePlan(
            Self.table(["Study", "k", "Note"], [["A", "1", String(repeating: "word ", count: 100)]]),
            space: Self.space, measurer: Self.measurer)
        #expect(plan.parts[0].widths[2] > 0.8 * Self.space.upright)
    }
}

@Suite struct LineBreakerTests {
    private let breaker = LineBreaker(measurer: TablePlanTests.measurer)
    private let font = TextFont(size: 8)

    @Test(
        "parts that no line may break",
        arguments: [
            ("Treatment: n", ["Treatment:", "n"]), ("dose-response", ["dose-", "response"]),
            ("−0.45 (−0.83 to −0.08)", ["−0.45", "(−0.83", "to", "−0.08)"]), ("2026-11-23", ["2026-11-23"]),
            ("12/124", ["12/124"]), ("transformed/untransformed", ["transformed/", "untransformed"]),
            ("k\u{A0}=\u{A0}3", ["k\u{A0}=\u{A0}3"]),
        ])
    func pieces(_ text: String, _ parts: [String]) {
        #expect(LineBreaker.pieces(text).map(\.text) == parts)
    }

    @Test("lines joined again are the text, and none is wider than its limit", arguments: [30.0, 60, 200])
    func lines(_ limit: Double) {
        let text = "A justification of https://example.org/a-long/path?with=many&parts and transformation"
        let lines = breaker.lines(text, font, width: limit)
        #expect(lines.map { $0.text + ($0.endsWithBlank ? " " : "") }.joined() == text)
        for line in lines { #expect(TablePlanTests.measurer.width(line.text, font) <= limit + 0.01) }
        #expect(breaker.lines("", font, width: 10).count == 1)
    }
}

@Suite struct UnbrokenTextTests {
    @Test(
        "values stay with their signs and units",
        arguments: [
            ("Overall (k = 3, 4 rows)", "Overall (k_=_3, 4 rows)"), ("p < 0.001", "p_<_0.001"),
            ("pools 6 to 60 months", "pools 6 to 60_months"), ("4.9 × 10⁻⁵", "4.9_×_10⁻⁵"), ("τ² = 0", "τ²_=_0"),
            ("no = sign here", "no = sign here"), ("5 mg/kg and 1 million cells", "5 mg/kg and 1_million cells"),
            ("x = −0.4.", "x_=_−0.4."), ("", ""), (" ", " "),
        ])
    func joined(_ text: String, _ expected: String) {
        #expect(UnbrokenText.joined(text) == expected.replacing("_", with: "\u{A0}"))
    }

    @Test("no text of a document or of the page can break there")
    func documents() throws {
        let report = try ToldReport(ResultBuilder().document(KindFixtures.all))
        let text = ReportTextBuilder(report, figures: ReportFigures(report)).text()
        let strings = text.blocks.flatMap { block -> [String] in
            switch block {
            case .heading(_, let text), .paragraph(let text): [text]
            case .list(let items): items
            case .table(let table): table.columns.map(\.heading) + table.rows.flatMap(\.self)
            case .figure: []
            }
        }
        // Figures, style and script break no lines.
        let page = try ReportPage(report).html().replacing(
            /<(style|script|svg)[^>]*>[\s\S]*?<\/(style|script|svg)>/, with: "")
        var joined = 0
        for string in strings + page.split(separator: "\n").map(String.init) {
            #expect(!string.contains(/\b(k|df|p|Q|n) [=<] [0-9−]/), "\(string.prefix(200))")
            joined += string.matches(of: /\b(k|df|p|Q|n)\u{A0}[=<]\u{A0}[0-9−]/).count
        }
        #expect(joined > 10)
    }
}

@Suite struct LinkedTextTests {
    @Test("addresses, DOIs and numbers of registries lead somewhere, and nothing else does")
    func runs() {
        let text = "See doi:10.1002/sim.3428, NCT01364246 (ISRCTN12345678) and javascript:alert(1) or NCT1."
        let linked = LinkedText(text)
        #expect(linked.runs.map(\.text).joined() == text)
        #expect(
            linked.runs.compactMap(\.address) == [
                "https://doi.org/10.1002/sim.3428", "https://clinicaltrials.gov/study/NCT01364246",
                "https://www.isrctn.com/ISRCTN12345678",
            ])
        #expect(!LinkedText("10.5 (2.1 to 3.9)").hasLinks && LinkedText("").runs.isEmpty)
    }
}

@Suite struct FigureCutsTests {
    @Test("a tall forest plot is parted between rows, with its headings on every part")
    func slices() throws {
        let record = ResultBuilder(rows: 120).document().analyses[0]
        let scene = try #require(ForestPlot().scene(for: FigureInput(record), style: JournalStyle()))
        let figure = ReportFigure(scene, name: "f", style: JournalStyle())
        let slices = FigureCuts.slices(figure, height: scene.height, first: 500, page: 900)
        #expect(slices.count >= 3)
        #expect(slices.first?.top == 0 && slices.last?.bottom == scene.height)
        for (slice, next) in zip(slices, slices.dropFirst()) {
            #expect(slice.bottom == next.top && next.head > 20 && next.height <= 900)
            // No letter of a name or a number is cut.
            let cut = scene.texts.filter { !$0.isUpright }.filter {
                $0.place.y - 0.7 * $0.font.size < slice.bottom && $0.place.y + 0.2 * $0.font.size > slice.bottom
            }
            #expect(cut.isEmpty, "\(cut.map(\.content))")
        }
    }
}
