import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// What is told of interactions and of the credibility of differences.
struct CredibilityTests {
    /// A record with groups and a regression with an interaction, each with its items.
    private static func record() throws -> AnalysisRecord {
        var builder = ResultBuilder(id: "credible", rows: 12)
        builder.groups = [("under 50 mg", Array(0..<6)), ("50 mg or more", Array(6..<12))]
        var record = builder.analysis()
        var claim = ModifierCredibility(
            properties: ["ms-type"],
            items: CredibilityItem.Question.allCases.map { CredibilityItem($0, .notJudged) })
        claim.judgedBy = "A. Reader"
        claim.reason = "Read [all] of it"
        var pooled = try #require(record.answer.value as? PooledAnswer)
        pooled.subgroups[0].label = "Daily dose, total (mg)"
        pooled.subgroups[0].credibility = claim
        record.answer = Answer(kind: record.answer.kind, pooled)
        record.further = [Answer(kind: "meta-regression", try regression(record))]
        return record
    }

    private static func regression(_ record: AnalysisRecord) throws -> RegressionAnswer {
        let doses = record.rows.indices.map { Double(10 + $0) }
        let funded = record.rows.indices.map { $0 % 3 == 0 ? "yes" : "no" }
        var dose = RegressionAnswer.Moderator(property: "dose × day", name: "Dose: daily (mg)", values: doses)
        dose.centre = 15
        dose.isCentredAtMean = false
        dose.isDeclared = true
        var funding = RegressionAnswer.Moderator(property: "funding", name: "Industry funding", categories: funded)
        funding.reference = "no"
        funding.isReferenceStated = true
        var answer = RegressionAnswer(
            moderators: [dose, funding], rows: record.rows.indices.map { $0 + 1 }, missing: [])
        answer.interactions = [["dose × day", "funding"]]
        var formula = ModeratorFormula([.init(["dose × day"]), .init(["funding"]), .init(["dose × day", "funding"])])
        formula.references = ["funding": "no"]
        let design = try formula.design(
            ["dose × day": .numbers(doses.map { $0 - 15 }), "funding": .categories(funded)], studies: doses.count)
        answer.fit = try PoolingModel.commonEffect.fit(
            LinearModel(estimates: record.rows.map(\.estimate), variances: record.rows.map(\.variance), design: design))
        answer.credibility = [
            ModifierCredibility(
                properties: ["dose × day", "funding"],
                items: [
                    CredibilityItem(.within, .definitelyNo),
                    CredibilityItem(.trials, .probablyNo, value: 4, group: "yes"),
                    CredibilityItem(.chance, .definitelyNo, value: 0.213),
                ])
        ]
        return answer
    }

    @Test("page and documents have one section with a table for each claim, and say who judged; no rating is made up")
    func section() throws {
        let record = try Self.record()
        let told = try ToldAnalysis(TellingScope(record))
        let section = try #require(told.sections.first { $0.slug == "credibility" })
        let tables = section.blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
        #expect(
            tables.map { String($0.caption.prefix { $0 != ":" }) } == [
                "Credibility of the difference by Daily dose, total (mg)", "Credibility of the interaction of dose",
            ])
        #expect(tables[0].rows.count == CredibilityItem.Question.allCases.count)
        #expect(tables[0].rows.allSatisfy { $0[1] == "not judged" && $0[2] == "nobody judged it" })
        #expect(
            tables[1].rows.map { $0[2] } == [
                "trials are compared with trials", "smallest group “yes”: 4 studies", "p = 0.21",
            ])
        let report = try ToldReport(ResultBuilder().document([record]))
        for form in try ReportForm.documents(report) + [ReportForm.page(report)] {
            for words in [
                "How credible differences between studies are", "The direction was hypothesised beforehand",
                "Judged by A. Reader: Read [all] of it.",
            ] { #expect(form.contains(words), "\(form.name) lacks \(words)") }
        }
        let files = try TableFolder(ResultBuilder().document([record])).files()
        let names = files.keys.filter { $0.contains("credibility") }
        #expect(names.count == 2, "\(names)")
    }

    @Test("an interaction is told in its own words, a main effect at the place where it holds, and codings are said")
    func interaction() throws {
        let record = try Self.record()
        let answer = try #require(record.values(RegressionAnswer.self).first)
        let text = RegressionWords(record, answer, record.display).text
        for part in [
            "Meta-regression on dose: daily (mg), industry funding, dose: daily (mg) × industry funding: 12 rows",
            "Dose: daily (mg) is centred at 15; the reference of industry funding is “no”, as planned.",
            "For one unit more of dose: daily (mg) where there is industry funding “no”,",
            "For industry funding “yes” in place of “no” where there is dose: daily (mg) 15,",
            "Interaction of dose: daily (mg) and industry funding “yes”: beyond what each does by itself,",
        ] { #expect(text.contains(part), "'\(part)' is not in '\(text)'") }
        let table = try #require(RegressionTables(record, answer, record.display).coefficients)
        #expect(
            table.rows.map { $0[0] } == [
                "Intercept", "Dose: daily (mg), for one unit more", "Industry funding: yes",
                "Dose: daily (mg) × Industry funding: yes",
            ])
        #expect(RegressionReport().name(of: answer).hasPrefix("meta-regression on Dose: daily (mg), funding, "))
    }

    @Test("groups by a declared property are told by its label everywhere")
    func labels() throws {
        let record = try Self.record()
        let form = try ReportForm.page(try ToldReport(ResultBuilder().document([record])))
        #expect(form.contains("By Daily dose, total (mg)") && !form.contains("By MS type"))
        #expect(record.lines().contains { $0.subject == "By Daily dose, total (mg)" })
    }
}
