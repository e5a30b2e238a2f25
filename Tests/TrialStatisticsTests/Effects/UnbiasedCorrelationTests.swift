import Testing
import TrialStatistics

@Suite("The bias-corrected correlation")
struct UnbiasedCorrelationTests {
    /// Computed with 30 digits from the hypergeometric function: n, r, estimate, unbiased variance.
    static let exact: [(Double, Double, Double, Double)] = [
        (5, 0.0, 0.0, 1.0),
        (5, 0.05, 0.076134000554303131, 0.85352838493179637),
        (5, 0.3, 0.39817118456780348, 0.36219792308452087),
        (5, 0.49, 0.59510481963067474, 0.16394010708630844),
        (6, 0.0, 0.0, 0.5),
        (6, 0.05, 0.063431967419660291, 0.48149931168205222),
        (6, 0.3, 0.36097512928546034, 0.27308034377803645),
        (6, 0.49, 0.56046121073798915, 0.13794105583474983),
        (8, 0.0, 0.0, 0.25),
        (8, 0.05, 0.056553549755161686, 0.24702672630740611),
        (8, 0.3, 0.33325294500387413, 0.17268764076880215),
        (8, 0.49, 0.5313017505668942, 0.098452074059918361),
        (12, 0.0, 0.0, 0.125),
        (12, 0.05, 0.053205144874240103, 0.12408545224319547),
        (12, 0.3, 0.31700861268421907, 0.095834476314489574),
        (12, 0.49, 0.51214500444401232, 0.060013010307332085),
        (29, 0.0, 0.0, 0.04),
        (29, 0.05, 0.051007023938871655, 0.039776302058591509),
        (29, 0.3, 0.3054656259741869, 0.032426146109656855),
        (29, 0.49, 0.4973506163110006, 0.021856623740827773),
    ]

    @Test("estimate and unbiased variance of small samples", arguments: exact)
    func smallSamples(total: Double, correlation: Double, estimate: Double, variance: Double) throws {
        let study = CorrelationSummary(correlation: correlation, total: total)
        let effect = try UnbiasedCorrelation(options: EffectOptions(varianceType: .unbiased)).effects(of: [study])[0]
            .get()
        #expect(abs(effect.estimate - estimate) < 1e-12)
        #expect(abs(effect.variance - variance) < 1e-12)
    }

    @Test("four participants are too few")
    func tooFew() throws {
        let study = CorrelationSummary(correlation: 0.3, total: 4)
        let effect = try UnbiasedCorrelation().effects(of: [study])[0]
        guard case .failure(let exclusion) = effect else {
            Issue.record("an estimate from four participants")
            return
        }
        #expect(exclusion.code == "not-defined")
    }
}
