import Testing
import TrialNumerics

@testable import TrialStatistics

/// Rows that share participants: t counts studies.
struct CorrelatedEstimatesTests {
    /// Two studies, the second with two treated arms and one control.
    private static func estimates() throws -> CorrelatedEstimates {
        var covariance = Matrix(diagonal: [0.16, 0.008, 0.010])
        covariance[1, 2] = 0.005
        covariance[2, 1] = 0.005
        return try CorrelatedEstimates(
            estimates: [0.05, -0.5, -0.43], covariance: covariance, studies: [0, 1, 1])
    }

    private static func model(_ interval: any IntervalMethod) -> PoolingModel {
        var model = PoolingModel(
            heterogeneity: RestrictedMaximumLikelihood(), interval: interval,
            prediction: PredictionInterval(.tStudiesMinusOne))
        model.fewestStudiesForPrediction = 3
        return model
    }

    static let intervals: [any IntervalMethod & Sendable] = [HartungKnapp(), HartungKnapp.guarded, TInterval()]

    @Test("t has studies less one degrees of freedom, and three rows of two studies give no prediction")
    func degreesOfFreedom() throws {
        for interval in Self.intervals {
            let fit = try Self.estimates().fit(Self.model(interval))
            #expect((fit.studies, fit.clusters, fit.independentStudies) == (3, 2, 2))
            #expect(fit.pooled.degreesOfFreedom == 1)
            let half = StudentTDistribution(degreesOfFreedom: 1).upperQuantile(0.025) * fit.pooled.standardError
            #expect(abs(fit.pooled.limits.upper - fit.pooled.estimate - half) < 1e-9)
            #expect(fit.prediction == nil)
        }
    }

    @Test("the standard error is that of the rows: only the reference distribution counts studies")
    func standardError() throws {
        let correlated = try Self.estimates()
        let rows = try LinearModel(
            estimates: correlated.independent.estimates, variances: correlated.independent.variances,
            design: correlated.independent.design)
        let model = Self.model(HartungKnapp.guarded)
        let (byStudies, byRows) = (try correlated.fit(model), try model.fit(rows))
        #expect(byStudies.pooled.standardError == byRows.pooled.standardError)
        #expect(byRows.pooled.degreesOfFreedom == 2)
        #expect(byStudies.heterogeneity == byRows.heterogeneity)
    }

    @Test("prediction intervals count studies too")
    func prediction() throws {
        var model = Self.model(TInterval())
        model.fewestStudiesForPrediction = 2
        let fit = try Self.estimates().fit(model)
        let limits = try #require(fit.prediction)
        let error = fit.pooled.standardError
        let half =
            StudentTDistribution(degreesOfFreedom: 1).upperQuantile(0.025)
            * (fit.heterogeneity.tau2 + error * error).squareRoot()
        #expect(abs(limits.upper - fit.pooled.estimate - half) < 1e-9)
        #expect(
            ConfidenceDistributionPrediction().interval(
                for: ModelSolution(try Self.estimates().independent, tau2: 0.1, isRandom: true),
                inference: TInterval().inference(
                    for: ModelSolution(try Self.estimates().independent, tau2: 0.1, isRandom: true), level: 0.95),
                level: 0.95) == nil)
    }

    @Test("the view of few studies speaks of studies")
    func fewStudies() throws {
        let view = try #require(
            try FewStudiesView(Self.estimates().independent, Self.model(HartungKnapp.guarded)))
        #expect(view.studies == 2)
        #expect(view.knowledge.contains { $0.hasPrefix("Two studies") })
        #expect(view.rows.first { $0.code == "hartung-knapp-guarded" }?.degreesOfFreedom == 1)
    }

    @Test("rows of one study, or one row a study, count as they are")
    func asTheyAre() throws {
        let model = try LinearModel(estimates: [0.1, 0.2, 0.3], variances: [0.1, 0.1, 0.1])
        #expect([1, 2, 3].map { model.ofStudies($0).inferenceDegreesOfFreedom } == [2, 1, 2])
    }
}
