import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// What holds of every random structure.
struct RandomStructureTests {
    static let levels = ["0.5", "1", "2.5", "6"]

    /// Coordinates within the bounds, no two alike.
    private static func coordinates(_ structure: any RandomStructure) -> [Double] {
        structure.parameters.enumerated().map { number, parameter in
            parameter.kind == .variance ? 0.3 + 0.11 * Double(number) : 0.15 + 0.04 * Double(number)
        }
    }

    private func difference(_ a: Matrix, _ b: Matrix, _ width: Double) -> [Double] {
        zip(a.elements, b.elements).map { ($0 - $1) / width }
    }

    @Test("derivatives and curvatures are those of the covariance", arguments: RandomStructureKind.allCases)
    func derivatives(_ kind: RandomStructureKind) throws {
        try expectDerivatives(kind.structure(innerLevels: Self.levels))
    }

    @Test("derivatives of the triangular factor are those of the covariance, and it leads back")
    func triangular() throws {
        let unstructured = try RandomStructureKind.unstructured.structure(innerLevels: Self.levels)
        let form = try #require(unstructured.unrestricted)
        try expectDerivatives(form)
        let at = Self.coordinates(unstructured)
        let g = unstructured.covariance(at)
        let factor = try #require(form.coordinates(of: g))
        for (a, b) in zip(form.covariance(factor).elements, g.elements) { #expect(Tolerance.closedForm.accepts(a, b)) }
        for (a, b) in zip(try #require(unstructured.coordinates(of: g)), at) {
            #expect(Tolerance.closedForm.accepts(a, b))
        }
    }

    private func expectDerivatives(_ structure: any RandomStructure) throws {
        let at = Self.coordinates(structure)
        #expect(structure.isAdmissible(at))
        #expect(Cholesky(structure.covariance(at)) != nil)
        let tolerance = Tolerance(relative: 1e-6, floor: 1e-8)
        let slopes = structure.derivatives(at)
        #expect(slopes.count == structure.parameters.count)
        let h = 1e-6
        for m in at.indices {
            var (up, down) = (at, at)
            up[m] += h
            down[m] -= h
            let slope = difference(structure.covariance(up), structure.covariance(down), 2 * h)
            for (a, b) in zip(slopes[m].elements, slope) { #expect(tolerance.accepts(a, b)) }
            let (above, below) = (structure.derivatives(up), structure.derivatives(down))
            for n in at.indices {
                let bend = difference(above[n], below[n], 2 * h)
                let own = structure.curvatures(at)?[m][n].elements ?? Array(repeating: 0, count: bend.count)
                for (a, b) in zip(own, bend) { #expect(tolerance.accepts(a, b)) }
            }
        }
    }

    @Test("variances and correlations of G are the parameters", arguments: RandomStructureKind.allCases)
    func meaning(_ kind: RandomStructureKind) throws {
        let structure = try kind.structure(innerLevels: Self.levels)
        let at = Self.coordinates(structure)
        let g = structure.covariance(at)
        let values = zip(structure.parameters, at).map { $0.value($1) }
        let variances = zip(structure.parameters, values).filter { $0.0.kind == .variance }.map(\.1)
        for (i, variance) in g.diagonal.enumerated() {
            #expect(Tolerance.closedForm.accepts(variance, variances.count == 1 ? variances[0] : variances[i]))
        }
        if let first = zip(structure.parameters, at).first(where: { $0.0.kind == .correlation })?.1,
            kind != .continuousAutoregressive
        {
            #expect(Tolerance.closedForm.accepts(g[1, 0] / (g[0, 0] * g[1, 1]).squareRoot(), first))
        }
    }

    @Test("an unstructured matrix beyond the edge is not admissible, times must be numbers, one level is too few")
    func edges() throws {
        let unstructured = try RandomStructureKind.unstructured.structure(innerLevels: ["a", "b", "c"])
        #expect(!unstructured.isAdmissible([1, 1, 1, 0.9, 0.9, -0.9]))
        #expect(unstructured.isAdmissible([1, 1, 1, 1, 1, 1]))
        #expect(throws: StatisticsError.self) {
            try RandomStructureKind.continuousAutoregressive.structure(innerLevels: ["a", "b"])
        }
        #expect(throws: StatisticsError.self) { try RandomStructureKind.identity.structure(innerLevels: ["a"]) }
    }

    @Test("inner levels are sorted as numbers where all are numbers")
    func order() throws {
        let term = try RandomTerm(
            name: "t", rows: ["a", "a", "a"], innerRows: ["10", "9", "1.5"], kind: .autoregressive)
        #expect(term.structure.innerLevels == ["1.5", "9", "10"] && term.inner == [2, 1, 0])
    }

    /// Trials with up to three outcomes each, whose true effects correlate.
    private static func trials(seed: UInt64) throws -> (RandomStructureKind) throws -> MultilevelModel {
        var random = SeededGenerator(seed: seed)
        var rows: [(trial: Int, outcome: Int, estimate: Double)] = []
        for trial in 0..<14 {
            let shared = 0.4 * random.normal()
            for outcome in 0..<3 where random.uniform() < 0.9 || outcome == 0 {
                let own = (0.1 + 0.15 * Double(outcome)) * random.normal()
                rows.append((trial, outcome, shared + own + 0.2 * random.normal()))
            }
        }
        let columns = rows.map { row in (0..<3).map { $0 == row.outcome ? 1.0 : 0 } }
        return { kind in
            try MultilevelModel(
                estimates: rows.map(\.estimate),
                covariance: SamplingCovariance(
                    variances: rows.map { _ in 0.04 }, clusters: rows.map(\.trial), correlation: 0.3),
                design: DesignMatrix(values: Matrix(columns), names: ["a", "b", "c"]),
                terms: [
                    RandomTerm(
                        name: "outcome | trial", rows: rows.map { "\($0.trial)" },
                        innerRows: rows.map { "\($0.outcome)" }, kind: kind)
                ])
        }
    }

    @Test("a structure that contains another one has at least its likelihood", arguments: 1...10, [true, false])
    func nesting(_ seed: Int, _ isRestricted: Bool) throws {
        let make = try Self.trials(seed: UInt64(seed))
        let fitter = MultilevelFitter(isRestricted: isRestricted)
        func height(_ kind: RandomStructureKind) throws -> Double {
            let fit = try fitter.fit(make(kind))
            #expect(fit.convergence.converged, "\(kind) \(fit.componentValues)")
            return try #require(isRestricted ? fit.restrictedLikelihood : fit.maximumLikelihood).logLikelihood
        }
        let slack = 1e-9
        let (identity, diagonal) = (try height(.identity), try height(.diagonal))
        let (equal, unequal) = (try height(.compoundSymmetric), try height(.heteroscedasticCompoundSymmetric))
        let (walk, unequalWalk) = (try height(.autoregressive), try height(.heteroscedasticAutoregressive))
        let unstructured = try height(.unstructured)
        #expect(diagonal >= identity - slack && equal >= identity - slack && walk >= identity - slack)
        #expect(unequal >= max(equal, diagonal) - slack && unequalWalk >= max(walk, diagonal) - slack)
        #expect(unstructured >= max(unequal, unequalWalk) - slack)
        #expect(walk >= (try height(.continuousAutoregressive)) - slack)
    }

    @Test("compound symmetry with ρ ≥ 0 is a random effect of the trial beside one of the row")
    func compoundSymmetry() throws {
        let make = try Self.trials(seed: 3)
        let structured = try make(.compoundSymmetric)
        let term = structured.terms[0]
        let words = term.level.map { term.levels[$0] }
        let nested = try MultilevelModel(
            estimates: structured.estimates, covariance: structured.covariance, design: structured.design,
            terms: RandomTerm.nested(names: ["trial", "row"], rows: [words, words.indices.map { "\($0)" }]))
        let (a, b) = (try MultilevelFitter().fit(structured), try MultilevelFitter().fit(nested))
        let tolerance = Tolerance(relative: 1e-6, floor: 1e-8)
        #expect(b.components.allSatisfy { $0.value > 0 })
        #expect(tolerance.accepts(a.components[0].value, b.components[0].value + b.components[1].value))
        #expect(tolerance.accepts(a.components[0].value * a.components[1].value, b.components[0].value))
        #expect(tolerance.accepts(a.maximumLikelihood.logLikelihood, b.maximumLikelihood.logLikelihood))
    }

    @Test("the derivatives of the likelihood hold for curved structures", arguments: [true, false])
    func likelihood(_ isRestricted: Bool) throws {
        var random = SeededGenerator(seed: 5)
        let rows = (0..<8).flatMap { trial in (0..<3).map { (trial: trial, outcome: $0) } }
        let model = try MultilevelModel(
            estimates: rows.map { 0.2 * Double($0.outcome) + random.normal() },
            covariance: SamplingCovariance(
                variances: rows.map { _ in 0.1 + random.uniform() }, clusters: rows.map(\.trial), correlation: 0.3),
            terms: [
                RandomTerm(
                    name: "outcome | trial", rows: rows.map { "\($0.trial)" }, innerRows: rows.map { "\($0.outcome)" },
                    kind: .unstructured), RandomTerm(name: "pair", rows: rows.map { "\($0.trial / 2)" }),
            ])
        let kernel = MultilevelKernel(model, slots: try model.slots(given: []))
        let at = [0.4, 0.5, 0.6, 0.2, 0.3, 0.1, 0.15]
        func slopes(_ components: [Double]) throws -> (value: Double, derivatives: MultilevelDerivatives) {
            let solution = try #require(kernel.solution(components))
            return (
                isRestricted ? solution.restricted : solution.maximum,
                MultilevelDerivatives(solution, isRestricted: isRestricted)
            )
        }
        let here = try slopes(at).derivatives
        let h = 1e-5
        for m in at.indices {
            var (up, down) = (at, at)
            up[m] += h
            down[m] -= h
            let (above, below) = (try slopes(up), try slopes(down))
            #expect(
                Tolerance(relative: 1e-6, floor: 1e-7).accepts(here.score[m], (above.value - below.value) / (2 * h)))
            for n in at.indices {
                let bend = -(above.derivatives.score[n] - below.derivatives.score[n]) / (2 * h)
                #expect(Tolerance(relative: 1e-6, floor: 1e-6).accepts(here.observed[m, n], bend))
            }
        }
    }
}
