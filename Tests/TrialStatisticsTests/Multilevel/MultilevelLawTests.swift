import Foundation
import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// What holds of every multilevel fit, on random data.
struct MultilevelLawTests {
    /// Random rows in random groups, with a moderator.
    struct Sample {
        let estimates: [Double]
        let variances: [Double]
        let groups: [String]
        let moderator: [Double]

        init(seed: UInt64, rows: Int = 24, groups count: Int = 6) {
            var random = SeededGenerator(seed: seed)
            let spread = Double(seed % 5) * 0.15
            let means = (0..<count).map { _ in spread * random.normal() }
            let groups = (0..<rows).map { $0 < count ? $0 : Int(random.next() % UInt64(count)) }
            let variances = (0..<rows).map { _ in 0.02 + 0.3 * random.uniform() }
            self.variances = variances
            moderator = (0..<rows).map { _ in random.normal() }
            estimates = (0..<rows).map {
                means[groups[$0]] + (variances[$0] + 0.05 * spread).squareRoot() * random.normal()
            }
            self.groups = groups.map { "g\($0)" }
        }

        var rowNames: [String] { estimates.indices.map { "r\($0)" } }
        var design: DesignMatrix {
            DesignMatrix(values: Matrix(moderator.map { [1, $0] }), names: ["intercept", "x"])
        }
        var terms: [RandomTerm] { [RandomTerm(name: "group", rows: groups), RandomTerm(name: "row", rows: rowNames)] }

        func model(correlation: Double = 0) throws -> MultilevelModel {
            try MultilevelModel(
                estimates: estimates,
                covariance: SamplingCovariance(variances: variances, clusters: groups, correlation: correlation),
                design: design, terms: terms)
        }
    }

    static let close = Tolerance(relative: 1e-7, floor: 1e-8)

    private func expectSame(_ a: MultilevelFit, _ b: MultilevelFit) {
        for (x, y) in zip(a.coefficients, b.coefficients) {
            #expect(Self.close.accepts(x.estimate, y.estimate) && Self.close.accepts(x.standardError, y.standardError))
        }
        // The top of a likelihood is flat: its arguments carry half the digits of its height.
        for (x, y) in zip(a.componentValues, b.componentValues) {
            #expect(Tolerance(relative: 1e-6, floor: 1e-7).accepts(x, y), "\(x), \(y)")
        }
        #expect(Self.close.accepts(a.maximumLikelihood.logLikelihood, b.maximumLikelihood.logLikelihood))
    }

