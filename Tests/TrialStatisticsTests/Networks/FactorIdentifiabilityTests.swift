import Testing
import TrialStatistics
import TrialTestSupport

/// What trials can tell of several properties at once, and which trial they would learn most from.
struct FactorIdentifiabilityTests {
    private typealias Arm = FactorIdentifiability.Arm

    private func treated(_ study: String, _ route: String, _ source: String = "x", _ dose: Double? = nil) -> Arm {
        Arm(
            study: study, isControl: false, levels: ["route": route, "source": source],
            values: dose.map { ["dose": $0] } ?? [:])
    }

    private func control(_ study: String) -> Arm { Arm(study: study, isControl: true, levels: [:], values: [:]) }

    @Test("head-to-head trials, one trial and whole trials are told apart")
    func verdicts() {
        let arms = [
            treated("1", "a"), treated("1", "b"), control("1"), treated("2", "a"), treated("2", "b"),
            treated("3", "a"), control("3"), treated("4", "c"), control("4"), treated("5", "a"), treated("5", "d"),
            control("6"), treated("6", "a"),
        ]
        let found = FactorIdentifiability(arms, categories: ["route"], quantities: [])
        func verdict(_ level: String?) -> FactorIdentifiability.Verdict? {
            found.terms.first { $0.level == level }?.verdict
        }
        #expect(verdict(nil) == .withinTrials && verdict("b") == .withinTrials)
        #expect(verdict("c") == .betweenTrials && verdict("d") == .oneTrial)
        #expect(found.terms.first { $0.level == "b" }?.studies == ["1", "2"])
        #expect(found.independentContrasts == 7 && found.rank == 4 && !found.isOverfitted)
        #expect(found.missing.map { [$0.factor, $0.first, $0.second] } == [["route", "a", "c"]])
    }

    @Test("a property that goes along with another one is not identified, and the model is refused")
    func confounded() {
        let arms =
            ["1", "2"].flatMap { [treated($0, "a", "x"), control($0)] }
            + ["3", "4"].flatMap { [treated($0, "b", "y"), control($0)] }
        let found = FactorIdentifiability(arms, categories: ["route", "source"], quantities: [])
        #expect(found.coefficients == 3 && found.rank == 2 && found.isOverfitted)
        #expect(found.terms.filter { $0.level != nil }.map(\.verdict) == [.unidentified, .unidentified])
        #expect(found.terms[0].verdict == .withinTrials)
    }

    @Test("one value everywhere, a missing value and a dose that no trial compares are said")
    func doses() {
        let arms = [
            treated("1", "a", "x", 1), control("1"), treated("2", "a", "x", 3), control("2"), treated("3", "a", "x"),
            control("3"), treated("4", "a", "x", 3), control("4"),
        ]
        let found = FactorIdentifiability(arms, categories: ["route"], quantities: ["dose"])
        #expect(found.constants.map { [$0.factor, $0.value] } == [["route", "a"]])
        #expect(found.incomplete == ["3"])
        #expect(found.terms.map(\.verdict) == [.withinTrials, .betweenTrials])
        #expect(found.missing.map { [$0.factor, $0.first, $0.second] } == [["dose", "1", "3"]])
    }

    @Test("the order of arms changes no verdict", arguments: 0..<4)
    func order(_ turn: Int) {
        let arms = [
            treated("1", "a", "x", 2), treated("1", "b", "y", 4), control("1"), treated("2", "a", "y", 1), control("2"),
            treated("3", "b", "x", 3), control("3"),
        ]
        let turned = Array(arms[turn...] + arms[..<turn])
        let a = FactorIdentifiability(arms, categories: ["route", "source"], quantities: ["dose"])
        let b = FactorIdentifiability(turned, categories: ["route", "source"], quantities: ["dose"])
        #expect(a.rank == b.rank && a.terms.map(\.verdict) == b.terms.map(\.verdict))
        #expect(a.independentContrasts == b.independentContrasts)
    }

    @Test("the next trial is the one that a refit with it finds best")
    func next() throws {
        let rows: [(String, String, String, Double, Double)] = [
            ("1", "a", "c", 1, 0.2), ("2", "a", "c", 1.5, 0.3), ("3", "b", "c", -1, 0.2), ("4", "b", "a", 0.2, 0.4),
            ("5", "d", "c", 0.3, 0.9),
        ]
        let fit = try NetworkModel().fit(NetworkData.pairs(rows))
        let next = try #require(fit.nextTrial(.common))
        func sum(_ fit: NetworkFit) -> Double {
            var sum = 0.0
            for i in 0..<4 {
                for j in (i + 1)..<4 { let e = fit.comparison(i, j, .common).standardError; sum += e * e }
            }
            return sum
        }
        let names = fit.treatments
        var best: (pair: [String], sum: Double) = ([], .infinity)
        for i in 0..<4 {
            for j in (i + 1)..<4 {
                let more = rows + [("new", names[i], names[j], 0, next.variance.squareRoot())]
                let refit = sum(try NetworkModel(tau2: 0).fit(NetworkData.pairs(more)))
                if refit < best.sum { best = ([names[i], names[j]], refit) }
            }
        }
        #expect(best.pair == [next.treatment, next.comparator])
        #expect(Tolerance(relative: 1e-9).accepts(next.gain ?? .nan, 1 - best.sum / sum(fit)))
        #expect(try NetworkModel().fit(NetworkData.pairs([("1", "a", "b", 1, 1)])).nextTrial(.common) == nil)
    }
}
