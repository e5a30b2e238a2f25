import Foundation
import Testing
import TrialJSON
import TrialResults
import TrialStatistics

@testable import TrialAnalysis

/// The record says the method that was used, and a choice that cannot hold is named.
@Suite struct ContrastPoolingTests {
    /// Events and totals on treatment and control; the third study has a zero cell.
    private static let tables: [(Double, Double, Double, Double)] = [
        (12, 100, 20, 98), (5, 60, 9, 62), (0, 40, 3, 41), (30, 210, 41, 205),
    ]

    private static func contrast(_ index: Int, _ table: BinaryComparison) throws -> Contrast {
        let effect = try #require(try? OddsRatio().effects(of: [table])[0].get())
        return Contrast(
            study: "S\(index)", label: "Study \(index)", year: 2000 + index,
            groups: [
                GroupResult(label: "MSC", total: table.total1, events: table.events1),
                GroupResult(label: "Control", total: table.total2, events: table.events2),
            ], summary: AnyStudySummary(table), effect: effect, properties: [:], sources: [], notes: [])
    }

    private static func set() throws -> ContrastSet {
        let rows = try tables.enumerated().map { index, cells in
            try contrast(
                index + 1, BinaryComparison(events1: cells.0, total1: cells.1, events2: cells.2, total2: cells.3))
        }
        return ContrastSet(contrasts: rows, excluded: [], covariances: [], warnings: [])
    }

    /// The same rows and a ratio that a paper printed without counts.
    private static func mixed() throws -> ContrastSet {
        var set = try set()
        set.contrasts.append(
            Contrast(
                study: "P5", label: "Printed 2011", year: 2011, groups: [],
                effect: EffectEstimate(estimate: -0.4, variance: 0.09), properties: [:], sources: [], notes: []))
        return set
    }

    private static func pooling(
        _ profile: MethodProfile, measure: String = "OR", _ change: (inout MethodRequest) -> Void = { _ in }
    ) throws -> ContrastPooling {
        var request = MethodRequest()
        change(&request)
        return ContrastPooling(
            try request.resolved(for: profile, seed: 1), measure: try EffectMeasures.standard.named(measure),
            rows: try Self.set())
    }

    private static func all(_ set: ContrastSet) -> [Int] { Array(set.contrasts.indices) }

