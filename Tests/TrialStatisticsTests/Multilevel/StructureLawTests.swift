import Foundation
import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// What holds of fits with every structure over inner levels.
struct StructureLawTests {
    /// Ten trials with up to four times, sampling errors that correlate within a trial.
    private struct Sample {
        let estimates: [Double]
        let trials: [String]
        let times: [String]
        let covariance: SamplingCovariance

        init(seed: UInt64, correlation: Double = 0.4) throws {
            var random = SeededGenerator(seed: seed)
            var (estimates, trials, times, variances): ([Double], [String], [String], [Double]) = ([], [], [], [])
            for trial in 0..<10 {
                let level = 0.4 * random.normal()
                for (place, time) in ["0.5", "1", "2.5", "6"].enumerated() where (trial + place) % 5 != 4 {
                    let variance = 0.02 + 0.1 * random.uniform()
                    estimates.append(0.3 + level + (0.04 + variance).squareRoot() * random.normal())
                    trials.append("trial \(trial)")
                    times.append(time)
                    variances.append(variance)
                }
            }
            (self.estimates, self.trials, self.times) = (estimates, trials, times)
            covariance = try SamplingCovariance(variances: variances, clusters: trials, correlation: correlation)
        }

        func model(_ kind: RandomStructureKind, order: [Int]? = nil, prefix: String = "") throws -> MultilevelModel {
            let order = order ?? Array(estimates.indices)
            return try MultilevelModel(
                estimates: order.map { estimates[$0] }, covariance: covariance.subset(order),
                terms: [
                    RandomTerm(
                        name: "time | trial", rows: order.map { prefix + trials[$0] },
                        innerRows: order.map { times[$0] },
                        kind: kind)
                ])
        }
    }

    /// Components inside their bounds, the same for every draw.
    private static func components(_ model: MultilevelModel) -> [Double] {
        model.terms[0].structure.parameters.enumerated().map { place, parameter in
            switch parameter.kind {
            case .variance: 0.05 + 0.02 * Double(place)
            case .correlation: 0.2 + 0.01 * Double(place)
            case .range: 2
            }
        }
    }

    private static func given(_ model: MultilevelModel) throws -> MultilevelFit {
        try MultilevelFitter(givenComponents: components(model).map(Optional.some)).fit(model)
    }

    @Test("blocks and the dense formula give the same to 1e-10", arguments: RandomStructureKind.allCases, 1...3)
    func dense(_ kind: RandomStructureKind, _ seed: Int) throws {
        let model = try Sample(seed: UInt64(seed)).model(kind)
        let fit = try Self.given(model)
        let term = model.terms[0]
        let coordinates = zip(term.structure.parameters, Self.components(model)).map { $0.coordinate($1) }
        let g = term.structure.covariance(coordinates)
        var marginal = model.covariance.matrix
        for i in 0..<model.rows {
            for j in 0..<model.rows where term.level[i] == term.level[j] {
                marginal[i, j] += g[term.inner[i], term.inner[j]]
            }
        }
        let factor = try #require(Cholesky(marginal))
        let ones = Array(repeating: 1.0, count: model.rows)
        let weighted = factor.solve(ones)
        let information = dot(ones, weighted)
        let mean = dot(weighted, model.estimates) / information
        let residuals = model.estimates.map { $0 - mean }
        let k = Double(model.rows)
        let logLikelihood =
            -0.5 * (k * log(2 * .pi) + factor.logDeterminant + dot(residuals, factor.solve(residuals)))
        #expect(Tolerance.closedForm.accepts(fit.pooled.estimate, mean))
        #expect(Tolerance.closedForm.accepts(fit.pooled.standardError, (1 / information).squareRoot()))
        #expect(Tolerance.closedForm.accepts(fit.maximumLikelihood.logLikelihood, logLikelihood))
    }

    @Test("the order of rows and the names of trials change nothing", arguments: RandomStructureKind.allCases, 1...3)
    func order(_ kind: RandomStructureKind, _ seed: Int) throws {
        let sample = try Sample(seed: UInt64(seed))
        let order = sample.estimates.indices.sorted {
            ($0 * 7) % sample.estimates.count < ($1 * 7) % sample.estimates.count
        }
        let first = try Self.given(sample.model(kind))
        let second = try Self.given(sample.model(kind, order: order, prefix: "Ω, "))
        #expect(Tolerance.closedForm.accepts(first.pooled.estimate, second.pooled.estimate))
        #expect(Tolerance.closedForm.accepts(first.pooled.standardError, second.pooled.standardError))
        #expect(
            Tolerance.closedForm.accepts(
                first.maximumLikelihood.logLikelihood, second.maximumLikelihood.logLikelihood))
    }

    @Test("one row a trial is the univariate model, whatever the correlations", arguments: RandomStructureKind.allCases)
    func univariate(_ kind: RandomStructureKind) throws {
        let sample = try Sample(seed: 5, correlation: 0)
        let variances = sample.covariance.variances
        let model = try MultilevelModel(
            estimates: sample.estimates, covariance: sample.covariance,
            terms: [
                RandomTerm(
                    name: "time | row", rows: sample.estimates.indices.map(String.init), innerRows: sample.times,
                    kind: kind)
            ])
        // Equal variances and any correlation: a row of its own never meets another one.
        let values = model.terms[0].structure.parameters.map { parameter -> Double? in
            switch parameter.kind {
            case .variance: 0.07
            case .correlation: 0.3
            case .range: 2
            }
        }
        let fit = try MultilevelFitter(givenComponents: values).fit(model)
        let weights = variances.map { 1 / ($0 + 0.07) }
        let mean = dot(weights, sample.estimates) / weights.reduce(0, +)
        #expect(Tolerance.closedForm.accepts(fit.pooled.estimate, mean))
        #expect(Tolerance.closedForm.accepts(fit.pooled.standardError, (1 / weights.reduce(0, +)).squareRoot()))
    }

    @Test("without correlations of any kind each time is fitted as if alone")
    func separate() throws {
        let sample = try Sample(seed: 3, correlation: 0)
        let times = Set(sample.times).sorted()
        let design = DesignMatrix(
            values: Matrix(sample.times.map { time in times.map { $0 == time ? 1 : 0 } }), names: times)
        let term = try RandomTerm(name: "time | trial", rows: sample.trials, innerRows: sample.times, kind: .diagonal)
        let whole = try MultilevelFitter().fit(
            MultilevelModel(
                estimates: sample.estimates, covariance: sample.covariance, design: design, terms: [term]))
        for (place, time) in times.enumerated() {
            let own = sample.times.indices.filter { sample.times[$0] == time }
            let alone = try MultilevelFitter().fit(
                MultilevelModel(
                    estimates: own.map { sample.estimates[$0] }, covariance: sample.covariance.subset(own),
                    terms: [RandomTerm(name: "trial", rows: own.map { sample.trials[$0] })]))
            let close = Tolerance(relative: 1e-5, floor: 1e-6)
            #expect(close.accepts(whole.coefficients[place].estimate, alone.pooled.estimate))
            #expect(close.accepts(whole.coefficients[place].standardError, alone.pooled.standardError))
        }
    }
}
