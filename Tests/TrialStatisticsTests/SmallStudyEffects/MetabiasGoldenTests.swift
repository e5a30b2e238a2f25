import Glibc
import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// The tests for two-group data and limit meta-analysis against package meta's and metasens'.
struct MetabiasGoldenTests {
    static let cases = Reference.cases("f07_metabias")
    static let metabias = cases.filter { $0.function == "metabias" }
    static let limit = cases.filter { $0.function == "limitmeta" }
    static let closedForm = Tolerance(relative: 1e-9)
    /// Package meta runs metafor's REML with its default control.
    static let defaultControl = Tolerance(relative: 1e-4)

    @Test("there are cases to check") func hasCases() {
        #expect(Self.metabias.count == 37)
        #expect(Self.limit.count == 9)
    }

    @Test("tests of asymmetry agree with meta", arguments: metabias)
    func asymmetry(_ golden: GoldenCase) throws {
        let method = golden.arguments["method.bias"].text ?? String(golden.id.split(separator: "_").last ?? "")
        let isRatio = golden.call.contains("sm=\"RR\"")
        let test: any FunnelAsymmetryTest =
            switch method {
            case "Begg": RankCorrelation(exact: false)
            case "Egger": EggerRegression()
            case "Thompson":
                EggerRegression.thompsonSharp(isRatio ? RestrictedMaximumLikelihood() : DerSimonianLaird())
            case "Harbord": HarbordTest()
            case "Macaskill": EggerRegression.macaskill
            case "Peters": PetersTest()
            case "Schwarzer": SchwarzerTest()
            case "Deeks": DeeksTest()
            default: PustejovskyTest()
            }
        let result = try test.evaluate(Self.funnel(golden))
        let tolerance = isRatio && method == "Thompson" ? Self.defaultControl : Self.closedForm
        golden.expect("statistic", result.statistic, tolerance)
        golden.expect("pval", result.pValue, tolerance)
        golden.expect("df", result.degreesOfFreedom, tolerance)
        golden.expect("estimate", [result.bias, result.biasStandardError], tolerance)
        golden.expect("tau", result.dispersion ?? result.tau2?.squareRoot(), tolerance)
    }

    @Test("limit meta-analyses agree with metasens", arguments: limit)
    func limitMetaAnalysis(_ golden: GoldenCase) throws {
        let adjustment = golden.arguments["method.adjust"].text.flatMap(LimitMetaAnalysis.Adjustment.init)
        let result = try LimitMetaAnalysis(
            Self.funnel(golden).model,
            by: PoolingModel(heterogeneity: DerSimonianLaird(), interval: NormalInterval()),
            adjustment: adjustment ?? .expectation)
        golden.expect("TE.adjust", result.adjusted.estimate, Self.closedForm)
        if adjustment != .limitMean, Self.dropped(golden) > 0 {
            try checkErrorWithDroppedStudies(golden, result)
        } else {
            golden.expect("seTE.adjust", result.adjusted.standardError, Self.closedForm)
            golden.expect("lower.adjust", result.adjusted.limits.lower, Self.closedForm)
            golden.expect("upper.adjust", result.adjusted.limits.upper, Self.closedForm)
            golden.expect("statistic.adjust", result.adjusted.statistic, Self.closedForm)
            golden.expect("pval.adjust", result.adjusted.pValue, Self.closedForm)
        }
        golden.expect("alpha.r", result.smallStudyEffect, Self.closedForm)
        golden.expect("beta.r", result.slope, Self.closedForm)
        golden.expect("Q", result.q, Self.closedForm)
        golden.expect("Q.small", result.smallStudyQ, Self.closedForm)
        golden.expect("Q.resid", result.residualQ, Self.closedForm)
        golden.expect("G.squared", result.gSquared, Self.closedForm)
        golden.expect("tau", result.tau2.squareRoot(), Self.closedForm)
        let reference = golden.expected["TE.limit"].list.filter { !$0.isNull }
        for (value, number) in zip(result.limitEstimates, reference) {
            #expect(Self.closedForm.accepts(value, number.number ?? .nan))
        }
    }

