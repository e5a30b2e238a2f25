import Foundation
import Testing
import TrialAnalysis
import TrialEvidence
import TrialResults
import TrialStatistics

/// The answers on the shipped evidence against values worked out here from the printed numbers.
struct RealEvidenceTests {
    private static let document = Result { () throws -> ResultDocument in
        let file = try Repository.plan()
        return try PlanRunner(file.plan, text: file.text, datasets: file.datasets, cache: nil).run().document
    }

    private func analysis(_ id: String) throws -> AnalysisRecord {
        try #require(Self.document.get().analyses.first { $0.id == id })
    }

    /// Searched optima of a flat function agree to half the digits of a double.
    private func isClose(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-7) -> Bool {
        a.map { abs($0 - b) <= tolerance * max(1, abs(b)) } ?? false
    }

    // Quantiles from published tables, so that the engine's own are not used: t(1) and t(2) at 97.5 %.
    private let t1 = 12.706204736174698
    private let t2 = 4.302652729749464
    private let z = 1.959963984540054

    @Test("the lesion rate ratio follows from the printed ratio and the two printed means")
    func lesions() throws {
        let result = try analysis("gel-rate-ratio")
        let y1 = log(0.94)
        let v1 = pow((log(1.50) - log(0.58)) / (2 * z), 2)
        let y2 = log(3.1) - log(12.3)
        let v2 = pow((log(8.8) - log(1.1)) / (2 * z), 2) + pow((log(34.5) - log(4.4)) / (2 * z), 2)
        #expect(isClose(result.rows[0].estimate, y1))
        #expect(isClose(result.rows[1].estimate, -1.378, 1e-3))
        #expect(isClose(result.rows[1].variance.squareRoot(), 0.746, 1e-3))
        // With two studies the restricted likelihood depends on y1 − y2 ~ N(0, v1 + v2 + 2τ²) alone.
        let tau2 = max(0, ((y1 - y2) * (y1 - y2) - v1 - v2) / 2)
        let (w1, w2) = (1 / (v1 + tau2), 1 / (v2 + tau2))
        let mean = (w1 * y1 + w2 * y2) / (w1 + w2)
        let q = w1 * (y1 - mean) * (y1 - mean) + w2 * (y2 - mean) * (y2 - mean)
        let error = (max(1, q) / (w1 + w2)).squareRoot()
        let pooled = try #require(result.pooled)
        #expect(isClose(pooled.fit.heterogeneity.tau2, tau2))
        #expect(isClose(pooled.natural.estimate, exp(mean)))
        #expect(isClose(log(pooled.natural.lower), mean - t1 * error))
        #expect(isClose(log(pooled.natural.upper), mean + t1 * error))
        #expect(pooled.fit.prediction == nil, "no prediction interval below three studies")
    }

    // Petrou 2020, EDSS change at 6 months, n of treatment-failure definition a; Llufriu 2014, first period.
    private let intrathecal = (-0.2, 0.3, 30.0)
    private let intravenous = (-0.13, 0.4, 31.0)
    private let sham = (0.3, 0.4, 31.0)
    private var llufriu: (y: Double, v: Double) { (0.3 - 0.25, 0.7 * 0.7 / 5 + 0.5 * 0.5 / 4) }

    private func sensitivity(_ result: AnalysisRecord, _ change: String) throws -> PooledResult {
        try #require(result.sensitivity.first { $0.change == change }?.pooled)
    }

    private func variance(_ group: (Double, Double, Double)) -> Double { group.1 * group.1 / group.2 }

    @Test("EDSS difference with the covariance of the shared sham group")
    func edssCovariance() throws {
        let pooled = try #require(try analysis("edss-change-6-months").pooled)
        let y = [llufriu.y, intrathecal.0 - sham.0, intravenous.0 - sham.0]
        var v = IndependentFormulas.diagonal([
            llufriu.v, variance(intrathecal) + variance(sham), variance(intravenous) + variance(sham),
        ])
        v[1][2] = variance(sham)
        v[2][1] = variance(sham)
        var s = IndependentFormulas.identity(3)
        s[1][2] = 0.5
        s[2][1] = 0.5
        // Two trials leave one degree of freedom, whatever their three rows say.
        check(pooled, IndependentFormulas.reml(y, v, s), quantile: t1)
        #expect(pooled.fit.pooled.degreesOfFreedom == 1)
        #expect(pooled.fit.prediction == nil, "no prediction interval below three studies")
    }

    @Test("EDSS difference with the sham group split in two")
    func edssSplit() throws {
        let pooled = try sensitivity(analysis("edss-change-6-months"), "multi-arm: split-control")
        let half = (sham.0, sham.1, sham.2 / 2)
        let v = [llufriu.v, variance(intrathecal) + variance(half), variance(intravenous) + variance(half)]
        let y = [llufriu.y, intrathecal.0 - sham.0, intravenous.0 - sham.0]
        check(
            pooled, IndependentFormulas.reml(y, IndependentFormulas.diagonal(v), IndependentFormulas.identity(3)),
            quantile: t1)
    }

    @Test("EDSS difference with the two treatment groups combined")
    func edssCombined() throws {
        let pooled = try sensitivity(analysis("edss-change-6-months"), "multi-arm: combine")
        let n = intrathecal.2 + intravenous.2
        let mean = (intrathecal.2 * intrathecal.0 + intravenous.2 * intravenous.0) / n
        // The sum of squares of the whole from the sums of squares of the parts about the whole mean.
        func squares(_ g: (Double, Double, Double)) -> Double { (g.2 - 1) * g.1 * g.1 + g.2 * pow(g.0 - mean, 2) }
        let sd = ((squares(intrathecal) + squares(intravenous)) / (n - 1)).squareRoot()
        let v = [llufriu.v, sd * sd / n + variance(sham)]
        check(
            pooled,
            IndependentFormulas.reml(
                [llufriu.y, mean - sham.0], IndependentFormulas.diagonal(v), IndependentFormulas.identity(2)),
            quantile: t1)
    }

