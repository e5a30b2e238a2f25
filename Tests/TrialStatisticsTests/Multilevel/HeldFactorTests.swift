import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// Profile likelihoods of unstructured matrices.
struct HeldFactorTests {
    private func found(_ kind: RandomStructureKind, levels: Int, seed: UInt64) throws -> MultilevelFitter.Found {
        var random = SeededGenerator(seed: seed)
        var (trials, outcomes, estimates, variances) = ([String](), [String](), [Double](), [Double]())
        for trial in 0..<14 {
            let shared = 0.5 * random.normal()
            for outcome in 0..<levels where random.uniform() < 0.85 {
                let v = 0.02 + 0.1 * random.uniform()
                trials.append("\(trial)")
                outcomes.append("\(outcome)")
                variances.append(v)
                estimates.append(shared + 0.3 * random.normal() + v.squareRoot() * random.normal())
            }
        }
        let design = DesignMatrix(
            values: Matrix(outcomes.map { word in (0..<levels).map { word == "\($0)" ? 1 : 0 } }),
            names: (0..<levels).map { "y\($0)" })
        let model = try MultilevelModel(
            estimates: estimates, covariance: SamplingCovariance(variances: variances), design: design,
            terms: [RandomTerm(name: "outcome | trial", rows: trials, innerRows: outcomes, kind: kind)])
        return try MultilevelFitter().search(model)
    }

    @Test("the held value is that of the matrix, and derivatives are those of the matrix")
    func structure() throws {
        let names = ["a", "b", "c"]
        let variance = HeldFactor(innerLevels: names, variance: 0.3, of: 1)
        let correlation = HeldFactor(innerLevels: names, correlation: -0.4, of: 0, 2)
        var random = SeededGenerator(seed: 4)
        for held in [variance, correlation] {
            #expect(held.parameters.count == 5)
            let at = held.parameters.map { _ in random.normal() }
            let g = held.covariance(at)
            if held.parameters.count == 5, held.code == variance.code {
                let r = g[0, 2] / (g[0, 0] * g[2, 2]).squareRoot()
                #expect(abs(g[1, 1] - 0.3) < 1e-12 || abs(abs(r) - 0.4) < 1e-12)
            }
            for (m, slope) in held.derivatives(at).enumerated() {
                let step = 1e-5
                var (up, down) = (at, at)
                up[m] += step
                down[m] -= step
                let (a, b) = (held.covariance(up), held.covariance(down))
                for e in slope.elements.indices {
                    #expect(abs((a.elements[e] - b.elements[e]) / (2 * step) - slope.elements[e]) < 1e-7)
                }
                let bends = held.curvatures(at)?[m] ?? []
                let (x, y) = (held.derivatives(up), held.derivatives(down))
                for (n, bend) in bends.enumerated() {
                    for e in bend.elements.indices {
                        let numeric = (x[n].elements[e] - y[n].elements[e]) / (2 * step)
                        #expect(abs(numeric - bend.elements[e]) < 1e-6)
                    }
                }
            }
        }
    }

    @Test("no matrix with the held value is likelier than the profile says", arguments: 1...3 as ClosedRange<UInt64>)
    func highest(_ seed: UInt64) throws {
        let found = try found(.unstructured, levels: 3, seed: seed)
        let kernel = found.kernel
        let top = found.end.solution
        var random = SeededGenerator(seed: seed)
        for position in kernel.slots.indices {
            let held = try #require(HeldComponent(found, position, isRestricted: true))
            #expect(abs(try #require(held.height(top.components[position])) - held.height) < 1e-6)
            for factor in [0.5, 1.4] {
                let isVariance = position < 3
                let value = isVariance ? factor * top.components[position] : factor - 0.9
                let height = try #require(held.height(value))
                #expect(height <= held.height + 1e-9)
                for _ in 0..<300 {
                    var other = top.components.indices.map { i in
                        i < 3
                            ? top.components[i] * (1 + 0.4 * random.normal())
                            : min(1, max(-1, top.components[i] + 0.3 * random.normal()))
                    }
                    other[position] = value
                    guard other.prefix(3).allSatisfy({ $0 >= 0 }), kernel.isAdmissible(other),
                        let solution = kernel.solution(other)
                    else { continue }
                    #expect(solution.restricted <= height + 1e-7)
                }
            }
        }
    }

    @Test("an unstructured term of three levels has profile limits around its estimates")
    func limits() throws {
        let model = try found(.unstructured, levels: 3, seed: 2).kernel.model
        let fit = try MultilevelFitter().fitWithComponentLimits(model)
        for component in fit.components {
            let limits = try #require(component.limits)
            #expect(limits.lower <= component.value && component.value <= limits.upper, "\(component)")
            #expect(limits.upper > limits.lower)
        }
    }
}

/// The likelihood without matrices of rows against that with them.
struct TwoLevelSurfaceTests {
    @Test("both surfaces are one, also in slope and curvature", arguments: 1...6 as ClosedRange<UInt64>, [true, false])
    func same(_ seed: UInt64, _ isRestricted: Bool) throws {
        let sample = MultilevelLawTests.Sample(seed: seed)
        let model = try sample.model()
        let kernel = MultilevelKernel(model, slots: try model.slots(given: []))
        let fast = try #require(TwoLevelSurface(kernel, isRestricted: isRestricted))
        let dense = DenseSurface(kernel: kernel, isRestricted: isRestricted)
        for components in [[0, 0], [0.2, 0], [0, 0.3], [0.15, 0.05], [40, 1e-4]] {
            let (a, b) = (try #require(fast.height(components)), try #require(dense.height(components)))
            #expect(abs(a - b) < 1e-10 * max(1, abs(b)))
            let (x, y) = (
                try #require(fast.derivatives(components)), try #require(dense.derivatives(components))
            )
            let near = Tolerance(relative: 1e-8, floor: 1e-9)
            for (a, b) in zip(x.score, y.score) { #expect(near.accepts(a, b)) }
            for (a, b) in zip(x.expected.elements, y.expected.elements) { #expect(near.accepts(a, b)) }
            for (a, b) in zip(x.observed.elements, y.observed.elements) { #expect(near.accepts(a, b)) }
        }
        #expect(
            TwoLevelSurface(MultilevelKernel(try sample.model(correlation: 0.2), slots: []), isRestricted: true) == nil)
    }
}
