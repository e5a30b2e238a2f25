import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

@Suite struct ExplorerBuilderTests {
    /// The data as the page's script reads it.
    private struct Read: Decodable {
        struct Value: Decodable {
            let text: String
            let place: Int?
            init(from decoder: any Decoder) throws {
                var container = try decoder.unkeyedContainer()
                text = try container.decode(String.self)
                place = try container.decode(Int?.self)
            }
        }
        struct Interval: Decodable {
            let code: String
            let estimate: String
            let lower: String
            let upper: String
            let predictionLower: String
            let sentence: String
        }
        struct Row: Decodable {
            let study: Int
            let label: String
            let values: [Int]
        }
        struct Arrangement: Decodable {
            let rows: [Row]
            let tau2: String
            let intervals: [Interval]
        }
        let isComplete: Bool
        let values: [Value]
        let tau2: [String]
        let sentences: [String]
        let arrangements: [Arrangement]
        let null: Int?
        let ticks: [Value]
    }

    private func column(_ text: String) throws -> [Int] {
        let bytes = Array(try #require(Data(base64Encoded: String(text.dropFirst()))))
        let width = text.hasPrefix("w") ? 4 : 2
        return stride(from: 0, to: bytes.count, by: width).map { start in
            (0..<width).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
        }
    }

    private func read(_ analysis: AnalysisRecord) throws -> (data: Read, json: String) {
        var builder = try #require(ExplorerBuilder(analysis.view))
        let json = try builder.json()
        return (try JSONDecoder().decode(Read.self, from: Data(json.utf8)), json)
    }

    static let measures = [ResultBuilder.riskRatio, ResultBuilder.meanDifference, ResultBuilder.logit]

    @Test("every text is the one that tables show of that number", arguments: measures)
    func texts(_ measure: MeasureReference) throws {
        let builder = ResultBuilder(measure: measure, rows: 6)
        let analysis = builder.explorable()
        let display = analysis.display
        let alternatives = try #require(analysis.alternatives)
        let (data, _) = try read(analysis)
        let interval = data.arrangements[0].intervals[0]
        let (estimate, lower) = (try column(interval.estimate), try column(interval.lower))
        let prediction = try column(interval.predictionLower)
        let tau2 = try column(data.arrangements[0].tau2)
        #expect(estimate.count == 63)
        for entry in 0..<63 {
            let fit = builder.fit(alternatives.members(ofEntry: entry))
            #expect(data.values[estimate[entry]].text == display.value(measure.scale.natural(fit.pooled.estimate)))
            #expect(data.values[lower[entry]].text == display.value(measure.scale.natural(fit.pooled.limits.lower)))
            #expect(data.tau2[tau2[entry]] == display.format.tauSquared(fit.heterogeneity.tau2))
            #expect((data.values[prediction[entry]].place == nil) == (fit.prediction == nil))
        }
    }

    @Test("places grow with the values and stay on the axis or just beyond it", arguments: measures)
    func places(_ measure: MeasureReference) throws {
        let analysis = ResultBuilder(measure: measure, rows: 6).explorable()
        let (data, _) = try read(analysis)
        let table = try #require(analysis.alternatives).arrangements[0].intervals[0]
        let columns = data.arrangements[0].intervals[0]
        let found = zip(table.lower + table.upper, try column(columns.lower) + column(columns.upper))
            .filter { !$0.0.isNaN }.sorted { $0.0 < $1.0 }.compactMap { data.values[$0.1].place }
        #expect(found == found.sorted())
        #expect(found.allSatisfy { (-1...1001).contains($0) })
        #expect(data.ticks.count >= 2)
        #expect((data.null == nil) == (measure.nullValue == nil))
    }

    @Test("sentences fit the numbers: side, prediction, one row")
    func sentences() throws {
        let analysis = ResultBuilder(rows: 6).explorable()
        let alternatives = try #require(analysis.alternatives)
        let table = alternatives.arrangements[0].intervals[0]
        let (data, _) = try read(analysis)
        let words = try column(data.arrangements[0].intervals[0].sentence)
        for entry in 0..<alternatives.entries {
            let sentence = data.sentences[words[entry]]
            let includes = table.lower[entry] <= 0 && table.upper[entry] >= 0
            let tellsNothing = table.lower[entry] <= -log(10) && table.upper[entry] >= log(10)
            #expect(sentence.contains("do not settle the direction") == (includes && !tellsNothing))
            #expect(sentence.contains("tell nothing") == tellsNothing)
            #expect(sentence.contains("whole interval lies below 1") == (table.upper[entry] < 0))
            #expect(sentence.contains("nothing to pool") == (alternatives.members(ofEntry: entry).count == 1))
            #expect(sentence.contains(ExplorerSentences.slot("predictionLower")) == !table.predictionLower[entry].isNaN)
        }
        #expect(data.sentences.count < 12)
    }

    @Test("hostile names cannot leave the data")
    func hostile() throws {
        var analysis = ResultBuilder(rows: 3, label: { _ in HostileText.joined }).explorable()
        analysis.alternatives?.arrangements[0].intervals[0].name = HostileText.joined
        let (data, json) = try read(analysis)
        #expect(!json.contains { "<>&".contains($0) })
        #expect(!json.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{1B}" || $0 == "\u{2028}" })
        #expect(data.arrangements[0].rows[0].label.contains("<script>alert(1)</script>"))
    }

    @Test("thirteen studies with four intervals stay below a megabyte and a half")
    func size() throws {
        var analysis = ResultBuilder(rows: 13).explorable()
        let table = try #require(analysis.alternatives?.arrangements[0].intervals[0])
        analysis.alternatives?.arrangements[0].intervals = [table, table, table, table]
        #expect(try read(analysis).json.utf8.count < 1_500_000)
    }

    @Test("there is nothing to choose without alternatives, or where all is one")
    func nothing() {
        #expect(ExplorerBuilder(ResultBuilder(rows: 4).analysis().view) == nil)
        #expect(ExplorerBuilder(ResultBuilder(rows: 1).explorable().view) == nil)
    }
}

@Suite struct ValueTableTests {
    @Test("wide columns take four bytes, others two")
    func widths() {
        #expect(ValueTable.encoded([1, 0xFFFF]) == "h" + Data([1, 0, 0xFF, 0xFF]).base64EncodedString())
        #expect(ValueTable.encoded([0x10000]) == "w" + Data([0, 0, 1, 0]).base64EncodedString())
        #expect(ValueTable.encoded([]) == "h")
    }

