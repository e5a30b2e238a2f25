import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// A multilevel model told: its words follow from its numbers, its rows stand under their groups.
@Suite struct MultilevelReportTests {
    private let record = KindFixtures.multilevel
    private var answer: MultilevelAnswer { record.answer.value as! MultilevelAnswer }

    private func telling(_ record: AnalysisRecord) throws -> Telling<MultilevelAnswer> {
        Telling(try #require(record.answer.value as? MultilevelAnswer), scope: TellingScope(record))
    }

    @Test("the results say rows and studies, the effect, the spread at each level and what was assumed")
    func words() throws {
        let words = MultilevelWords(try telling(record))
        let fit = try #require(answer.fit)
        let format = NumberFormat.british
        for part in [
            "8 rows of 8 studies".replacing("8 rows of 8 studies", with: "8 studies"), "with a variance at each level",
            "\(format.number(fit.components[0].value.squareRoot()))", "between studies",
            "between rows of one study", "risk ratio",
        ] {
            #expect(words.full.contains(part), "\(words.full)")
        }
        #expect(words.dependence == "Sampling errors of rows of one study were taken to correlate by 0.40.")
        #expect(!words.plain.contains("standard deviation"))
    }

    @Test("the forest has a heading for each group and one diamond")
    func forest() throws {
        let source = MultilevelReport().forest(record, answer)
        #expect(source.blocks.map(\.heading) == (1...4).map { "Group \($0), north" })
        #expect(source.blocks.map(\.rows.count) == [2, 2, 2, 2])
        let scene = try #require(ForestPlot().scene(for: record, style: JournalStyle()))
        let diamonds = scene.marks.count { if case .polygon(_, .pooled) = $0 { true } else { false } }
        #expect(diamonds == 1)
        #expect(scene.texts.contains { $0.content.contains("τ² (study)") && $0.content.contains("τ² (row)") })
    }

    @Test("where every group has one row there are no headings")
    func single() {
        var record = record
        var answer = answer
        answer.levels = [.init(name: "study", groups: record.rows.indices.map(String.init))]
        record.answer = Answer(kind: "multilevel", answer)
        #expect(MultilevelReport().forest(record, answer).blocks.map(\.heading) == [nil])
    }

    @Test("without a fit it says so, without a number")
    func unanswered() throws {
        var record = record
        var answer = answer
        answer.fit = nil
        answer.natural = nil
        answer.naturalPrediction = nil
        record.answer = Answer(kind: "multilevel", answer)
        #expect(MultilevelWords(try telling(record)).full.hasPrefix("No multilevel model could be fitted."))
        #expect(MultilevelTables(try telling(record)).components == nil)
        #expect(!record.isAnswered)
    }

    @Test("differences within trials stand apart from those across, each with its trials")
    func interaction() throws {
        let tables = MultilevelTables(try telling(record))
        let table = try #require(tables.interaction)
        #expect(table.caption.hasPrefix("Differences from relapsing"))
        #expect(table.rows.map { Array($0.prefix(3)) } == [["progressive, any", "within trials", "4"]])
        #expect(tables.interactionFile?.rows.count == 1)
        #expect(MultilevelWords(try telling(record)).interaction?.contains("protected by randomisation") == true)
        var (plain, answer) = (record, answer)
        answer.interaction = nil
        plain.answer = Answer(kind: "multilevel", answer)
        #expect(MultilevelTables(try telling(plain)).interaction == nil)
    }

    @Test("one row a level in the file, with its share of I²")
    func file() throws {
        let fit = try #require(answer.fit)
        let table = try #require(MultilevelTables(try telling(record)).file)
        #expect(table.rows.map(\.first) == [.text("study"), .text("row")])
        let column = try #require(table.header.firstIndex(of: "i2"))
        let total = table.rows.reduce(0.0) { sum, row in
            if case .number(let value) = row[column] { sum + value } else { sum }
        }
        #expect(abs(total - (fit.heterogeneity.iSquared ?? .nan)) < 1e-9)
    }
}
