import AnotherLab
import Foundation
import Testing
import TrialAnalysis
import TrialJSON
import TrialReporting
import TrialResults
import TrialStatistics

@Suite struct PlanTests {
    @Test("the made trials give the numbers that were worked out by hand")
    func numbers() throws {
        let document = try Runs.ofMadeTrials()
        let pooled = try #require(document.analyses[0].headline?.effect)
        // τ² = 0.0015152 by two steps, so the weights 1/(v + τ²) give log 1.04628.
        #expect(abs(pooled.estimate - 1.046275) < 5e-7)
        #expect(abs(pooled.lower - 0.980257) < 5e-7)
        #expect(abs(pooled.upper - 1.116739) < 5e-7)
        #expect(document.analyses[0].method.estimator?.code == "DL2")
        #expect(document.analyses[0].question.measure.code == "EFR")
        let directions = document.analyses.compactMap { ($0.answer.value as? DirectionAnswer)?.test }
        #expect(directions.map { [$0.lower, $0.higher, $0.neither] } == [[4, 1, 1], [0, 4, 2]])
        #expect(directions.map(\.pValue) == [0.375, 0.125])
    }

    @Test("page, Markdown, Word, table and batch answer say the same")
    func sameNumbers() throws {
        let texts = try Runs.texts(try Runs.ofMadeTrials())
        for name in ["index.html", "report.md", "report.docx"] {
            // Documents keep an effect and its limits on one line with blanks that do not break.
            let text = try #require(texts[name]).replacing("\\", with: "").replacing("\u{A0}", with: " ")
            for words in [
                "1.05 (0.98 to 1.12)", "The risk ratio is below 1 in 4 of 5 rows, 80.0% (28.4% to 99.5%)",
                "exact sign test p = 0.38", "The event-free ratio is below 1 in 0 of 4 rows", "p = 0.12",
                "two-step DerSimonian–Laird", "Directions of the rows",
            ] {
                #expect(text.contains(words), "\(name) lacks '\(words)'")
            }
        }
        #expect(
            texts["direction-relapse-direction.csv"]?.hasPrefix(
                "lower,higher,neither,share_lower,share_from,share_to,level,p\n4,1,1,0.8,0.2835") == true)
        #expect(texts["direction-relapse-direction.csv"]?.hasSuffix(",0.95,0.375\n") == true)
        #expect(texts["direction-event-free-direction.csv"]?.hasPrefix("lower,higher") == true)
    }

    @Test("the figure has a bar for each direction, and the forest plot no diamond")
    func figures() throws {
        let record = try Runs.ofMadeTrials().analyses[1]
        let scene = try #require(DirectionFigure().scene(for: record, style: JournalStyle()))
        #expect(scene.texts.map(\.content) == ["Below 1", "4", "Above 1", "1", "Neither", "1"])
        let forest = try #require(ForestPlot().scene(for: record, style: JournalStyle()))
        #expect(forest.marks.count { if case .polygon(_, .pooled) = $0 { true } else { false } } == 0)
        #expect(DirectionFigure().scene(for: try Runs.ofMadeTrials().analyses[0], style: JournalStyle()) == nil)
    }

    @Test("the result file is read by who knows the kind, and refused by who does not")
    func resultFile() throws {
        let document = try Runs.ofMadeTrials()
        let file = try ResultCoding().encode(document)
        let answers = AnalysisCatalogue.anotherLab.answers
        let read = try ResultCoding(answers: answers).decode(file)
        #expect(read.analyses[1].answer == document.analyses[1].answer)
        #expect(try ResultCoding().encode(read) == file)
        let error = #expect(throws: ResultFileError.self) { try ResultCoding().decode(file) }
        #expect(error?.message.contains("no kind 'direction'") == true)
    }

    @Test("a wrong width and a measure of one group are told with their lines")
    func problems() throws {
        let plan = try String(contentsOfFile: "\(Runs.made)/plan.yaml", encoding: .utf8)
        let wrong = plan.replacing("no-direction-within: 0.08", with: "no-direction-within: -1")
            .replacing("measure: RR", with: "measure: PR\n    arms: treatment")
        let error = #expect(throws: AnalysisError.self) {
            try PlanReader(file: "plan.yaml", catalogue: .anotherLab).read(wrong)
        }
        #expect(
            error?.problems.sorted() == [
                "plan.yaml:21:14: PR compares nothing, so it has no direction; choose RR or MD",
                "plan.yaml:29:26: 'no-direction-within' must not be negative; 0 drops exact ties only",
            ])
        #expect(throws: AnalysisError.self) { try PlanReader(file: "plan.yaml").read(plan) }
    }

    @Test("the kind asked without a plan: rows up to 0.6 from no effect are not counted")
    func withoutPlan() throws {
        var options = DirectionOptions()
        options.width = 0.6
        let question = PlannedQuestion(
            specification: AnalysisSpecification(id: "a", title: "A", outcome: "relapse", measure: "RR"),
            options: options, measure: try AnalysisCatalogue.anotherLab.measure("RR"))
        let library = EvidenceLibrary(["": try LoadedDataset(path: Runs.made)], catalogue: .anotherLab)
        let context = RunContext(profile: MethodProfiles.trialPool1, catalogue: .anotherLab)
        let kind = DirectionKind()
        let answer = try kind.answer(question, on: try kind.evidence(for: question, in: library), by: context)
        let test = try #require((answer.answer as? DirectionAnswer)?.test)
        // Four risk ratios of 0.5 lie within, one of 2 does not: p = 2 × ½.
        #expect(test.lower == 0 && test.higher == 1 && test.neither == 5)
        #expect(test.pValue == 1)
    }

    @Test("on the shipped trials the counts are those of the rows")
    func shipped() throws {
        let plan = """
            format: trialpool/plan@1
            title: Which way the trials point
            analyses:
              - id: lesions
                title: Gadolinium-enhancing lesions at 6 months
                kind: direction
                outcome: gel_count
                measure: IRR
                window: {from: 5, to: 7}
            """
        let document = try Runs.of(plan, on: Runs.shipped)
        let record = document.analyses[0]
        let test = try #require((record.answer.value as? DirectionAnswer)?.test)
        #expect(record.rows.count > 1)
        #expect(test.lower == record.rows.count { $0.natural.estimate < 1 })
        #expect(test.higher == record.rows.count { $0.natural.estimate > 1 })
        let words = "The incidence rate ratio is below 1 in \(test.lower) of \(test.directed) rows"
        let texts = try Runs.texts(document)
        for name in ["index.html", "report.md", "report.docx"] {
            #expect(texts[name]?.contains(words) == true, "\(name) lacks '\(words)'")
        }
    }
}