    @Test("one level a row and independent rows are the pooling model", arguments: 1...12, [true, false])
    func equalsPooling(_ seed: Int, _ isRestricted: Bool) throws {
        let sample = Sample(seed: UInt64(seed), rows: 5 + seed)
        let design = seed % 2 == 0 ? sample.design : nil
        let linear = try LinearModel(estimates: sample.estimates, variances: sample.variances, design: design)
        let estimator: any HeterogeneityEstimator = isRestricted ? RestrictedMaximumLikelihood() : MaximumLikelihood()
        let pooled = try PoolingModel(
            heterogeneity: estimator, interval: NormalInterval(), prediction: PredictionInterval(.normal)
        ).fit(linear)
        let model = try MultilevelModel(
            estimates: sample.estimates, covariance: SamplingCovariance(variances: sample.variances), design: design,
            terms: [RandomTerm(name: "study", rows: sample.rowNames)])
        let fit = try MultilevelFitter(isRestricted: isRestricted).fit(model)
        #expect(fit.convergence.converged)
        #expect(Tolerance(relative: 1e-6, floor: 1e-7).accepts(fit.components[0].value, pooled.heterogeneity.tau2))
        #expect(fit.components[0].isOnBound == (pooled.heterogeneity.tau2 == 0))
        for (a, b) in zip(fit.coefficients, pooled.coefficients) {
            #expect(a.name == b.name)
            #expect(Self.close.accepts(a.estimate, b.estimate) && Self.close.accepts(a.standardError, b.standardError))
        }
        #expect(Self.close.accepts(fit.heterogeneity.q, pooled.heterogeneity.q))
        #expect(Self.close.accepts(fit.heterogeneity.iSquared ?? .nan, pooled.heterogeneity.iSquared))
        let own = try #require(isRestricted ? fit.restrictedLikelihood : fit.maximumLikelihood)
        let other = try #require(isRestricted ? pooled.restrictedLikelihood : pooled.maximumLikelihood)
        #expect(own.logLikelihood >= other.logLikelihood - 1e-10)
        #expect(Self.close.accepts(own.aicc, other.aicc) && Self.close.accepts(own.deviance, other.deviance))
        for (a, b) in zip(fit.weights, pooled.weights) { #expect(Self.close.accepts(a, b)) }
        if let prediction = pooled.prediction {
            #expect(Self.close.accepts(try #require(fit.prediction).lower, prediction.lower))
        }
        if !isRestricted, !fit.components[0].isOnBound, let error = pooled.heterogeneity.tau2StandardError {
            #expect(Tolerance(relative: 1e-5).accepts(fit.components[0].standardError ?? .nan, error))
        }
    }

    @Test("the order of rows does not matter", arguments: 1...6)
    func permutation(_ seed: Int) throws {
        let model = try Sample(seed: UInt64(seed)).model(correlation: 0.4)
        var random = SeededGenerator(seed: UInt64(seed) + 100)
        let order = Array(0..<model.rows).shuffled(using: &random)
        let fitter = MultilevelFitter(isRestricted: seed % 2 == 0)
        let (a, b) = (try fitter.fit(model), try fitter.fit(model.subset(order)))
        expectSame(a, b)
        for (new, old) in order.enumerated() { #expect(Self.close.accepts(b.weights[new], a.weights[old])) }
    }

    @Test("blocks and the dense formula give the same", arguments: 1...6, [true, false])
    func denseFormula(_ seed: Int, _ isRestricted: Bool) throws {
        let sample = Sample(seed: UInt64(seed))
        let model = try sample.model(correlation: 0.3)
        let fit = try MultilevelFitter(isRestricted: isRestricted).fit(model)
        #expect(Set(model.connectedSets).count == 6)
        var marginal = model.covariance.matrix
        for i in 0..<model.rows {
            marginal[i, i] += fit.components[1].value
            for j in 0..<model.rows where sample.groups[i] == sample.groups[j] {
                marginal[i, j] += fit.components[0].value
            }
        }
        let factor = try #require(Cholesky(marginal))
        let x = sample.design.values
        let information = x.transposed * factor.solve(x)
        let solved = try #require(Cholesky(information))
        let beta = solved.solve(x.transposed * factor.solve(sample.estimates))
        let rest = zip(sample.estimates, x * beta).map { $0 - $1 }
        let form = dot(rest, factor.solve(rest))
        let k = Double(model.rows)
        let maximum = -0.5 * (k * log(2 * .pi) + factor.logDeterminant + form)
        let volume = try #require(Cholesky(x.transposed * x)).logDeterminant
        let restricted =
            -0.5 * ((k - 2) * log(2 * .pi) + factor.logDeterminant + form - volume + solved.logDeterminant)
        for (a, b) in zip(fit.coefficients, beta) { #expect(Self.close.accepts(a.estimate, b)) }
        #expect(Self.close.accepts(fit.maximumLikelihood.logLikelihood, maximum))
        #expect(Self.close.accepts(fit.restrictedLikelihood?.logLikelihood ?? .nan, restricted))
    }

    @Test("score and information are the derivatives of the likelihood", arguments: [true, false])
    func derivatives(_ isRestricted: Bool) throws {
        let model = try Sample(seed: 3).model(correlation: 0.4)
        let kernel = MultilevelKernel(model, slots: try model.slots(given: []))
        let at = [0.07, 0.11]
        func value(_ components: [Double]) throws -> Double {
            let solution = try #require(kernel.solution(components))
            return isRestricted ? solution.restricted : solution.maximum
        }
        func slopes(_ components: [Double]) throws -> MultilevelDerivatives {
            MultilevelDerivatives(try #require(kernel.solution(components)), isRestricted: isRestricted)
        }
        let here = try slopes(at)
        let h = 1e-5
        for m in 0..<2 {
            var (up, down) = (at, at)
            up[m] += h
            down[m] -= h
            let slope = (try value(up) - value(down)) / (2 * h)
            #expect(Tolerance(relative: 1e-6, floor: 1e-6).accepts(here.score[m], slope))
            let (above, below) = (try slopes(up), try slopes(down))
            for n in 0..<2 {
                let bend = -(above.score[n] - below.score[n]) / (2 * h)
                #expect(Tolerance(relative: 1e-6, floor: 1e-5).accepts(here.observed[m, n], bend))
            }
        }
    }

    @Test("a component of zero is found exactly and said")
    func boundary() throws {
        let estimates = [0.2, 0.21, 0.19, 0.2, 0.22, 0.18]
        let model = try MultilevelModel(
            estimates: estimates, covariance: SamplingCovariance(variances: Array(repeating: 0.1, count: 6)),
            terms: [RandomTerm(name: "pair", rows: ["a", "a", "b", "b", "c", "c"])])
        let fit = try MultilevelFitter().fitWithComponentLimits(model)
        #expect(fit.components[0].value == 0 && fit.components[0].isOnBound)
        #expect(fit.components[0].standardError == nil && fit.components[0].limits?.lower == 0)
        #expect(fit.warnings.map(\.code) == ["component-on-bound"])
        #expect(fit.heterogeneity.iSquared == 0 && fit.convergence.converged)
    }

    @Test("nested levels are unique within their outer level, also where words hold a slash")
    func nestedLevels() {
        let terms = RandomTerm.nested(
            names: ["district", "school"], rows: [["1", "1", "2", "1/2", "1"], ["1", "2", "1", "3", "2/3"]])
        #expect(terms.map(\.name) == ["district", "district/school"])
        #expect(terms[0].level == [0, 0, 1, 2, 0] && terms[1].level == [0, 1, 2, 3, 4])
        #expect(terms[1].levels.prefix(3) == ["1/1", "1/2", "2/1"])
    }

    @Test("terms that cannot be told apart are refused by name")
    func identifiability() throws {
        let sample = Sample(seed: 1)
        func fit(_ terms: [RandomTerm], given: [Double?] = []) throws -> MultilevelFit {
            try MultilevelFitter(givenComponents: given).fit(
                MultilevelModel(
                    estimates: sample.estimates, covariance: SamplingCovariance(variances: sample.variances),
                    terms: terms))
        }
        let rows = RandomTerm(name: "row", rows: sample.rowNames)
        let twin = RandomTerm(name: "estimate", rows: sample.rowNames.map { "x" + $0 })
        let one = RandomTerm(name: "world", rows: sample.rowNames.map { _ in "w" })
        #expect { try fit([rows, twin]) } throws: { ($0 as? StatisticsError)?.field == "estimate" }
        #expect { try fit([rows, one]) } throws: { ($0 as? StatisticsError)?.field == "world" }
        #expect(throws: StatisticsError.self) { try fit([rows, rows]) }
        #expect(throws: StatisticsError.self) { try fit([rows], given: [-1]) }
        #expect(throws: StatisticsError.self) { try fit([rows], given: [0, 0]) }
        let held = try fit([rows, twin], given: [nil, 0.1])
        #expect(held.components.map(\.isGiven) == [false, true] && held.components[1].value == 0.1)
    }

    @Test("the predicted deviations of a fit lie between the residuals and zero, and a fit survives its file")
    func codable() throws {
        let model = try Sample(seed: 4).model(correlation: 0.2)
        let fitter = MultilevelFitter(inference: .containment)
        let fit = try fitter.fitWithComponentLimits(model)
        let copy = try JSONDecoder().decode(MultilevelFit.self, from: JSONEncoder().encode(fit))
        #expect(copy.componentValues == fit.componentValues && copy.covariance == fit.covariance)
        #expect(copy.components == fit.components && copy.coefficients == fit.coefficients)
        #expect(try fitter.randomEffects(model, copy) == fitter.randomEffects(model, fit))
        #expect(fit.coefficients[0].degreesOfFreedom == 4)
        #expect(fit.coefficients[1].degreesOfFreedom == 22)
    }
}