    @Test("an odds ratio under revman-5 with a common effect is Mantel–Haenszel, and so says its record")
    func revManCommon() throws {
        let set = try Self.set()
        let made = try #require(
            try Self.pooling(MethodProfiles.revMan5) { $0.model = .common }.pool(set, Self.all(set)))
        // Mantel and Haenszel 1959 by hand, ½ in each cell of the third study.
        var (above, below) = (0.0, 0.0)
        for (a, n1, c, n2) in Self.tables {
            let add = a == 0 ? 0.5 : 0
            let n = n1 + n2 + 4 * add
            above += (a + add) * (n2 - c + add) / n
            below += (n1 - a + add) * (c + add) / n
        }
        #expect(abs(made.result.natural.estimate - above / below) < 1e-12)
        let record = made.record
        #expect(record.comparison == .mantelHaenszel && record.model == .common)
        #expect(record.interval?.code == "normal" && record.estimator == nil && record.prediction == nil)
        var use = ZeroCellUse(rule: RevManPooling().zeroCells, rows: 1, cells: 4)
        use.among = 4
        #expect(record.zeroCells == use)
        #expect(record.overrides == [.init(key: .model, value: "common")])
        let words = MethodWords(record)
        #expect(words.sentence == "Mantel–Haenszel, common effect; normal (Wald) interval")
        #expect(words.label == "M-H, Common")
        #expect(words.zeroCells == "½ was added to 4 cells of 1 of 4 rows")
    }

    @Test("random effects under revman-5 are Mantel–Haenszel with DerSimonian and Laird's τ²")
    func revManRandom() throws {
        let set = try Self.set()
        let made = try #require(try Self.pooling(MethodProfiles.revMan5).pool(set, Self.all(set)))
        #expect(made.record.comparison == .mantelHaenszel && made.record.model == .random)
        #expect(made.record.estimator == NamedMethod(DerSimonianLaird()))
        #expect(made.record.iSquared == .fromQ && made.record.tau2Interval == nil)
        #expect(MethodWords(made.record).label == "M-H, Random")
        #expect(made.warnings.isEmpty)
    }

    @Test("an interval that the profile's way with tables has no room for is named, and not in the record")
    func lostInterval() throws {
        let set = try Self.set()
        let made = try #require(
            try Self.pooling(MethodProfiles.revMan5) { $0.interval = "hartung-knapp" }.pool(set, Self.all(set)))
        #expect(made.fit.interval == "normal" && made.record.interval?.code == "normal")
        #expect(made.record.overrides.isEmpty)
        #expect(made.warnings.map(\.code) == ["ignored-option"])
        #expect(made.warnings[0].message.hasPrefix("'interval: hartung-knapp' has no effect here"))
    }

    @Test("a zero-cell rule or variance that the profile's way with tables has no room for is named")
    func lostEffectOptions() throws {
        let set = try Self.set()
        let made = try #require(
            try Self.pooling(MethodProfiles.revMan5) {
                $0.zeroCells = ZeroCellRule(to: .all)
                $0.varianceType = .unbiased
            }.pool(set, Self.all(set)))
        #expect(made.warnings.map(\.code) == ["ignored-option", "ignored-option"])
        #expect(made.warnings.map { $0.message.prefix(12) } == ["'zeroCells: ", "'varianceTyp"])
        #expect(made.record.varianceType == nil && made.record.zeroCells?.rule == RevManPooling().zeroCells)
    }

    @Test("one printed ratio among tables: inverse variance for all, by name")
    func mixedComparisons() throws {
        let set = try Self.mixed()
        let pooling = try Self.pooling(MethodProfiles.revMan5) { $0.model = .common }
        let made = try #require(try pooling.pool(set, Self.all(set)))
        #expect(made.record.comparison == .inverseVariance)
        let warning = try #require(pooling.warnings(set).first)
        #expect(warning.code == "mixed-comparisons" && warning.message.contains("Printed 2011 gives none"))
        // A part without the printed row is pooled as the whole is.
        let part = try #require(try pooling.pool(set, [0, 1, 3]))
        #expect(part.record.comparison == .inverseVariance)
        #expect(try pooling.warnings(Self.set()).isEmpty)
        #expect(try Self.pooling(MethodProfiles.trialPool1).warnings(set).isEmpty)
    }

    @Test("several comparisons of one trial are one effect, and the record says why")
    func oneTrial() throws {
        var set = try Self.set()
        set.contrasts = Array(set.contrasts[..<2])
        set.contrasts[1].study = set.contrasts[0].study
        set.covariances = [SharedCovariance(first: 0, second: 1, value: 0.01)]
        let made = try #require(
            try Self.pooling(MethodProfiles.trialPool1) { $0.heterogeneity = "PM" }.pool(set, [0, 1]))
        #expect(made.record.model == .common && made.record.modelChange == .comparisonsOfOneTrial)
        #expect(made.record.estimator == nil && made.record.interval?.code == "normal")
        #expect(made.warnings.map(\.code) == ["ignored-option"])
        #expect(
            MethodWords(made.record).sentence
                == "common effect (several comparisons of one trial are pooled as one effect); normal (Wald) interval")
        let revMan = try Self.pooling(MethodProfiles.revMan5)
        #expect(revMan.warnings(set).map(\.code) == ["correlated-comparisons"])
    }

    @Test("what the fit does not give is not in the record")
    func absent() throws {
        let set = try Self.set()
        let pooling = try Self.pooling(MethodProfiles.trialPool1)
        let whole = try #require(try pooling.pool(set, Self.all(set)))
        #expect(whole.record.prediction?.code == "t-k-1" && whole.record.tau2Interval?.code == "QP")
        #expect(
            MethodWords(whole.record).sentence
                == "random effects, τ² by restricted maximum likelihood; guarded Hartung–Knapp interval; prediction interval, t(k − 1)"
        )
        let two = try #require(try pooling.pool(set, [0, 1]))
        #expect(two.fit.prediction == nil && two.record.prediction == nil)
    }

    @Test("zero cells are counted where the measure adds to them")
    func zeroCells() throws {
        let set = try Self.set()
        func use(_ measure: String, _ change: (inout MethodRequest) -> Void = { _ in }) throws -> ZeroCellUse? {
            try Self.pooling(MethodProfiles.trialPool1, measure: measure, change).pool(set, Self.all(set))?.record
                .zeroCells
        }
        func expected(rows: Int, cells: Int) throws -> ZeroCellUse {
            var use = ZeroCellUse(rule: .onlyZero, rows: rows, cells: cells)
            use.among = try Self.set().contrasts.count
            return use
        }
        #expect(try use("OR") == expected(rows: 1, cells: 4))
        #expect(try use("AS") == expected(rows: 0, cells: 0))
        #expect(try use("MD") == nil)
        #expect(try use("OR") { $0.zeroCells = ZeroCellRule(to: .ifAnyZero) }?.rows == 4)
        #expect(try use("OR") { $0.zeroCells = ZeroCellRule(to: .none) }?.rows == 0)
    }

    @Test("Peto's odds ratio is combined by Peto's weights")
    func peto() throws {
        let set = try Self.set()
        let made = try Self.pooling(MethodProfiles.trialPool1, measure: "PETO").pool(set, Self.all(set))
        #expect(made?.record.comparison == .peto)
    }

    @Test("a set without a row that has counts has no question of rare events; one with a printed ratio names it")
    func rareEvents() throws {
        let question = try #require(RareEventQuestion(try Self.mixed()))
        #expect(question.labels == ["Study 1", "Study 2", "Study 3", "Study 4"])
        #expect(question.excluded.map(\.study) == ["P5"] && question.excluded[0].code == "no-counts")
        #expect(question.warnings.map(\.code) == ["rows-without-counts"])
        #expect(question.warnings[0].message.contains("Printed 2011"))
        #expect(try question.json().text.contains(#""study":"P5""#))
        let panel = try RareEventQuestion.answer(of: try Self.mixed(), level: 0.95)
        #expect(panel.panel == (try RareEventQuestion.answer(of: try Self.set(), level: 0.95).panel))
        #expect(panel.warnings == question.warnings)
        var printed = try Self.mixed()
        printed.contrasts.removeFirst(4)
        #expect(RareEventQuestion(printed) == nil)
        #expect(try RareEventQuestion.answer(of: printed, level: 0.95).warnings.map(\.code) == ["no-rare-event-panel"])
    }
}
