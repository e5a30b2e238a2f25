import Testing
import TrialResults
import TrialStatistics

@testable import TrialAnalysis

/// Ten significant digits are kept, so two numbers differ by at most half a unit of the tenth; with the rounding of the
/// last bits this stays below 1e-9.
private let kept = 1e-9

@Suite struct AlternativesRunnerTests {
    private let measure = try! EffectMeasures.standard.named("RR")
    private let profile = MethodProfiles.trialPool1

    @Test("every entry is what pooling those rows gives, for every interval")
    func everyEntry() throws {
        let set = Self.independent(5)
        let found = try #require(runner([Self.arranged(set)]).alternatives())
        #expect(found.coverage == .allSubsets)
        #expect(found.entries == 31)
        let table = try #require(found.arrangements.first)
        #expect(
            table.intervals.map(\.code) == ["hartung-knapp-guarded", "normal", "hartung-knapp", "kenward-roger"])
        try expectPooled(found, table, set)
    }

    @Test("rows that share a control are pooled together, and leave together")
    func correlated() throws {
        var set = Self.independent(4)
        set.contrasts[1].study = set.contrasts[0].study
        set.covariances = [SharedCovariance(first: 0, second: 1, value: 0.02)]
        let found = try #require(runner([Self.arranged(set)]).alternatives())
        #expect(found.studies.count == 3)
        #expect(found.entries == 7)
        try expectPooled(found, try #require(found.arrangements.first), set)
        // The entry of the first study alone: its two comparisons, pooled as one effect.
        let alone = try #require(found.entry(leavingOut: [1, 2]))
        #expect(found.arrangements[0].tau2[alone] == 0)
    }

    @Test("every multi-arm rule has its own rows and tables; one that cannot serve says why")
    func arrangements() throws {
        let set = Self.independent(3)
        var split = set
        split.contrasts.insert(split.contrasts[2], at: 2)
        let found = try #require(
            runner([
                Self.arranged(set, code: "combine"), Self.arranged(split, code: "split-control"),
                Self.arranged(nil, code: "covariance", problem: "No covariance."),
            ]).alternatives())
        #expect(found.arrangements.map(\.code) == ["combine", "split-control"])
        #expect(found.arrangements.map(\.rows.count) == [3, 4])
        #expect(found.arrangements[1].rows.map(\.study) == [0, 1, 2, 2])
        #expect(found.unavailable == [.init(code: "covariance", reason: "No covariance.")])
        try expectPooled(found, found.arrangements[1], split)
    }

    @Test("beyond 13 studies each can be left out, one at a time")
    func leaveOneOut() throws {
        let set = Self.independent(14)
        let found = try #require(runner([Self.arranged(set)]).alternatives())
        #expect(found.coverage == .leaveOneOut)
        #expect(found.entries == 15)
        #expect(found.entry(leavingOut: []) == 0)
        #expect(found.entry(leavingOut: [3]) == 4)
        #expect(found.entry(leavingOut: [3, 4]) == nil)
        try expectPooled(found, found.arrangements[0], set)
    }

    @Test("tables that would be too large lose multi-arm rules first, then intervals, with a reason")
    func bounded() throws {
        let set = Self.independent(13)
        let found = try #require(
            runner([Self.arranged(set, code: "combine"), Self.arranged(set, code: "split-control")]).alternatives())
        #expect(found.arrangements.map(\.code) == ["combine"])
        #expect(found.arrangements[0].intervals.count == 4)
        #expect(found.arrangements[0].intervals.allSatisfy { $0.lower.count == 8191 })
        #expect(found.unavailable.map(\.code) == ["split-control"])
        #expect(found.unavailable[0].reason.contains("too large"))
    }

    @Test("Kenward–Roger is offered with REML only")
    func kenwardRoger() throws {
        var model = profile.randomEffects
        model.heterogeneity = DerSimonianLaird()
        let found = try #require(runner([Self.arranged(Self.independent(4))], model: model).alternatives())
        #expect(!found.arrangements[0].intervals.map(\.code).contains("kenward-roger"))
        #expect(found.unavailable.map(\.code) == ["kenward-roger"])
    }

    @Test("nothing to pool gives no alternatives, nor do more studies than a page can show")
    func none() {
        #expect(runner([Self.arranged(Self.independent(0))]).alternatives() == nil)
        #expect(runner([Self.arranged(Self.independent(401))]).alternatives() == nil)
    }

    @Test("an entry is found by who is left out")
    func entries() {
        let all = Alternatives(studies: ["a", "b", "c"], coverage: .allSubsets, level: 0.95, arrangements: [])
        #expect(all.entry(leavingOut: []) == 6)
        #expect(all.entry(leavingOut: [0, 1]) == 3)
        #expect(all.entry(leavingOut: [0, 1, 2]) == nil)
        #expect(all.entry(leavingOut: [3]) == nil)
        for entry in 0..<all.entries {
            let out = Set(all.studies.indices).subtracting(all.members(ofEntry: entry))
            #expect(all.entry(leavingOut: out) == entry)
        }
    }

    // MARK: - Support

    private func runner(_ arrangements: [ArrangedContrasts], model: PoolingModel? = nil) -> AlternativesRunner {
        AlternativesRunner(
            pooling: ContrastPooling(model: model ?? profile.randomEffects, measure: measure, profile: profile),
            arrangements: arrangements)
    }

    /// Pools each entry's rows by itself, each interval with its own τ².
    private func expectPooled(
        _ found: Alternatives, _ table: Alternatives.Arrangement, _ set: ContrastSet
    ) throws {
        let positions = set.contrasts.map { contrast in found.studies.firstIndex(of: contrast.study) }
        for (index, interval) in table.intervals.enumerated() {
            var model = profile.randomEffects
            model.interval = try #require(MethodRegistry.standard.interval(interval.code))
            let pooling = ContrastPooling(model: model, measure: measure, profile: profile)
            for entry in 0..<found.entries {
                let members = Set(found.members(ofEntry: entry))
                let rows = positions.indices.filter { positions[$0].map(members.contains) ?? false }
                let fit = try #require(try pooling.pool(set, rows)).fit
                let estimates = interval.estimates ?? table.intervals[0].estimates ?? []
                expect(estimates[entry], fit.pooled.estimate)
                expect(interval.lower[entry], fit.pooled.limits.lower)
                expect(interval.upper[entry], fit.pooled.limits.upper)
                expect(interval.predictionLower.isEmpty ? .nan : interval.predictionLower[entry], fit.prediction?.lower)
                expect(interval.predictionUpper.isEmpty ? .nan : interval.predictionUpper[entry], fit.prediction?.upper)
                guard index == 0 else { continue }
                expect(table.tau2[entry], fit.heterogeneity.tau2)
                expect(table.iSquared[entry], fit.heterogeneity.iSquared)
            }
        }
    }

    private func expect(_ found: Double, _ expected: Double?) {
        guard let expected, !expected.isNaN else {
            #expect(found.isNaN)
            return
        }
        #expect(found == expected || abs(found - expected) <= kept * abs(expected), "\(found) is not \(expected)")
    }

    private static func arranged(
        _ set: ContrastSet?, code: String = "", problem: String? = nil
    ) -> ArrangedContrasts { ArrangedContrasts(code: code, set: set, problem: problem) }

    /// Rows that differ by more than chance in most subsets.
    private static func independent(_ count: Int) -> ContrastSet {
        let contrasts = (0..<count).map { row in
            Contrast(
                study: "Study\(row)", label: "Study \(row)", year: 2010 + row, groups: [],
                effect: EffectEstimate(
                    estimate: -0.3 + 0.35 * Double((row * 37) % 11 - 5) / 3, variance: 0.04 + 0.03 * Double(row % 5)),
                properties: [:], sources: [], notes: [])
        }
        return ContrastSet(contrasts: contrasts, excluded: [], covariances: [], warnings: [])
    }
}

@Suite struct ArrangedContrastsTests {
    private let one = ContrastSet(contrasts: [], excluded: [], covariances: [], warnings: [])

    @Test("without a study of several arms there is nothing to switch")
    func nothing() {
        #expect(ArrangedContrasts.others(than: one, rules: RowRules()) { _ throws(AnalysisError) in one }.isEmpty)
    }

    @Test("a rule that fails keeps its reason")
    func failing() {
        let contrast = Contrast(
            study: "A", label: "A", year: nil, groups: [], effect: EffectEstimate(estimate: 0, variance: 1),
            properties: [:], sources: [], notes: [])
        let two = ContrastSet(contrasts: [contrast, contrast], excluded: [], covariances: [], warnings: [])
        let others = ArrangedContrasts.others(than: one, rules: RowRules()) { rules throws(AnalysisError) in
            if rules.multiArm == .covariance { throw AnalysisError(.failedAnalysis, "no covariance") }
            return two
        }
        #expect(others.map(\.code) == ["split-control", "covariance"])
        #expect(others.map { $0.set == nil } == [false, true])
        #expect(others[1].problem == "no covariance")
    }
}
