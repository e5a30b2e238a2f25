import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// A multiverse told: shares by measure, what each choice moves, what has no effect.
@Suite struct MultiverseReportTests {
    private let record = MultiverseFixtures.record
    private var answer: MultiverseAnswer { record.answer.value as! MultiverseAnswer }
    private var telling: Telling<MultiverseAnswer> { Telling(answer, scope: TellingScope(record)) }

    @Test("shares count each measure by itself, and only what was computed")
    func shares() throws {
        for (place, panel) in answer.panels.enumerated() {
            let own = answer.specifications.all.filter { $0.options[0] == place }
            let effects = own.compactMap(\.effect)
            let null = try #require(answer.measures[place].nullValue)
            #expect(panel.specifications == 45 && panel.computed == 44)
            let sides = try #require(panel.sides)
            #expect(sides.below == effects.count { $0.estimate < null })
            #expect(sides.above == effects.count { $0.estimate > null })
            #expect(sides.clearlyBelow == effects.count { $0.upper < null } && sides.clearlyBelow > 0)
            #expect(panel.least == effects.map(\.estimate).min() && panel.greatest == effects.map(\.estimate).max())
        }
        let important = try #require(answer.panels[0].important)
        #expect(important.bounds == [0.8, 1.25] && answer.panels[1].important == nil)
        let first = answer.specifications.all.filter { $0.options[0] == 0 }.compactMap(\.effect)
        #expect(important.below == first.count { $0.estimate <= 0.8 } && important.below > 0)
        #expect(important.above == first.count { $0.estimate >= 1.25 })
    }

    @Test("a choice moves the effect by what sets differ in that differ in nothing else")
    func moves() throws {
        let move = try #require(answer.moves.first { $0.measure == 0 && answer.choices[$0.choice].code == "without" })
        // Three methods, each with all studies and each of fourteen left out: 14 steps of 0.04.
        #expect(move.groups == 3 && abs(move.greatest - 0.56) < 1e-9 && abs(move.median - 0.56) < 1e-9)
        let estimator = try #require(
            answer.moves.first { $0.measure == 0 && answer.choices[$0.choice].code == "heterogeneity" })
        #expect(estimator.groups == 14 && abs(estimator.median - 0.03) < 1e-9)
        // A common effect has no estimator, so random effects stand with the plan's own.
        let model = try #require(answer.moves.first { $0.measure == 0 && answer.choices[$0.choice].code == "model" })
        #expect(model.groups == 15 && abs(model.median - 0.05) < 1e-9 && abs(model.greatest - 0.05) < 1e-9)
        #expect(MultiverseTables(telling).span(log(2), measure: 0) == "a factor of 2.00")
    }

    @Test("documents tell the options that move most one by one, files tell every one")
    func options() throws {
        let tables = MultiverseTables(telling)
        let first = try #require(tables.options.first)
        let studies = first.rows.filter { $0[0] == "Studies" }
        #expect(studies.count == MultiverseShown.mostOptions && studies.last?[1] == "one of 6 others")
        #expect(studies.contains { $0[1].hasPrefix("without Study 14") } && studies[0][1] == "all studies")
        #expect(!studies.contains { $0[1].hasPrefix("without Study 1,") })
        let files = MultiverseFiles(answer)
        #expect(files.specifications.rows.count == 90)
        #expect(files.choices.rows.count { $0[1] == .text("without") } == 30)
        #expect(files.specifications.rows.count { $0.last == .text("The search for τ² did not converge.") } == 2)
        let reasons = try #require(tables.reasons)
        #expect(reasons.rows == [["The search for τ² did not converge.", "2"]])
    }

    @Test("sentences give the plan's own effect, the range and the shares, and say what has no effect")
    func words() throws {
        let words = MultiverseWords(telling)
        let own = record.display(.british)
        let planned = try #require(answer.planned?.effect)
        #expect(
            words.full.contains(
                "By the plan’s own choices, from 14 studies with 95% limits: \(own.name) \(own.effect(planned))."))
        #expect(words.full.contains("By 44 of 45 specifications of the \(own.name) the effect has the median"))
        #expect(words.full.contains("2 specifications have no effect; the reasons stand below."))
        #expect(words.full.contains("What moves the effect most is ‘Studies’, by a factor of 1.75"))
        #expect(words.brief.contains("44 of 45") && !words.brief.contains("risk difference"))
        #expect(words.caution.contains("different scales") && words.remarks.count == 1)
    }

    @Test("the curve has an axis a measure, a ring at the plan's own choices, and marks for every option that is told")
    func figure() throws {
        let scene = try #require(SpecificationCurve().scene(for: record, style: JournalStyle()))
        let rings = scene.marks.count { mark in
            if case .circle(_, _, nil, .some(.flag)) = mark { true } else { false }
        }
        #expect(rings == 1)
        for text in ["Risk difference", "Estimator of τ²", "DerSimonian–Laird", "one of 6 others"] {
            #expect(scene.texts.contains { $0.content.contains(text) }, "\(text)")
        }
        TextLaw.check(scene, style: JournalStyle(), of: "specification-curve")
        let shown = SpecificationColumns(answer, panel: answer.panels[0])
        #expect(shown.columns.count == 44 && shown.columns.map(\.estimate) == shown.columns.map(\.estimate).sorted())
        for column in shown.columns {
            for choice in shown.choices {
                let total = choice.options.map { shown.share(column, choice, $0) }.reduce(0, +)
                // An estimator of τ² does not arise for a common effect.
                #expect(total == 1 || (choice.title == "Estimator of τ²" && total == 0))
            }
        }
    }

    @Test("a page break parts the figure between choices, and no curve is repeated above the matrix of another measure")
    func pages() throws {
        let scene = try #require(SpecificationCurve().scene(for: record, style: JournalStyle()))
        let cuts = FigureCuts(scene)
        #expect(cuts.head == 0 && scene.unbroken.count == 2 && cuts.places.count > 3)
        #expect(cuts.places.allSatisfy { place in !scene.unbroken.contains { $0.contains(place) } })
        // The second curve begins where the first part ends.
        #expect(scene.unbroken[0].upperBound < scene.unbroken[1].lowerBound)
        let upright = scene.texts.filter(\.isUpright).map(\.place.y)
        #expect(upright.count == 2 && zip(upright, scene.unbroken).allSatisfy { $1.contains($0) })
    }

    @Test("more specifications than columns: each is in one column, and shares add up")
    func many() throws {
        let one = answer.specifications.all.filter { $0.options[0] == 0 && $0.effect != nil }
        let many = (0..<30).flatMap { _ in one }
        let whole = MultiverseAnswer(
            measures: answer.measures, choices: answer.choices, results: (many, []), important: nil, level: 0.95)
        let shown = SpecificationColumns(whole, panel: whole.panels[0])
        #expect(shown.columns.count == SpecificationColumns.most)
        #expect(shown.columns.map(\.members.count).reduce(0, +) == many.count)
        #expect(shown.columns.allSatisfy { $0.lower <= $0.estimate && $0.estimate <= $0.upper })
    }

    @Test("a result file keeps every number, and one with places that are not there is told")
    func coding() throws {
        let data = try ResultCoding().encodePart(record)
        #expect(try ResultCoding().decodePart(AnalysisRecord.self, from: data) == record)
        #expect(answer.misfits(rows: record.rows.count).isEmpty)
        var wrong = try #require(answer.specifications.all.first)
        wrong.options[3] = 99
        let bad = MultiverseAnswer(
            measures: answer.measures, choices: answer.choices, results: ([wrong], []), important: nil, level: 0.95)
        #expect(bad.misfits(rows: 6).count == 1)
    }
}
