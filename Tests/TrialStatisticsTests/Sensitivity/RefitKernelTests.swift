import Glibc
import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// Many data sets in one piece of memory must give what a model of each gives, and permutations what a plain loop counts.
struct RefitKernelTests {
    /// Estimators by sums and one that asks for more; intervals likewise.
    static let choices: [PoolingModel] = {
        let estimators: [(any HeterogeneityEstimator)?] = [
            nil, RestrictedMaximumLikelihood(), MaximumLikelihood(), PauleMandel(), DerSimonianLaird(), Hedges(),
        ]
        let intervals: [any IntervalMethod] = [
            HartungKnapp.guarded, HartungKnapp(), WiderOfTwo(), TInterval(), NormalInterval(), KenwardRoger(),
        ]
        return estimators.flatMap { estimator in
            intervals.map { PoolingModel(heterogeneity: estimator, interval: $0) }
        }
    }()

    static let predictions: [any PredictionMethod] = [
        PredictionInterval(.tStudiesMinusOne), PredictionInterval(.tStudiesMinusTwo, errorSource: .model),
        PredictionInterval(.normal, errorSource: .none), AdjustedPrediction(.hartungKnapp),
    ]

    @Test("a table of subsets holds their fits to the last bit", arguments: DeletionTests.Studies.allCases)
    func table(_ kind: DeletionTests.Studies) throws {
        let model = try kind.model(6, seed: 11)
        for (turn, choice) in Self.choices.enumerated() {
            var choice = choice
            choice.prediction = Self.predictions[turn % Self.predictions.count]
            let definition: ISquaredDefinition = turn % 2 == 0 ? .fromTau2 : .fromQ
            let table = try SubsetTable(model, by: choice, iSquared: definition)
            for mask in 1..<(1 << 6) {
                let members = (0..<6).filter { mask >> $0 & 1 == 1 }
                let fit = try choice.fit(
                    LinearModel(
                        estimates: members.map { model.estimates[$0] }, variances: members.map { model.variances[$0] }))
                let row = table[mask]
                #expect(row.estimate == fit.pooled.estimate)
                #expect(row.limits == fit.pooled.limits, "\(choice.interval.code) \(mask)")
                #expect(row.prediction == fit.prediction, "\(choice.prediction?.code ?? "") \(mask)")
                #expect(row.tau2 == fit.heterogeneity.tau2)
                let squares = fit.heterogeneity.fromQ(level: choice.level).iSquared
                let expected = definition == .fromQ ? squares : fit.heterogeneity.iSquared
                if members.count > 1 { #expect(row.iSquared == expected) }
            }
        }
    }

    /// The statistic of a coefficient from a whole fit.
    private static func statistic(
        _ y: [Double], _ v: [Double], _ design: DesignMatrix?, _ choices: PoolingModel, _ coefficient: Int
    ) throws -> Double {
        let fit = try choices.fit(LinearModel(estimates: y, variances: v, design: design))
        let ratio = fit.coefficients[coefficient].statistic
        return ratio.isNaN ? 0 : ratio
    }

    @Test("flipped signs are counted as a loop over whole fits counts them", arguments: DeletionTests.Studies.allCases)
    func signs(_ kind: DeletionTests.Studies) throws {
        let model = try kind.model(7, seed: 21)
        for choices in Self.choices {
            let test = try PermutationTest(model, by: choices, plan: .exact)
            let observed = abs(try Self.statistic(model.estimates, model.variances, nil, choices, 0))
            var count = 0
            for mask in 0..<(1 << 7) {
                let turned = model.estimates.enumerated().map { mask >> $0 & 1 == 1 ? -$1 : $1 }
                if abs(try Self.statistic(turned, model.variances, nil, choices, 0)) >= observed - 0x1p-26 {
                    count += 1
                }
            }
            #expect(test.coefficients[0].pValue == Double(count) / 128, "\(choices.interval.code)")
        }
    }

    @Test("a sample of flipped signs is drawn as before, one bit a study")
    func sampledSigns() throws {
        let model = try DeletionTests.Studies.ordinary.model(70, seed: 2)
        let choices = PoolingModel(heterogeneity: RestrictedMaximumLikelihood(), interval: HartungKnapp())
        let test = try PermutationTest(model, by: choices, plan: .sampled(1_200, seed: 5))
        let observed = abs(try Self.statistic(model.estimates, model.variances, nil, choices, 0))
        var generator = SeededGenerator(seed: 5)
        var count = 1
        for _ in 0..<1_200 {
            let turned = model.estimates.map { generator.next() >> 63 == 0 ? $0 : -$0 }
            if abs(try Self.statistic(turned, model.variances, nil, choices, 0)) >= observed - 0x1p-26 { count += 1 }
        }
        #expect(test.coefficients[0].pValue == Double(count) / 1_201)
    }

    @Test("exchanged rows are counted as a loop over whole fits counts them", arguments: [1, 2, 3, 4])
    func rows(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        // Two doses are alike, so that equal rows are exchanged once.
        let doses = [0.0, 1, 1, 3, 4, 6]
        let design = DesignMatrix(values: Matrix(doses.map { [1, $0] }), names: ["intercept", "dose"])
        let variances = doses.map { _ in exp(2 * generator.uniform() - 3) }
        let estimates = zip(doses, variances).map { 0.1 * $0 + $1.squareRoot() * generator.normal() }
        let model = try LinearModel(estimates: estimates, variances: variances, design: design)
        for choices in Self.choices where choices.interval is HartungKnapp || choices.interval is WiderOfTwo {
            let test = try PermutationTest(model, by: choices, plan: .exact)
            #expect(test.rearrangements == 360)
            for j in 0..<2 {
                let observed = abs(try Self.statistic(estimates, variances, design, choices, j))
                var count = 0
                for order in Self.orders(6) {
                    let rows = DesignMatrix(values: Matrix(order.map { [1, doses[$0]] }), names: design.names)
                    if abs(try Self.statistic(estimates, variances, rows, choices, j)) >= observed - 0x1p-26 {
                        count += 1
                    }
                }
                #expect(test.coefficients[j].pValue == Double(count / 2) / 360, "\(choices.interval.code) \(j)")
            }
        }
    }

    private static func orders(_ count: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        return orders(count - 1).flatMap { order in
            (0..<count).map { place in
                var longer = order
                longer.insert(count - 1, at: place)
                return longer
            }
        }
    }

    @Test("the ends of an interval part the values that are rejected from those that are not", arguments: [0, 1])
    func ends(_ coefficient: Int) throws {
        let doses = [0.0, 1, 2, 3, 4, 5, 2, 7]
        let design = DesignMatrix(values: Matrix(doses.map { [1, $0] }), names: ["intercept", "dose"])
        let model = try LinearModel(
            estimates: [0.1, 0.4, 0.3, 0.9, 0.5, 1.3, 0.4, 1.2],
            variances: [0.02, 0.04, 0.01, 0.05, 0.03, 0.015, 0.02, 0.05], design: design)
        let plan = PermutationPlan.sampled(300, seed: 4)
        for interval in [HartungKnapp.guarded, NormalInterval(), KenwardRoger()] as [any IntervalMethod] {
            let choices = PoolingModel(heterogeneity: RestrictedMaximumLikelihood(), interval: interval)
            let found = try PermutationInterval(model, by: choices, coefficient: coefficient, plan: plan)
            let error = try choices.fit(model).coefficients[coefficient].standardError
            for (end, away) in [(try #require(found.lower), -1.0), (try #require(found.upper), 1)] {
                for (value, isInside) in [(end - away * 1e-5 * error, true), (end + away * 1e-5 * error, false)] {
                    let shifted = try LinearModel(
                        estimates: zip(model.estimates, model.design.values.column(coefficient)).map {
                            $0 - value * $1
                        }, variances: model.variances, design: design)
                    let pValue = try PermutationTest(shifted, by: choices, plan: plan).coefficients[coefficient].pValue
                    #expect((pValue > 1 - choices.level) == isInside, "\(interval.code) \(value) \(pValue)")
                }
            }
        }
    }

    @Test("all subsets and sign patterns of many studies are worked out in pieces")
    func many() throws {
        let model = try DeletionTests.Studies.ordinary.model(15, seed: 8)
        let choices = PoolingModel(heterogeneity: RestrictedMaximumLikelihood(), interval: HartungKnapp.guarded)
        let table = try SubsetTable(model, by: choices)
        let cloud = try SubsetExploration(model, by: choices)
        #expect(table.estimates.count == 32_767)
        #expect(cloud.isComplete)
        #expect(table.estimates == cloud.estimates)
        #expect(table.tau2 == cloud.tau2)
        let test = try PermutationTest(model, by: choices, plan: .exact)
        #expect(test.rearrangements == 32_768)
        let count = test.coefficients[0].pValue * 32_768
        #expect(count == count.rounded() && count >= 2)
        for mask in [1, 511, 512, 513, 1_023, 16_384, 32_767] {
            let members = (0..<15).filter { mask >> $0 & 1 == 1 }
            let fit = try choices.fit(
                LinearModel(
                    estimates: members.map { model.estimates[$0] }, variances: members.map { model.variances[$0] }))
            #expect(table[mask].estimate == fit.pooled.estimate)
        }
    }

    @Test("pieces come in their order, whatever their number")
    func pieces() {
        for (count, size) in [(0, 5), (1, 5), (5, 5), (6, 5), (1_000, 7)] {
            let parts = ParallelChunks.map(count, size: size) { Array($0) }
            #expect(Array(parts.joined()) == Array(0..<count))
            #expect(parts.allSatisfy { $0.count <= size })
        }
    }
}