    private func check(_ pooled: PooledResult, _ reference: IndependentFormulas.Pooled, quantile: Double) {
        let half = quantile * reference.error * max(1, reference.q).squareRoot()
        #expect(isClose(pooled.fit.heterogeneity.tau2, reference.tau2, 1e-6))
        #expect(isClose(pooled.fit.pooled.estimate, reference.estimate, 1e-6))
        #expect(isClose(pooled.fit.pooled.limits.lower, reference.estimate - half, 1e-6))
        #expect(isClose(pooled.fit.pooled.limits.upper, reference.estimate + half, 1e-6))
    }

    // Events and participants as printed, overlapping reports left out, the latest time of each.
    static let proportions: [(String, [(Double, Double)])] = [
        ("edss-improved", [(4, 22), (5, 7), (6, 8), (7, 18), (10, 24), (1, 6)]),
        ("edss-stable", [(12, 22), (1, 7), (1, 8), (6, 6), (12, 24), (2, 6)]),
        ("edss-worsened", [(6, 22), (1, 7), (1, 8), (0, 16), (3, 5), (2, 24), (3, 6)]),
        ("serious-adverse-events", [(0, 5), (1, 19), (0, 10), (0, 6), (0, 20)]),
    ]

    @Test("pooled proportions follow from the printed counts", arguments: proportions)
    func proportion(_ id: String, _ counts: [(Double, Double)]) throws {
        let result = try analysis(id)
        #expect(result.rows.map { $0.groups[0].events } == counts.map(\.0))
        #expect(result.rows.map { $0.groups[0].total } == counts.map(\.1))
        var (y, v) = ([Double](), [Double]())
        for (x, n) in counts {
            let add = x == 0 || x == n ? 0.5 : 0
            y.append(log((x + add) / (n - x + add)))
            v.append(1 / (x + add) + 1 / (n - x + add))
        }
        let reference = IndependentFormulas.reml(
            y, IndependentFormulas.diagonal(v), IndependentFormulas.identity(y.count))
        let pooled = try #require(result.pooled)
        #expect(isClose(pooled.fit.heterogeneity.tau2, reference.tau2, 1e-5))
        #expect(isClose(pooled.natural.estimate, 1 / (1 + exp(-reference.estimate)), 1e-6))
        let scale = max(1, reference.q).squareRoot()
        #expect(isClose(pooled.fit.pooled.standardError, reference.error * scale, 1e-5))
    }

    @Test("one trial with two comparisons is pooled as one effect, and says so")
    func oneTrial() throws {
        let result = try analysis("treatment-failure-6-months")
        let pooled = try #require(result.pooled)
        let y = [log((2.0 / 30) / (13.0 / 31)), log((3.0 / 31) / (13.0 / 31))]
        let shared = 1 / 13.0 - 1 / 31.0
        let v = [
            [1 / 2.0 - 1 / 30.0 + shared, shared], [shared, 1 / 3.0 - 1 / 31.0 + shared],
        ]
        let reference = IndependentFormulas.mean(y, v, IndependentFormulas.identity(2), 0)
        #expect(isClose(pooled.fit.pooled.estimate, reference.estimate))
        #expect(isClose(pooled.fit.pooled.standardError, reference.error))
        #expect(result.warnings.contains { $0.code == "one-study" })
    }

    @Test("every row of an outcome is used or excluded with a reason, never dropped")
    func nothingIsSilent() throws {
        let dataset = try #require(try Repository.plan().datasets[""]?.dataset)
        for result in try Self.document.get().analyses {
            let places = Set(result.rows.flatMap(\.sources).map(\.place) + result.excluded.compactMap(\.place))
            for row in dataset.outcomes where row.outcome == result.question.outcome {
                #expect(places.contains("outcomes.csv:\(row.line ?? 0)"), "\(result.id): \(row.studyID) \(row.armID)")
            }
            #expect(result.excluded.allSatisfy { !$0.reason.isEmpty && !$0.code.isEmpty })
        }
    }

    @Test("no two rows of an analysis share participants")
    func noOverlap() throws {
        let dataset = try #require(try Repository.plan().datasets[""]?.dataset)
        for result in try Self.document.get().analyses {
            for group in dataset.sharedPatientGroups() {
                #expect(Set(result.rows.map(\.study)).intersection(group).count <= 1, "\(result.id)")
            }
        }
    }

    @Test("every outcome of the dataset is asked of, or left out with a reason")
    func everyOutcome() throws {
        let document = try Self.document.get()
        let unasked = try #require(document.unasked)
        #expect(unasked.filter { $0.reason == nil }.map(\.outcome) == [])
        let dataset = try #require(Repository.plan().datasets[""]?.dataset)
        let further = try Repository.plan().plan.analyses.flatMap(\.options.value.furtherOutcomes)
        let asked = Set(document.analyses.map(\.question.outcome) + further)
        #expect(asked.union(unasked.map(\.outcome)) == Set(dataset.allOutcomes.map(\.outcome)))
        #expect(asked.isDisjoint(with: unasked.map(\.outcome)))
        #expect(unasked.reduce(0) { $0 + $1.results } < dataset.allOutcomes.count * 3 / 5)
    }
}
