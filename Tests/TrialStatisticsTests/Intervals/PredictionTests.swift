import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// The eight prediction intervals and the probability beyond a threshold.
struct PredictionTests {
    static let model = LawData.heterogeneous

    static func fit(_ prediction: any PredictionMethod, _ interval: any IntervalMethod = HartungKnapp.guarded) throws
        -> ModelFit
    {
        try PoolingModel(
            heterogeneity: RestrictedMaximumLikelihood(), interval: interval, prediction: prediction
        ).fit(model.model)
    }

    @Test("there are eight and each is found by its code")
    func registry() {
        #expect(MethodRegistry.standard.predictions.count == 10)
        #expect(Set(MethodRegistry.standard.predictions.map(\.code)).count == 10)
        for method in MethodRegistry.standard.predictions {
            #expect(MethodRegistry.standard.prediction(method.code)?.name == method.name)
        }
        #expect(MethodRegistry.standard.prediction("none") == nil)
    }

    @Test(
        "each holds the confidence interval's centre and is wider than ±1.9 τ",
        arguments: MethodRegistry.standard.predictions.map(\.code))
    func contains(_ code: String) throws {
        let method = MethodRegistry.standard.prediction(code)
        let fit = try Self.fit(try #require(method))
        let limits = try #require(fit.prediction)
        #expect(limits.lower < fit.pooled.estimate && fit.pooled.estimate < limits.upper)
        #expect(limits.upper - limits.lower > 2 * 1.9 * fit.heterogeneity.tau)
    }

    @Test("Partlett and Riley's variants take one degree of freedom off", arguments: AdjustedPrediction.Method.allCases)
    func partlettRiley(_ method: AdjustedPrediction.Method) throws {
        let plain = try #require(try Self.fit(AdjustedPrediction(method)).prediction)
        let less = try #require(try Self.fit(AdjustedPrediction(method, isPartlettRiley: true)).prediction)
        #expect(less.upper > plain.upper && less.lower < plain.lower)
    }

    @Test("the same seed gives the same confidence-distribution interval, another one nearly the same")
    func seeded() throws {
        let first = try #require(try Self.fit(ConfidenceDistributionPrediction(seed: 1)).prediction)
        let again = try #require(try Self.fit(ConfidenceDistributionPrediction(seed: 1)).prediction)
        let other = try #require(try Self.fit(ConfidenceDistributionPrediction(seed: 2)).prediction)
        #expect(first == again)
        #expect(first != other)
        // 25,000 draws leave about 2 % of the width to chance.
        #expect(abs(first.lower - other.lower) < 0.05 * (first.upper - first.lower))
    }

    @Test("with the τ² of many similar studies known, the confidence-distribution interval is the normal one")
    func manyStudies() throws {
        var generator = SeededGenerator(seed: 11)
        let variances = Array(repeating: 0.01, count: 90)
        let estimates = variances.map { _ in 0.5 + generator.normal() * 0.51.squareRoot() }
        let model = try LinearModel(estimates: estimates, variances: variances)
        var pooling = PoolingModel(
            heterogeneity: DerSimonianLaird(), interval: NormalInterval(), prediction: PredictionInterval(.normal))
        let normal = try #require(try pooling.fit(model).prediction)
        pooling.prediction = ConfidenceDistributionPrediction()
        let drawn = try #require(try pooling.fit(model).prediction)
        #expect(abs(drawn.lower - normal.lower) < 0.05 * (normal.upper - normal.lower))
        #expect(abs(drawn.upper - normal.upper) < 0.05 * (normal.upper - normal.lower))
    }

    @Test("the gamma approximation of Q's tails for many studies meets the exact one")
    func gammaTails() throws {
        var generator = SeededGenerator(seed: 3)
        let variances = (0..<200).map { _ in 0.01 + 0.2 * generator.uniform() }
        let estimates = variances.map { ($0 + 0.05).squareRoot() * generator.normal() }
        let model = try LinearModel(estimates: estimates, variances: variances)
        let form = WeightedQuadraticForm(model, weights: variances.map { 1 / $0 })
        let exact = form.tails(0.05)
        let gamma = form.tails(0.05, exactUpTo: 10)
        // The third moment is not matched; at k = 200 that costs a few thousandths and falls with √k.
        #expect(abs(exact.lower - gamma.lower) < 0.005)
        #expect(abs(exact.lower + exact.upper - 1) < 1e-12)
    }

    @Test("the mean is beyond a limit with probability 97.5 %, and above and below add to 1")
    func threshold() throws {
        let fit = try Self.fit(PredictionInterval(.tStudiesMinusOne))
        let probability = try ThresholdProbability(fit, threshold: fit.pooled.limits.upper)
        #expect(Tolerance.closedForm.accepts(probability.meanBelow, 0.975))
        #expect(Tolerance.closedForm.accepts(probability.meanAbove, 0.025))
        let limit = try #require(fit.prediction).lower
        let new = try ThresholdProbability(fit, threshold: limit)
        #expect(Tolerance.closedForm.accepts(try #require(new.newStudyAbove), 0.975))
        #expect(throws: StatisticsError.self) { try ThresholdProbability(fit, threshold: .nan) }
    }

    @Test("a common effect has no new study")
    func commonEffect() throws {
        let fit = try PoolingModel.commonEffect.fit(Self.model.model)
        let probability = try ThresholdProbability(fit, threshold: 0)
        #expect(probability.newStudyAbove == nil)
        #expect(fit.prediction == nil)
    }
}