    /// metasens counts studies without an estimate as studies of precision 0 when it takes the spread of the precisions,
    /// so its standard error falls with each study that has no data. Ours is the one of the regression itself; theirs
    /// comes back when the zeros are put in.
    private func checkErrorWithDroppedStudies(_ golden: GoldenCase, _ result: LimitMetaAnalysis) throws {
        #expect(result.tau2 == 0)
        let precisions = try Self.funnel(golden).model.variances.map { 1 / $0.squareRoot() }
        func spread(_ x: [Double]) -> Double {
            let mean = x.reduce(0, +) / Double(x.count)
            return x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }
        let padded = precisions + Array(repeating: 0, count: Self.dropped(golden))
        let theirs = spread(padded) * Double(precisions.count - 1) / Double(padded.count - 1)
        golden.expect("seTE.adjust", 1 / theirs.squareRoot(), Self.closedForm)
        #expect(Self.closedForm.accepts(result.adjusted.standardError, 1 / spread(precisions).squareRoot()))
    }

    private static func dropped(_ golden: GoldenCase) -> Int {
        golden.expected["TE.limit"].list.isEmpty
            ? FollowUpGolden.rows(golden, ["ev.e", "n.e", "ev.c", "n.c"]).filter { $0[0] == 0 && $0[2] == 0 }.count
            : golden.expected["TE.limit"].list.filter(\.isNull).count
    }

    /// The funnel as package meta forms it: ½ added where a group has no event or no non-event, empty tables dropped.
    private static func funnel(_ golden: GoldenCase) throws -> Funnel {
        if golden.input["ev.e"].isNull { return try meanFunnel(golden) }
        let isRatio = golden.call.contains("sm=\"RR\"")
        let tables = FollowUpGolden.rows(golden, ["ev.e", "n.e", "ev.c", "n.c"]).map {
            BinaryComparison(events1: $0[0], total1: $0[1], events2: $0[2], total2: $0[3])
        }.filter { !$0.isDoubleZero && !$0.isDoubleFull }
        let effects = tables.map { table in
            let cells = [table.events1, table.nonEvents1, table.events2, table.nonEvents2]
            let add = cells.contains(0) ? 0.5 : 0
            let (a, b, c, d) = (cells[0] + add, cells[1] + add, cells[2] + add, cells[3] + add)
            let (m, n) = (table.total1 + add, table.total2 + add)
            return isRatio
                ? (log(a / m) - log(c / n), 1 / a - 1 / m + 1 / c - 1 / n)
                : (log(a) - log(b) - log(c) + log(d), 1 / a + 1 / b + 1 / c + 1 / d)
        }
        return try Funnel(
            LinearModel(estimates: effects.map(\.0), variances: effects.map(\.1)), tables: tables)
    }

    /// Standardised mean differences with the exact correction of Hedges and the unbiased variance.
    private static func meanFunnel(_ golden: GoldenCase) throws -> Funnel {
        let rows = FollowUpGolden.rows(golden, ["n.e", "mean.e", "sd.e", "n.c", "mean.c", "sd.c"])
        let effects = rows.map { row in
            let (n, m) = (row[0], row[3])
            let pooled = (((n - 1) * row[2] * row[2] + (m - 1) * row[5] * row[5]) / (n + m - 2)).squareRoot()
            let half = (n + m - 2) / 2
            let correction = exp(logGamma(half) - logGamma(half - 0.5)) / half.squareRoot()
            let g = correction * (row[1] - row[4]) / pooled
            let unbiased = 1 - (2 * half - 2) / (2 * half * correction * correction)
            return (g, (n + m) / (n * m) + unbiased * g * g)
        }
        return try Funnel(
            LinearModel(estimates: effects.map(\.0), variances: effects.map(\.1)),
            sizes: rows.map { Funnel.GroupSizes(treatment: $0[0], control: $0[3]) })
    }
}
