import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// Interactions within and across trials.
struct WithinTrialInteractionTests {
    static let pooling = PoolingModel(heterogeneity: RestrictedMaximumLikelihood(), interval: NormalInterval())

    static func estimate(_ value: Double, _ variance: Double) -> EstimateWithVariance {
        EstimateWithVariance(estimate: value, variance: variance)
    }

    /// Within trials the groups differ by −0.5; trials of one kind alone differ by +0.3.
    static let contrasts = [
        WithinTrialContrast(trial: "A", reference: estimate(0.5, 0.02), other: estimate(0.0, 0.03)),
        WithinTrialContrast(trial: "B", reference: estimate(0.9, 0.04), other: estimate(0.4, 0.05)),
        WithinTrialContrast(trial: "C", reference: estimate(0.1, 0.02), other: nil),
        WithinTrialContrast(trial: "D", reference: nil, other: estimate(0.4, 0.05)),
        WithinTrialContrast(trial: "E", reference: nil, other: nil),
    ]

    @Test("within and across are kept apart and their difference is the ecological bias")
    func separates() throws {
        let result = try WithinTrialInteraction(Self.contrasts, pooling: Self.pooling)
        let within = try #require(result.within)
        #expect(Tolerance.closedForm.accepts(within.pooled.estimate, -0.5))
        #expect(Tolerance.closedForm.accepts(within.pooled.standardError, (1 / (1 / 0.05 + 1 / 0.09)).squareRoot()))
        #expect(result.withinTrials == ["A", "B"])
        let across = try #require(result.across)
        #expect(Tolerance.closedForm.accepts(across.estimate, 0.3))
        #expect(Tolerance.closedForm.accepts(across.standardError, 0.07.squareRoot()))
        let bias = try #require(result.ecologicalBias)
        #expect(Tolerance.closedForm.accepts(bias.estimate, 0.8))
        let variance = 0.07 + 1 / (1 / 0.05 + 1 / 0.09)
        #expect(Tolerance.closedForm.accepts(bias.standardError, variance.squareRoot()))
    }

    @Test("a shift of a whole trial does not move the within-trial interaction")
    func shiftOfTrial() throws {
        var moved = Self.contrasts
        moved[0] = WithinTrialContrast(trial: "A", reference: Self.estimate(5.5, 0.02), other: Self.estimate(5, 0.03))
        let before = try WithinTrialInteraction(Self.contrasts, pooling: Self.pooling)
        let after = try WithinTrialInteraction(moved, pooling: Self.pooling)
        #expect(
            Tolerance.closedForm.accepts(
                try #require(after.within).pooled.estimate, try #require(before.within).pooled.estimate))
    }

    @Test("without a trial of both groups only the across-trial contrast is given, with a warning")
    func acrossOnly() throws {
        let result = try WithinTrialInteraction(Array(Self.contrasts[2...3]), pooling: Self.pooling)
        #expect(result.within == nil)
        #expect(result.across != nil)
        #expect(result.ecologicalBias == nil)
        #expect(result.warnings.contains { $0.code == "across-trials-only" })
    }

    @Test("nothing to compare is refused")
    func refuses() {
        #expect(throws: StatisticsError.self) {
            try WithinTrialInteraction([Self.contrasts[2]], pooling: Self.pooling)
        }
    }
}