    @Test(
        "a number is spelt as everywhere, however small or large",
        arguments: [
            0, 0.00949, 0.00996, 0.125, 0.135, -0.004, 1.005, 98.996, 99.994, 100.04, 12345.6, 3e7, .infinity, .nan,
        ])
    func spelling(_ value: Double) {
        let display = MeasureDisplay(ResultBuilder.meanDifference)
        var table = ValueTable(.effect(display))
        #expect(table.values.isEmpty)
        let position = table.position(of: value)
        #expect(table.values[position].text == display.value(value))
    }
}

extension ResultBuilder {
    /// The analysis with the pooled effect of every subset.
    func explorable() -> AnalysisRecord {
        var result = analysis()
        let studies = (0..<rows).map { "Study\($0 + 1)" }
        var alternatives = Alternatives(studies: studies, coverage: .allSubsets, level: 0.95, arrangements: [])
        var table = Alternatives.IntervalTable(code: "hartung-knapp", name: "Hartung–Knapp")
        let fits = (0..<alternatives.entries).map { fit(alternatives.members(ofEntry: $0)) }
        table.estimates = fits.map(\.pooled.estimate)
        table.lower = fits.map(\.pooled.limits.lower)
        table.upper = fits.map(\.pooled.limits.upper)
        table.predictionLower = fits.map { $0.prediction?.lower ?? .nan }
        table.predictionUpper = fits.map { $0.prediction?.upper ?? .nan }
        let shown = result.rows.enumerated().map {
            Alternatives.Row(study: $0, label: $1.label, estimate: $1.estimate, limits: $1.limits)
        }
        alternatives.arrangements = [
            Alternatives.Arrangement(
                code: "", rows: shown, intervals: [table], tau2: fits.map(\.heterogeneity.tau2),
                iSquared: fits.map(\.heterogeneity.iSquared))
        ]
        result.alternatives = alternatives
        return result
    }
}
