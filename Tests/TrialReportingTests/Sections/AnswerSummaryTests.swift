import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// What a report begins with.
@Suite struct AnswerSummaryTests {
    private static let report = Result { try ToldReport(ResultBuilder().document(KindFixtures.all)) }

    @Test("page and documents begin with the answer to every question, then the table with people")
    func beginning() throws {
        let report = try Self.report.get()
        let summary = AnswerSummary(report)
        #expect(summary.items.count == KindFixtures.all.count)
        #expect(summary.items.allSatisfy { !$0.text.isEmpty })
        for form in [try ReportForm.page(report)] + (try ReportForm.documents(report)) {
            for item in summary.items { #expect(form.contains(item.text), "\(form.name) lacks '\(item.text)'") }
            #expect(form.contains(AnswerSummary.basis), "\(form.name)")
        }
        let blocks = ReportTextBuilder(report, figures: ReportFigures(report)).text().blocks
        #expect(blocks.first == .heading(level: 2, "Summary"))
        guard case .list(let items) = blocks[1], case .table(let table) = blocks[3] else {
            Issue.record("the text does not begin with a list and a table")
            return
        }
        #expect(
            items.map { $0.replacing("\u{A0}", with: " ") }
                == summary.items.map { "\($0.title): \($0.text)".replacing("\u{A0}", with: " ") })
        #expect(table.columns.map(\.heading).suffix(2) == ["People", "Warnings"])
        // Six studies of two groups with 20, 21, …, 25 people each.
        #expect(table.rows[0][7] == "270")
    }

    @Test("the summary of a pooled effect says what its own section says")
    func agrees() throws {
        for analysis in try Self.report.get().analyses {
            guard let pooled = PooledAnalysis(analysis.record), pooled.question.measure.nullValue != nil else {
                continue
            }
            let display = pooled.display(.british)
            let cautious = EffectSentence(pooled, display: display, isCautious: true).text(EffectVerdict(pooled))
            #expect(analysis.brief.hasPrefix(cautious))
            guard case .finding(let plain, _) = analysis.sections[0].blocks[1] else { continue }
            #expect(plain.contains(cautious))
        }
    }

    @Test(
        "hashes stand at the end, and only a document of a bundle says that it is in one",
        arguments: ReportPlace.allCases)
    func place(_ place: ReportPlace) throws {
        let report = try Self.report.get()
        let text = ReportTextBuilder(report, figures: ReportFigures(report), place: place).text()
        let last = try #require(text.blocks.last)
        guard case .table(let identity) = last else {
            Issue.record("the text does not end with its identity")
            return
        }
        #expect(identity.caption == "What was computed")
        let isOfBundle = text.blocks.contains { block in
            if case .paragraph(let text) = block { text.contains("one file of a sealed bundle") } else { false }
        }
        #expect(isOfBundle == (place == .bundle))
        let page = try ReportPage(report, place: place).html()
        #expect(page.contains("one file of a sealed bundle") == (place == .bundle))
        #expect(page.contains("written alone") == (place == .alone))
    }

    @Test("what the terminal says beside the headline is on the page and in every document")
    func lines() throws {
        for record in KindFixtures.all {
            let report = try ToldReport(ResultBuilder().document([record]))
            let forms = [try ReportForm.page(report)] + (try ReportForm.documents(report))
            for line in record.lines() {
                for form in forms { #expect(form.contains(line.subject), "\(form.name) lacks '\(line.subject)'") }
            }
        }
        let subjects = KindFixtures.pairwise.lines().map(\.subject)
        #expect(subjects.contains("By MS type"))
        #expect(subjects.contains("Meta-regression on dose"))
        #expect(subjects.contains("Every method for rare events"))
        #expect(subjects.contains { $0.hasPrefix("Beside: ") })
        let told = try ToldAnalysis(TellingScope(KindFixtures.pairwise))
        let hasSensitivity = told.sections.contains { $0.slug == "sensitivity" }
        #expect(subjects.contains("The same question with one rule changed") == hasSensitivity)
    }
}

/// Effects as numbers of people.
@Suite struct NaturalFrequenciesTests {
    private func sentence(_ measure: MeasureReference, _ effect: NaturalEffect) -> String? {
        var builder = ResultBuilder(rows: 2)
        builder.measure = measure
        builder.groupLabels = measure.nullValue == nil ? ["MSC"] : ["MSC", "Sham"]
        builder.events = 5
        let record = builder.analysis()
        return NaturalFrequencies(record, effect, display: record.display).sentence
    }

    @Test("a proportion is counted in the smallest group that has a person with it")
    func proportions() {
        let twelve = sentence(ResultBuilder.logit, NaturalEffect(estimate: 0.12, lower: 0.08, upper: 0.17))
        #expect(twelve == "Of 100 people, about 12 had this outcome (the interval allows 8 to 17).")
        let rare = sentence(ResultBuilder.logit, NaturalEffect(estimate: 0.00004, lower: 0.000004, upper: 0.0001))
        #expect(rare == "Of 100,000 people, about 4 had this outcome (the interval allows fewer than 1 to 10).")
        #expect(sentence(ResultBuilder.logit, NaturalEffect(estimate: 0.9, lower: 0.8, upper: 1.05)) == nil)
    }

    @Test("a ratio of risks is applied to the risk of all control groups together, and says so")
    func ratios() throws {
        // 10 events among 20 + 21 people: 24.4 of 100.
        let text = try #require(
            sentence(ResultBuilder.riskRatio, NaturalEffect(estimate: 0.5, lower: 0.25, upper: 5)))
        #expect(
            text
                == "Of 100 people with control, about 24 had this outcome (all control groups taken together); of as many"
                + " with MSC it would be about 12 (the interval allows 6 to 100).")
        #expect(sentence(ResultBuilder.meanDifference, NaturalEffect(estimate: -1, lower: -2, upper: 0)) == nil)
    }
}
