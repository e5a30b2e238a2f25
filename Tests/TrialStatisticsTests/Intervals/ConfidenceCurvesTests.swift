import Testing
import TrialStatistics
import TrialTestSupport

/// P-value functions against the intervals they are made of.
struct ConfidenceCurvesTests {
    private let estimates = [0.1, 0.9, -0.8, 1.4, 0.2, 0.7]
    private let variances = [0.04, 0.1, 0.02, 0.3, 0.05, 0.06]

    private var choices: PoolingModel {
        var model = PoolingModel(
            heterogeneity: RestrictedMaximumLikelihood(), interval: HartungKnapp.guarded,
            prediction: PredictionInterval(.tStudiesMinusOne))
        model.fewestStudiesForPrediction = 3
        return model
    }

    @Test("at every p the limits are those of a fit at level 1 − p", arguments: [0.5, 0.1, 0.05, 0.001])
    func limits(_ p: Double) throws {
        let model = try LinearModel(estimates: estimates, variances: variances)
        let curves = try ConfidenceCurves(model, by: choices)
        let index = try #require(curves.pValues.firstIndex(of: p))
        var other = choices
        other.level = 1 - p
        let fit = try other.fit(model)
        let prediction = try #require(fit.prediction)
        let drawn = try #require(curves.prediction?[index])
        #expect(Tolerance.closedForm.accepts(curves.pooled[index].lower, fit.pooled.limits.lower))
        #expect(Tolerance.closedForm.accepts(curves.pooled[index].upper, fit.pooled.limits.upper))
        #expect(Tolerance.closedForm.accepts(drawn.lower, prediction.lower))
        #expect(Tolerance.closedForm.accepts(drawn.upper, prediction.upper))
        #expect(curves.estimate == fit.pooled.estimate)
    }

    @Test("normal quantiles are those of tables, and p-values fall")
    func quantiles() throws {
        let curves = try ConfidenceCurves(LinearModel(estimates: [1], variances: [1]), by: .commonEffect)
        let table = [(0.5, 0.674489750196082), (0.1, 1.644853626951473), (0.05, 1.959963984540054)]
        for (p, quantile) in table {
            let index = try #require(curves.pValues.firstIndex(of: p))
            #expect(Tolerance.closedForm.accepts(curves.normalQuantiles[index], quantile))
        }
        #expect(zip(curves.pValues, curves.pValues.dropFirst()).allSatisfy { $0 > $1 })
        #expect(curves.prediction == nil, "a common effect predicts nothing")
    }

    @Test("two studies are too few for the prediction of these choices; impossible p-values are errors")
    func edges() throws {
        let two = try LinearModel(estimates: [1, 2], variances: [1, 1])
        #expect(try ConfidenceCurves(two, by: choices).prediction == nil)
        #expect(throws: StatisticsError.self) { try ConfidenceCurves(two, by: choices, pValues: [1]) }
    }
}
