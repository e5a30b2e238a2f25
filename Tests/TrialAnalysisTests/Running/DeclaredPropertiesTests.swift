import Foundation
import Testing
import TrialEvidence
import TrialResults
import TrialStatistics

@testable import TrialAnalysis

/// Subgroups, regressions and their credibility from the columns that a dataset declares.
///
/// The references are from `Tests/Strangers/check_properties.py`, which reads the same files and uses numpy alone.
struct DeclaredPropertiesTests {
    private static let plan = "\(Repository.root)/Tests/Strangers/declared-properties/plan.yaml"
    private static let severity = "Severity [HDRS-17], at baseline (mean)"

    private static let document = Result { () throws -> ResultDocument in
        let file = try PlanFile(path: plan)
        return try PlanRunner(file.plan, text: file.text, datasets: file.datasets, cache: nil).run().document
    }

    private func record(_ position: Int = 0) throws -> AnalysisRecord { try Self.document.get().analyses[position] }

    private func regression(_ properties: String...) throws -> RegressionAnswer {
        try #require(
            try record().regressions.first { $0.moderators.map(\.property) == properties })
    }

    // MARK: - Subgroups

    @Test("a truth, a text, the risk of bias and numbers cut at limits form groups; what is missing is a group")
    func groups() throws {
        let groups = try record().subgroups
        func names(_ property: String) throws -> [String] {
            try #require(groups.first { $0.property == property }).groups.map(\.name)
        }
        #expect(try names("industry_funding") == ["yes", "no", "not stated"])
        #expect(try names("dose") == ["under 50 mg", "50 to under 100 mg", "100 mg or more", "not stated"])
        #expect(try names("risk-of-bias") == ["low", "some concerns", "high", "not stated"])
        #expect(try names("country") == ["Denmark", "Italy", "United Kingdom"])
        #expect(try names(Self.severity) == ["under 20 points", "20 points or more"])
        for subgroup in groups {
            let rows = subgroup.groups.flatMap(\.rows)
            #expect(
                rows.sorted() == Array(try record().rows.indices), "\(subgroup.property): every row is in one group")
        }
    }

    @Test("a value at a limit belongs above it, and the label has title and unit")
    func limits() throws {
        let dose = try #require(try record().subgroups.first { $0.property == "dose" })
        #expect(dose.label == "Daily dose (mg)" && dose.cuts == [50, 100])
        // Doses repeat as 25, 50, 75, 150; the fifth study's is empty.
        #expect(dose.groups.map { $0.rows } == [[0, 8, 12], [1, 2, 5, 6, 9, 10, 13], [3, 7, 11], [4]])
    }

    @Test("a common τ² of the bands, and their effects, are those of the reference")
    func common() throws {
        let dose = try #require(try record().subgroups.first { $0.property == "dose" })
        let tau2 = try #require(dose.commonTau2)
        #expect(abs(tau2 - 0.7465794992808171) < 1e-6)
        let expected = [-2.96992004, -4.17233277, -5.00214196, -2.9]
        for (group, estimate) in zip(dose.groups, expected) {
            #expect(abs(group.pooled.fit.pooled.estimate - estimate) < 1e-6, "\(group.name)")
        }
        let funding = try #require(try record().subgroups.first { $0.property == "industry_funding" })
        #expect(funding.commonTau2 == nil)
    }

    @Test("arms that differ in a number fall into one band only where all of it lies there")
    func spans() throws {
        var contrast = Contrast(
            study: "S", label: "S", groups: [], effect: EffectEstimate(estimate: 1, variance: 1), properties: [:],
            sources: [], notes: [])
        let bands = QuantityBands(cuts: [10, 20], unit: nil)
        let dose = StudyProperty(rawValue: "dose")
        #expect(bands.name(of: contrast, dose) == "not stated")
        contrast.spans = ["dose": QuantitySpan(low: 11, high: 19, isComplete: true)]
        #expect(bands.name(of: contrast, dose) == "10 to under 20")
        contrast.spans = ["dose": QuantitySpan(low: 11, high: 20, isComplete: true)]
        #expect(bands.name(of: contrast, dose) == "several")
        contrast.spans = ["dose": QuantitySpan(low: 11, high: 19, isComplete: false)]
        #expect(bands.name(of: contrast, dose) == "several")
    }

    // MARK: - Regressions

    @Test("one moderator, two with an interaction, and a category give the reference's coefficients and τ²")
    func references() throws {
        let cases: [(properties: [String], rows: Int, tau2: Double, coefficients: [Double])] = [
            (["dose"], 13, 0.7469014392155514, [-3.133075124584088, -0.013091195580670983]),
            (
                ["dose", "industry_funding"], 12, 0.9588588299460795,
                [-3.7099887779863723, -0.01301676808832043, -0.2638559050480582, -0.02710822081678259]
            ),
            (["country"], 14, 1.235057832809675, [-4.107052691973635, 0.09069700957354099, 0.23844299154622073]),
        ]
        for (properties, rows, tau2, coefficients) in cases {
            let answer = try #require(
                try record().regressions.first { $0.moderators.map(\.property) == properties })
            let fit = try #require(answer.fit)
            #expect(answer.rows.count == rows && answer.missing.count == 14 - rows)
            // Two iterations to the same maximum, each to about eight digits.
            #expect(abs(fit.heterogeneity.tau2 - tau2) < 1e-6)
            #expect(fit.coefficients.count == coefficients.count)
            for (found, expected) in zip(fit.coefficients, coefficients) {
                #expect(abs(found.estimate - expected) < 1e-6, "\(found.name)")
            }
        }
    }

    @Test("centre, reference and interaction stand in the answer, and the coefficients are named by them")
    func coding() throws {
        let answer = try regression("dose", "industry_funding")
        #expect(answer.interactions == [["dose", "industry_funding"]])
        #expect(answer.moderators[0].centre == 50 && answer.moderators[0].isCentredAtMean == false)
        #expect(answer.moderators[0].name == "Daily dose (mg)" && answer.moderators[0].values?.max() == 150)
        #expect(answer.moderators[1].reference == "no" && answer.moderators[1].isReferenceStated == true)
        #expect(
            answer.fit?.coefficients.map(\.name) == [
                "intercept", "dose", "industry_funding: yes", "dose × industry_funding: yes",
            ])
        let country = try regression("country")
        #expect(country.moderators[0].reference == "Denmark" && country.moderators[0].isReferenceStated == false)
        let year = try regression("year", Self.severity)
        #expect(year.moderators[0].isCentredAtMean == true && year.moderators[0].centre == 2011.5)
        #expect(
            year.moderators[1].centre == nil && year.moderators[1].name == "Severity (HDRS-17) at baseline (points)")
    }

    @Test(
        "a kind of its own takes a product of a number and the risk of bias, centred at the mean unless told otherwise")
    func ownKind() throws {
        let file = try PlanFile(path: Self.plan)
        var plan = file.plan
        let kind = MetaRegressionKind()
        plan.analyses = [plan.analyses[0]]
        plan.analyses[0].kind = kind.name
        var request = RegressionRequest(on: ["dose", "risk-of-bias"].map(StudyProperty.init(rawValue:)))
        request.interactions = [request.moderators]
        plan.analyses[0].options = AnyKindOptions(
            MetaRegressionKind.Options(regression: request, credibility: []))
        let runner = try PlanRunner(plan, text: file.text, datasets: file.datasets, cache: nil)
        let answer = try #require(try runner.run().document.analyses[0].answer.value as? RegressionAnswer)
        let values = try #require(answer.moderators[0].values)
        #expect(answer.moderators[0].centre == values.reduce(0, +) / Double(values.count))
        #expect(
            answer.fit?.coefficients.count == 6 && answer.credibility?.map(\.properties) == [["dose", "risk-of-bias"]])
    }

    // MARK: - Credibility

    @Test("what numbers can answer is answered by the instrument's thresholds, what people judge comes from the plan")
    func credibility() throws {
        let dose = try #require(try record().subgroups.first { $0.property == "dose" })
        let claim = try #require(dose.credibility)
        func item(_ question: CredibilityItem.Question) throws -> CredibilityItem {
            try #require(claim.items.first { $0.question == question })
        }
        #expect(claim.items.map(\.question) == CredibilityItem.Question.allCases)
        #expect(try item(.within).answer == .definitelyNo && item(.similarity).answer == .notApplicable)
        #expect(try item(.trials) == CredibilityItem(.trials, .definitelyNo, value: 1, group: "not stated"))
        #expect(try item(.chance).value == dose.betweenGroups?.pValue)
        // industry_funding, dose, risk-of-bias, country, severity; dose × industry_funding, year.
        #expect(try item(.modifiers) == CredibilityItem(.modifiers, .probablyNo, value: 7))
        #expect(try item(.randomEffects).answer == .definitelyYes)
        #expect(try item(.direction) == CredibilityItem(.direction, .probablyYes, isJudged: true))
        #expect(try item(.cutPoints) == CredibilityItem(.cutPoints, .probablyYes, isJudged: true))
        #expect(try item(.priorEvidence).isJudged && claim.judgedBy == "A. Reader")
        let other = try #require(try record().subgroups.first { $0.property == Self.severity }?.credibility)
        #expect(other.judgedBy == nil)
        #expect(other.items.first { $0.question == .cutPoints }?.answer == .probablyNo)
        #expect(other.items.first { $0.question == .direction }?.answer == .notJudged)
        let slope = try #require(try regression("dose").credibility?.first)
        #expect(slope.items.first { $0.question == .cutPoints }?.answer == .definitelyYes)
        #expect(slope.items.first { $0.question == .trials } == CredibilityItem(.trials, .probablyYes, value: 13))
        let chance = try #require(slope.items.first { $0.question == .chance }?.value)
        let line = try #require(try regression("dose").line)
        // F of one coefficient is t².
        #expect(abs(chance - line.slope.pValue) < 1e-12)
        #expect(
            try regression("dose", "industry_funding").credibility?.map(\.properties) == [["dose", "industry_funding"]])
        #expect(try regression("year", Self.severity).credibility?.map(\.properties) == [["year"], [Self.severity]])
    }

    @Test(
        "the thresholds are those of the instrument",
        arguments: [
            (0.051, 2, 3, ["definitely-no", "definitely-no", "probably-yes"]),
            (0.05, 3, 4, ["probably-no", "probably-no", "probably-no"]),
            (0.01, 5, 10, ["probably-yes", "probably-yes", "probably-no"]),
            (0.005, 10, 11, ["definitely-yes", "definitely-yes", "definitely-no"]),
        ])
    func thresholds(_ p: Double, _ studies: Int, _ modifiers: Int, _ expected: [String]) {
        var claim = CredibilityAssessment.Claim(properties: [.route])
        claim.pValue = p
        claim.smallest = ("a", studies)
        let items = CredibilityAssessment(judgements: [], modifiers: modifiers).credibility(of: claim).items
        let questions: [CredibilityItem.Question] = [.chance, .trials, .modifiers]
        #expect(questions.map { question in items.first { $0.question == question }?.answer.rawValue } == expected)
        // Of a line over studies: up to 5, 10, 15, more.
        for (count, answer) in [
            (5, CredibilityItem.Answer.definitelyNo), (6, .probablyNo), (11, .probablyYes), (16, .definitelyYes),
        ] {
            claim.smallest = (nil, count)
            let items = CredibilityAssessment(judgements: [], modifiers: 1).credibility(of: claim).items
            #expect(items.first { $0.question == .trials }?.answer == answer)
        }
        claim.comparesWithin = true
        claim.pValue = nil
        let within = CredibilityAssessment(judgements: [], modifiers: 1).credibility(of: claim).items
        #expect(within[0].answer == .probablyNo && within[1].answer == .notJudged)
        #expect(within.first { $0.question == .chance } == CredibilityItem(.chance, .probablyNo))
    }

    // MARK: - Names

    @Test("a plan that names no property is refused with its line, near names and what to do")
    func unknown() throws {
        try Repository.withFolder { folder in
            let text = try String(contentsOfFile: Self.plan, encoding: .utf8)
            let folderPlan = "\(folder)/plan.yaml"
            try text.replacing("- industry_funding\n", with: "- industry_fundin\n").replacing(
                "dataset: .", with: "dataset: \(Repository.root)/Tests/Strangers/declared-properties"
            ).write(toFile: folderPlan, atomically: true, encoding: .utf8)
            let error = #expect(throws: AnalysisError.self) { try PlanFile(path: folderPlan) }
            let problem = try #require(error?.problems.first)
            #expect(problem.hasPrefix("\(folderPlan):15:"), "\(problem)")
            #expect(problem.contains("did you mean 'industry_funding'?") && problem.contains("datapackage.json"))
        }
    }

    @Test("a question that was not read against the dataset is refused by the run")
    func unread() throws {
        var options = PlanOptions(title: "One", id: "one")
        for (key, value) in [("title", "One"), ("outcome", "depression_change"), ("measure", "MD")] {
            options.set(key, to: value)
        }
        try options.set("moderators", yaml: "[dosis]")
        let folder = "\(Repository.root)/Tests/Strangers/declared-properties"
        let runner = try PlanRunner(
            PlanReader(file: "options").read(options), text: "", datasets: ["": LoadedDataset(path: folder)], cache: nil
        )
        let error = #expect(throws: AnalysisError.self) { try runner.run() }
        #expect(error?.problems.first?.contains("'dose'") == true)
    }

    @Test("the answers come back from the result file as they were")
    func coded() throws {
        let document = try Self.document.get()
        let data = try ResultCoding().encode(document)
        #expect(try ResultCoding().encode(try ResultCoding().decode(data)) == data)
        #expect(
            try ResultCoding().decode(data).analyses[0].subgroups.map(\.credibility)
                == (try record()).subgroups.map(\.credibility))
    }
}
