import Testing
import TrialTestSupport

@testable import TrialStatistics

@Suite("The one way back of pooled values that depends on sizes")
struct PooledInverseTests {
    private func coefficient(_ estimate: Double, _ lower: Double, _ upper: Double) -> Coefficient {
        Coefficient(
            name: "intercept", estimate: estimate, standardError: (upper - lower) / 4, statistic: 0,
            degreesOfFreedom: nil, pValue: 1, limits: ConfidenceLimits(lower: lower, upper: upper))
    }

    @Test("pooled estimate and limits agree with metafor", arguments: Reference.cases("f07b_pft_backtransf"))
    func agrees(_ golden: GoldenCase) throws {
        let groups = zip(golden.column("xi"), golden.column("ni")).map { BinaryGroup(events: $0!, total: $1!) }
        let effects = try DoubleArcsineProportion().effects(of: groups).map { try $0.get() }
        let method = golden.arguments["method"].text ?? ""
        let model = PoolingModel(
            heterogeneity: MethodRegistry.standard.estimator(method), interval: NormalInterval())
        let fit = try model.fit(
            LinearModel(estimates: effects.map(\.estimate), variances: effects.map(\.variance)))
        let inverse = try #require(BackTransformation.doubleArcsine.pooled(sizes: groups.map(\.total)))
        let check = GoldenCheck(golden: golden)
        let tolerance: Tolerance = method == "REML" ? .searched : .closedForm
        check("pred", inverse.natural(fit.pooled.estimate), tolerance)
        check("ci.lb", inverse.natural(fit.pooled.limits.lower), tolerance)
        check("ci.ub", inverse.natural(fit.pooled.limits.upper), tolerance)
    }

    @Test("of studies of one size it is each study's own way back", arguments: SizedInverse.allCases)
    func ownSize(inverse: SizedInverse) throws {
        let one = try #require(PooledInverse(inverse, sizes: [29]))
        let three = try #require(PooledInverse(inverse, sizes: [29, 29, 29]))
        for value in stride(from: 0.01, through: 1.5, by: 0.07) {
            #expect(one.natural(value) == inverse.natural(value, size: 29))
            #expect(three.natural(value) == one.natural(value))
        }
        #expect(!three.isUnequal(coefficient(0.4, 0.3, 0.5)))
        #expect(PooledInverse(inverse, sizes: []) == nil && PooledInverse(inverse, sizes: [0, .nan]) == nil)
    }

    @Test("sizes count as unequal where the reading depends on them")
    func unequal() throws {
        // The harmonic mean of 10, 10 and 20,000 is 15, the arithmetic mean 6,673: 0.25 reads 0.035 and 0.061.
        let unequal = try #require(PooledInverse(.doubleArcsine, sizes: [10, 10, 20_000]))
        #expect(unequal.isUnequal(coefficient(0.25, 0.15, 0.35)))
        // In the middle of the range the size does not matter.
        #expect(!unequal.isUnequal(coefficient(.pi / 4, 0.6, 1)))
        let alike = try #require(PooledInverse(.doubleArcsine, sizes: [90, 100, 110]))
        #expect(!alike.isUnequal(coefficient(0.25, 0.15, 0.35)))
    }

    @Test("a measure that needs a size names measures that need none", arguments: EffectMeasures.standard.all)
    func sizelessForms(measure: AnyEffectMeasure) throws {
        let descriptor = measure.descriptor
        #expect(descriptor.backTransformation.dependsOnSize == !descriptor.sizelessForms.isEmpty)
        for code in descriptor.sizelessForms {
            let other = try EffectMeasures.standard.named(code)
            #expect(!other.descriptor.backTransformation.dependsOnSize)
            #expect(other.columns == measure.columns && other.descriptor.natural == descriptor.natural)
        }
    }

    @Test(
        "a measure whose limits can leave its bounds names measures that keep to them",
        arguments: EffectMeasures.standard.all)
    func boundedForms(measure: AnyEffectMeasure) throws {
        let descriptor = measure.descriptor
        // Of semi-partial correlations there is no transformed form.
        let hasNone = measure.code == "SPCOR"
        #expect(descriptor.canLeaveBounds == (!descriptor.boundedForms.isEmpty || hasNone))
        for code in descriptor.boundedForms {
            let other = try EffectMeasures.standard.named(code)
            #expect(!other.descriptor.canLeaveBounds, "\(code)")
            #expect(other.columnSets.contains { measure.columnSets.contains($0) }, "\(code) takes other data")
        }
    }

    @Test("the usual suspects can leave their bounds, their transformed forms cannot")
    func leaving() throws {
        for code in ["PR", "PLN", "IR", "RD", "MPRD", "COR", "CLES", "ARAW", "AHW"] {
            #expect(try EffectMeasures.standard.named(code).descriptor.canLeaveBounds, "\(code)")
        }
        for code in ["PLO", "PAS", "PFT", "PRZ", "IRLN", "IRS", "IRFT", "RR", "OR", "ZCOR", "ABT", "MD", "GEN"] {
            #expect(try !EffectMeasures.standard.named(code).descriptor.canLeaveBounds, "\(code)")
        }
    }

    @Test("a test of zero asks something only where zero is no effect", arguments: EffectMeasures.standard.all)
    func tested(measure: AnyEffectMeasure) {
        let descriptor = measure.descriptor
        if descriptor.noEffect == nil { #expect(!descriptor.isTestedAtZero) }
        if [.ratio, .difference, .correlation].contains(descriptor.natural.kind) { #expect(descriptor.isTestedAtZero) }
    }
}
