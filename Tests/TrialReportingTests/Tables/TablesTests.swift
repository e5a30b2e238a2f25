import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

@Suite struct NumberFormatTests {
    private let format = NumberFormat.british

    @Test(
        "ordinary numbers have two decimals, small ones two digits, huge ones a power of ten",
        arguments: [
            (0.94, "0.94"), (-0.5, "−0.50"), (-0.0001, "−0.00010"), (0, "0.00"), (-0.0, "0.00"), (0.0045, "0.0045"),
            (12.345, "12.35"), (123.45, "123.5"), (12330, "12,330"), (3.8e-5, "3.8 × 10⁻⁵"), (-2.5e7, "−2.5 × 10⁷"),
            (9.99e9, "1.0 × 10¹⁰"), (.infinity, "∞"), (-.infinity, "−∞"), (.nan, "not estimable"),
        ])
    func numbers(_ value: Double, _ text: String) { #expect(format.number(value) == text) }

    @Test(
        "p-values",
        arguments: [(0.0004, "p < 0.001"), (0.0344, "p = 0.034"), (0.2345, "p = 0.23"), (0.999, "p > 0.99")])
    func pValues(_ value: Double, _ text: String) { #expect(format.pValue(value) == text) }

    @Test("a rounded negative zero has no sign")
    func negativeZero() { #expect(format.fixed(-0.001, decimals: 2) == "0.00") }

    @Test("percentages, counts, levels and variances")
    func others() {
        #expect(format.percentage(ofProportion: 0.321) == "32.1%")
        #expect(format.count(15.5) == "15.5")
        #expect(format.count(1234) == "1,234")
        #expect(format.level(0.95) == "95%")
        #expect(format.level(0.975) == "97.5%")
        #expect(format.tauSquared(0) == "0")
        #expect(format.tauSquared(0.0234) == "0.023")
        #expect(format.tauSquared(1e-9) == "< 0.0001")
    }

    @Test(
        "exact numbers read back as the same double",
        arguments: [0.1, 1.0 / 3, -2, 1e300, 2.2250738585072014e-308, 123456])
    func exact(_ value: Double) { #expect(Double(NumberFormat.exact(value)) == value) }
}

@Suite struct TablesTests {
    @Test("a spreadsheet formula stays text", arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u{FEFF}=1"])
    func formulas(_ text: String) {
        let csv = CSVTable(header: ["a"], rows: [[.text(text)]]).text
        let field = csv.split(separator: "\n")[1]
        #expect(field.hasPrefix("'") || field.hasPrefix("\"'"))
    }

    @Test("numbers keep every digit and their sign; quotes and commas are quoted")
    func cells() {
        let table = CSVTable(
            header: ["a", "b", "c", "d"], rows: [[.number(-1.0 / 3), .integer(-2), .text("x, \"y\""), .empty]])
        #expect(table.text == "a,b,c,d\n-0.3333333333333333,-2,\"x, \"\"y\"\"\",\n")
    }

    @Test("a quote with a combining mark is doubled too")
    func combiningQuote() {
        #expect(CSVTable(header: ["a"], rows: [[.text("x\"\u{301},y")]]).text == "a\n\"x\"\"\u{301},y\"\n")
    }

    @Test("every study, exclusion and source has its line in the CSV tables")
    func resultTables() {
        var builder = ResultBuilder()
        builder.excluded = [ExcludedRow(study: "X", place: "outcomes.csv:9", code: "overlap", reason: "Overlaps Y.")]
        builder.beside = 1
        let analysis = builder.analysis()
        let tables = ResultTables(builder.document([analysis]))
        #expect(tables.summary.rows.count == 1)
        #expect(tables.studies(analysis).rows.count == 8)
        #expect(tables.excluded.text.contains("outcomes.csv:9,overlap,Overlaps Y."))
        #expect(tables.sources.rows.count == 8)
        #expect(tables.published.text.contains("Zhou2019"))
    }

    @Test("the summary has the pooled effect, prediction interval, τ² and I² of each analysis")
    func summary() throws {
        let analysis = ResultBuilder().analysis()
        let row = try #require(SummaryTable(ResultBuilder().document()).table.rows.first)
        let pooled = try #require(analysis.pooled)
        let display = MeasureDisplay(analysis.question.measure)
        #expect(row.contains(display.effect(pooled.natural)))
        let prediction = try #require(pooled.naturalPrediction)
        #expect(row.contains(display.limits(prediction.lower, prediction.upper)))
        #expect(row.contains(NumberFormat.british.tauSquared(pooled.fit.heterogeneity.tau2)))
        #expect(row.contains(NumberFormat.british.percent(pooled.fit.heterogeneity.iSquared)))
    }

    @Test("an analysis without a pooled effect says so")
    func nothingPooled() throws {
        let row = try #require(SummaryTable(ResultBuilder(rows: 0).document()).table.rows.first)
        #expect(row.contains("nothing pooled"))
    }
}
