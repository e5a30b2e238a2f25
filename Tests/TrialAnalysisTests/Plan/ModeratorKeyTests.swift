import Testing
import TrialAnalysis
import TrialResults
import TrialStatistics

struct ModeratorKeyTests {
    private func plan(_ words: String, more: String = "") throws(AnalysisError) -> AnalysisPlan {
        try PlanReader(file: "plan.yaml", properties: .builtIn).read(
            """
            format: trialpool/plan@1
            title: T
            analyses:
              - id: a
                title: A
                outcome: edss_change
                measure: MD
                moderators: \(words)
            \(more)
            """)
    }

    private func problems(_ words: String, more: String = "") -> [String] {
        do throws(AnalysisError) {
            _ = try plan(words, more: more)
            return []
        } catch { return error.problems }
    }

    @Test("one word or a list, in the order of the plan, each a regression of its own")
    func words() throws {
        #expect(try plan("year").analyses[0].pooledOptions.moderators == [RegressionRequest(on: [.year])])
        #expect(
            try plan("[follow-up, baseline-edss, route]").analyses[0].pooledOptions.moderators.map(\.moderators) == [
                [.followUp], [.baselineEDSS], [.route],
            ])
    }

    @Test("an unknown property is an error with its line and at most five that are near")
    func unknown() throws {
        let problem = try #require(problems("[yaer]").first)
        #expect(problem.hasPrefix("plan.yaml:8:") && problem.contains("did you mean 'year'?"), "\(problem)")
        let far = try #require(problems("[zzzzzzzzzzzzzz]").first)
        #expect(far.matches(of: /'[^']+'/).count == 2 + 5, "\(far)")
    }

    @Test("several at once, interactions by a star or a list, centres and references")
    func several() throws {
        let options = try plan(
            "[{on: [year, route], interactions: [[year, route]], centre: {year: 2015}, reference: {route: both}}]")
        let request = options.analyses[0].pooledOptions.moderators[0]
        #expect(request.moderators == [.year, .route] && request.interactions == [[.year, .route]])
        #expect(request.centring == ["year": .value(2015)] && request.references == ["route": "both"])
        let starred = try plan("year * route").analyses[0].pooledOptions.moderators
        #expect(starred.count == 1 && starred[0].moderators == [.year, .route])
        #expect(starred[0].interactions == [[.year, .route]])
    }

    @Test(
        "what makes no sense is refused with what to do",
        arguments: [
            ("[{on: [year], interactions: [[year, year]]}]", "needs two properties"),
            ("[{on: [year], centre: {yaer: mean}}]", "none of the moderators"),
            ("[{on: [year], centre: {year: middle}}]", "mean, none or a number"),
            ("[{on: [route], centre: {route: mean}}]", "cannot be cut or centred"),
            ("[{on: []}]", "at least one property"), ("[{by: year}]", "unknown key 'by'"),
        ])
    func refused(words: String, reason: String) {
        let found = problems(words)
        #expect(found.contains { $0.contains(reason) }, "\(found)")
    }

    @Test("subgroups take limits for numbers only, ascending, and a number needs them")
    func cuts() throws {
        let options = try plan(
            "year", more: "    subgroups: [route, {by: year, cuts: [2010, 2020], heterogeneity: common}]")
        let groups = options.analyses[0].pooledOptions.subgroups
        #expect(groups[0] == SubgroupRequest(by: .route))
        #expect(groups[1].by == .year && groups[1].cuts == [2010, 2020] && groups[1].heterogeneity == .common)
        for (value, reason) in [
            ("year", "say where to cut it"), ("{by: route, cuts: [1]}", "'route' is no number"),
            ("{by: year, cuts: [2, 1]}", "must ascend"), ("{by: year, cuts: [a]}", "must hold numbers"),
        ] {
            let found = problems("year", more: "    subgroups: \(value)")
            #expect(found.contains { $0.contains(reason) }, "\(found)")
        }
    }

    @Test("a judgement says who judged, and is of something that the analysis claims")
    func credibility() throws {
        let own = "    credibility: {of: year, judged-by: A. Reader, direction: probably-yes}"
        let judgement = try plan("year", more: own).analyses[0].pooledOptions.credibility[0]
        #expect(judgement.judgedBy == "A. Reader" && judgement.answers["direction"] == .probablyYes)
        for (value, reason) in [
            ("{of: route, judged-by: A}", "neither a subgroup nor a moderator"),
            ("{of: year}", "needs the key 'judged-by'"),
            ("{of: year, judged-by: A, direction: maybe}", "no choice 'maybe'"),
            ("{of: year, judged-by: A, chance: definitely-yes}", "unknown key 'chance'"),
        ] {
            let found = problems("year", more: "    credibility: \(value)")
            #expect(found.contains { $0.contains(reason) }, "\(found)")
        }
    }
}
