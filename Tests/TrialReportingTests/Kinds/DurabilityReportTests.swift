import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// An effect over time told: its words follow from its numbers, what is not known is named.
@Suite struct DurabilityReportTests {
    private let record = KindFixtures.durability
    private var answer: DurabilityAnswer { record.answer.value as! DurabilityAnswer }

    private func telling(_ record: AnalysisRecord) throws -> Telling<DurabilityAnswer> {
        Telling(try #require(record.answer.value as? DurabilityAnswer), scope: TellingScope(record))
    }

    private func changed(_ change: (inout DurabilityAnswer) -> Void) -> AnalysisRecord {
        var (record, answer) = (record, answer)
        change(&answer)
        record.answer = Answer(kind: "durability", answer)
        return record
    }

    @Test("the results say rows and months, each asked month, the change, and what was not reached")
    func words() throws {
        let words = DurabilityWords(try telling(record))
        let display = record.display(.british)
        #expect(answer.points.map(\.months) == [6, 12, 24] && answer.unanswered == [60])
        for point in answer.points.dropLast() {
            #expect(
                words.full.contains("at month \(Int(point.months)) \(display.effect(point.effect.natural))"),
                "\(words.full)")
        }
        for part in [
            "4 different months, 3 to 27.8", "a straight line in months", "At month 24", "Month 60 is not answered",
        ] {
            #expect(words.full.contains(part), "\(words.full)")
        }
        let test = try #require(answer.change)
        #expect(words.full.contains(HeadlineWords(display: display).test(test)))
        #expect(
            test.pValue < 0.05
                ? words.full.contains("changed over time") : words.full.contains("does not show that it lasts"))
        #expect(words.lone == "Only one trial has results at month 27.8 (North, trial 1); they are drawn with a ring.")
        #expect(words.full.contains("one trial reaches month 24"))
        #expect(
            words.dependence.hasPrefix("Results of the same people 12 months apart were taken to correlate by 0.60"))
        #expect(words.dependence.contains("1 pair of rows shares a control group"))
    }

    @Test("independent times are called so")
    func independent() throws {
        let record = changed { $0.dependence.correlation = 0 }
        #expect(DurabilityWords(try telling(record)).dependence.contains("taken as independent"))
    }

    @Test("the forest has a block a month and a diamond for each answered month")
    func forest() throws {
        let source = DurabilityReport().forest(record, answer)
        #expect(source.blocks.map(\.heading) == ["Month 3", "Month 6", "Month 12", "Month 27.8"])
        #expect(source.blocks.map(\.rows.count) == [4, 4, 4, 1])
        #expect(source.summaries.map { $0.totals.map(\.name) } == [["Month 6", "Month 12", "Month 24"]])
        #expect(source.total == nil)
    }

    @Test("the curve has its band, each trial's course, a ring where one trial stands alone, and diamonds")
    func figure() throws {
        let scene = try #require(TimeCourseFigure().scene(for: record, style: JournalStyle()))
        func count(_ isWanted: (Mark) -> Bool) -> Int { scene.marks.count(where: isWanted) }
        #expect(count { if case .circle(_, _, nil, .flag) = $0 { true } else { false } } == 1 + 1)
        #expect(count { if case .polygon(_, .pooled) = $0 { true } else { false } } == 3)
        #expect(count { if case .circle(_, _, .bubble, .estimate) = $0 { true } else { false } } == 13 + 1)
        #expect(count { if case .polygon(_, .band) = $0 { true } else { false } } >= 1)
        let courses = count { mark in
            switch mark {
            case .path(_, .curve, _, _), .line(_, _, .curve, _, _): true
            default: false
            }
        }
        // Four courses and the sample in the legend.
        #expect(courses == 4 + 1)
    }

    @Test("a refused model is told with its reason, and the trials are still drawn")
    func refused() throws {
        let refusal = try #require(TimeCourse.linear.refusal(months: [3, 6], trials: ["a", "b"]))
        var record = record
        let empty = DurabilityAnswer(
            course: .linear, asked: answer.asked, rows: answer.rows,
            dependence: AssumedDependence(correlation: nil, isStated: false, sharedControls: 0))
        var own = empty
        own.refusal = refusal
        record.answer = Answer(kind: "durability", own)
        #expect(record.isAnswered && record.headline == nil)
        let words = DurabilityWords(try telling(record))
        #expect(words.full.contains("No model over time was fitted: \(refusal.message)."))
        #expect(DurabilityTables(try telling(record)).months == nil)
        let scene = try #require(TimeCourseFigure().scene(for: record, style: JournalStyle()))
        #expect(scene.description.contains("No pooled curve"))
        #expect(!scene.marks.contains { if case .polygon(_, .band) = $0 { true } else { false } })
        // Without a reason either there is no answer.
        record.answer = Answer(kind: "durability", empty)
        #expect(!record.isAnswered)
    }

    @Test("tables: the used correlation stands among the others, people are counted at each month")
    func tables() throws {
        let tables = DurabilityTables(try telling(record))
        let scenarios = try #require(tables.scenarios)
        #expect(scenarios.rows.map(\.first) == ["0.30", "0.60 (used)", "0.95"])
        #expect(scenarios.rows[2].dropFirst().allSatisfy { $0 == "no fit" || $0 == "–" })
        let people = try #require(tables.people)
        #expect(people.rows.count == 4 && people.rows[0][1] == "50")
        #expect(people.rows[0][2].contains("month 12: 36"))
        let months = try #require(tables.months)
        #expect(
            months.rows.map(\.first) == ["Month 6", "Month 12", "Month 24", "Month 60"]
                && months.rows[3][1] == "not answered")
        #expect(tables.rowFile.rows.count == 13 && tables.monthFile?.rows.count == 3)
    }

    @Test("a changed month is told by name")
    func changes() throws {
        var other = answer
        other.points.removeLast()
        let changes = try DurabilityReport().changes(from: answer, to: other, display: record.display(.british))
        #expect(changes.first?.subject == "effect at month 24" && changes.first?.after == nil)
    }
}
