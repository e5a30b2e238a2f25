import Glibc
import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// Data at the edge of what is possible: a correct answer or a typed error, for every estimator and interval.
struct ExtremeDataLawTests {
    static let pairs = LawData.cases.filter { $0.studies.description == "two studies" }

    @Test("equal estimates give that value and no heterogeneity", arguments: pairs)
    func allEqual(_ law: LawData.Case) throws {
        let fit = try law.pooling.fit(
            LinearModel(estimates: [0.25, 0.25, 0.25, 0.25], variances: [0.1, 0.2, 0.3, 0.4]))
        #expect(Tolerance.closedForm.accepts(fit.pooled.estimate, 0.25))
        #expect(fit.heterogeneity.tau2 == 0)
        #expect(fit.heterogeneity.q < 1e-25)
        #expect(fit.pooled.limits.lower <= 0.25 + 1e-12 && fit.pooled.limits.upper >= 0.25 - 1e-12)
        if fit.interval == "hartung-knapp" {
            #expect(fit.warnings.contains { $0.code == "identical-estimates" })
        }
    }

    @Test("variances over 20 orders of magnitude give finite answers between the estimates", arguments: pairs)
    func twentyOrders(_ law: LawData.Case) throws {
        let exponents = [-10.0, -6, -3, 0, 4, 7, 10]
        let estimates = [0.3, 0.2, 0.5, -1, 40, -900, 20_000]
        let fit = try law.pooling.fit(
            LinearModel(estimates: estimates, variances: exponents.map { pow(10, $0) }))
        #expect(fit.pooled.estimate.isFinite)
        #expect(fit.pooled.estimate > -900 && fit.pooled.estimate < 20_000)
        #expect(fit.pooled.standardError > 0 && fit.pooled.standardError.isFinite)
        #expect(fit.heterogeneity.tau2 >= 0 && fit.heterogeneity.tau2.isFinite)
        #expect(!fit.pooled.limits.lower.isNaN && !fit.pooled.limits.upper.isNaN)
        #expect(fit.convergence.converged)
    }

    @Test("each kind of bad number is named by study and field")
    func badNumbers() {
        let bad: [(estimates: [Double], variances: [Double], code: StatisticsError.Code, study: Int?)] = [
            ([0.1, .nan], [0.1, 0.1], .notFinite, 2), ([.infinity, 1], [0.1, 0.1], .notFinite, 1),
            ([0.1, 0.2], [0.1, 0], .invalidVariance, 2), ([0.1, 0.2], [-0.1, 1], .invalidVariance, 1),
            ([0.1, 0.2], [0.1, .nan], .invalidVariance, 2), ([0.1, 0.2], [0.1, .infinity], .invalidVariance, 2),
            ([], [], .tooFewStudies, nil), ([0.1], [0.1, 0.2], .unequalLengths, nil),
        ]
        for (estimates, variances, code, study) in bad {
            let error = #expect(throws: StatisticsError.self) {
                try LinearModel(estimates: estimates, variances: variances)
            }
            #expect(error?.code == code)
            #expect(error?.study == study)
        }
    }

    @Test("as many coefficients as studies is refused")
    func tooManyCoefficients() throws {
        let design = try ModeratorFormula(["x"]).design(["x": .numbers([1, 2])], studies: 2)
        let error = #expect(throws: StatisticsError.self) {
            try LinearModel(estimates: [1, 2], variances: [1, 1], design: design)
        }
        #expect(error?.code == .tooFewStudies)
    }

    @Test("a million studies are pooled", arguments: ["DL", "REML", "PM"])
    func million(_ code: String) throws {
        var generator = SeededGenerator(seed: 7)
        let k = 1_000_000
        let variances = (0..<k).map { _ in 0.01 + generator.uniform() }
        let estimates = variances.map { 0.3 + ($0 + 0.2).squareRoot() * generator.normal() }
        let estimator = try #require(MethodRegistry.standard.estimator(code))
        var pooling = PoolingModel(heterogeneity: estimator, interval: HartungKnapp())
        pooling.heterogeneityInterval = nil
        let fit = try pooling.fit(LinearModel(estimates: estimates, variances: variances))
        // Ten standard errors, about √(1 / Σw) and √(2 / Σw²).
        #expect(abs(fit.pooled.estimate - 0.3) < 0.01)
        #expect(abs(fit.heterogeneity.tau2 - 0.2) < 0.02)
    }
}
