import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// Several outcomes told: joint and separate effects side by side, what was turned and what was assumed.
@Suite struct SeveralOutcomesReportTests {
    private let record = KindFixtures.severalOutcomes
    private var answer: SeveralOutcomesAnswer { record.answer.value as! SeveralOutcomesAnswer }

    private func telling(_ record: AnalysisRecord) throws -> Telling<SeveralOutcomesAnswer> {
        Telling(try #require(record.answer.value as? SeveralOutcomesAnswer), scope: TellingScope(record))
    }

    @Test("the results name each outcome with its effect, the joint test and what is borrowed")
    func words() throws {
        let words = SeveralOutcomesWords(try telling(record))
        let display = record.display(.british)
        #expect(answer.effects.count == 2)
        for effect in answer.effects {
            #expect(words.full.contains(display.effect(effect.joint.natural)), "\(words.full)")
        }
        #expect(
            words.full.contains("Good mood (sign turned)") && words.full.contains("10 rows of 10 studies on 2 outcomes")
        )
        #expect(words.full.contains("borrowing of strength") && !words.plain.contains("borrowing of strength"))
        #expect(try words.full.contains(HeadlineWords(display: display).test(#require(answer.test))))
        #expect(words.axis == "The sign of Good mood was turned, so that benefit is on one side for all.")
        #expect(words.dependence.hasPrefix("Outcomes of the same people were taken to correlate by 0.50"))
        let important = try #require(words.important)
        #expect(important.contains("Reported by patients themselves: Good mood."))
        #expect(important.contains("the minimal important difference (1.25, 4.00 points of the scale)"))
    }

    @Test("the forest has a block an outcome with its joint diamond, and each by itself below")
    func forest() {
        let source = SeveralOutcomesReport().forest(record, answer)
        #expect(source.blocks.map(\.heading) == ["Disability, (any)", "Good mood"])
        #expect(source.blocks.map(\.rows.count) == [5, 5])
        #expect(source.blocks.map { $0.total?.effect } == answer.effects.map(\.joint.natural))
        #expect(source.summaries.map { $0.totals.map(\.effect) } == [answer.effects.compactMap(\.separate?.natural)])
    }

    @Test("the matrix has a circle a row, filled where the interval leaves no effect out")
    func figure() throws {
        let scene = try #require(OutcomeMatrixFigure().scene(for: record, style: JournalStyle()))
        let rows = scene.texts.filter { text in
            record.rows.contains { record.display(.british).value($0.natural.estimate) == text.content }
        }
        #expect(rows.count == 10)
        let clear = record.rows.count { $0.natural.lower > 1 || $0.natural.upper < 1 }
        let filled = scene.marks.count { mark in
            if case .circle(_, _, .some(let fill), _) = mark {
                [.groupFirst, .groupSecond].contains(fill)
            } else {
                false
            }
        }
        // The legend shows one of each side.
        #expect(filled == clear + 2)
        #expect(scene.description.contains("5 trials and 2 outcomes"))
    }

    @Test("tables: joint and separate, the correlations, the used one among the others")
    func tables() throws {
        let tables = SeveralOutcomesTables(try telling(record))
        #expect(tables.outcomes.rows.map(\.first) == ["Disability, (any)", "Good mood (sign turned)"])
        #expect(
            tables.outcomes.columns.map(\.heading).suffix(2) == [
                "By how trials scatter", "Minimal important difference",
            ])
        #expect(try #require(tables.pairs).rows.map { $0[1] } == ["0.50"])
        #expect(try #require(tables.scenarios).rows.map(\.first) == ["0.00", "0.50 (used)", "0.99"])
        #expect(try #require(tables.scenarios).rows[2].dropFirst().allSatisfy { $0 == "no fit" })
        #expect(tables.rowFile.rows.count == 10 && tables.outcomeFile.rows.count == 2)
    }

    @Test("correlations that studies printed are told with how many did")
    func printed() throws {
        var record = record
        var own = SeveralOutcomesAnswer(
            outcomes: answer.outcomes, rows: answer.rows, dependence: answer.dependence,
            correlations: [.init(outcomes: [0, 1], value: 0.5, printed: [0.7, 0.2])])
        own.fit = answer.fit
        record.answer = Answer(kind: "several-outcomes", own)
        let rows = try #require(SeveralOutcomesTables(try telling(record)).pairs).rows
        #expect(rows.map { $0[1] } == ["0.20 to 0.70 in 2 studies that print it, else 0.50"])
    }

    @Test("rows stand under their outcomes, what was not used once")
    func rows() throws {
        let blocks = SeveralOutcomesReport().rows(try telling(record))
        #expect(blocks.map(\.used.count) == [5, 5] && blocks.map(\.name) == ["disability", "mood"])
    }

    @Test("a refused model is told with its reason, with each trial's own estimates")
    func refused() throws {
        var record = record
        var own = SeveralOutcomesAnswer(
            outcomes: answer.outcomes, rows: answer.rows, dependence: answer.dependence, correlations: [])
        own.refusal = OutcomesModel.refusal(outcomes: ["a", "b"], trials: ["t", "t"])
        record.answer = Answer(kind: "several-outcomes", own)
        let words = SeveralOutcomesWords(try telling(record))
        #expect(words.full.contains("No joint model was fitted: one trial has all the rows"))
        #expect(record.isAnswered && record.headline == nil)
        #expect(SeveralOutcomesReport().forest(record, own).blocks.allSatisfy { $0.total == nil })
        #expect(OutcomeMatrixFigure().scene(for: record, style: JournalStyle()) != nil)
    }

    @Test("an outcome that changed is told by name")
    func changes() throws {
        var other = answer
        other.effects.removeLast()
        let changes = try SeveralOutcomesReport().changes(from: answer, to: other, display: record.display(.british))
        #expect(changes.first?.subject == "effect on Good mood" && changes.first?.after == nil)
    }
}
