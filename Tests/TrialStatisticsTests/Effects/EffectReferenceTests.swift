import Testing
import TrialNumerics
import TrialStatistics

@Suite("Effect measures agree with metafor 5.1")
struct EffectReferenceTests {
    /// Advised for closed forms; the values carry 15 digits.
    static let tolerance = 1e-10

    @Test("estimates and sampling variances", arguments: EffectReference.cases.filter { $0.args.measure != "RTET" })
    func estimatesAndVariances(reference: EffectReference.Case) throws {
        let measure = try EffectMeasures.standard.named(reference.args.measure)
        let effects = try measure.effects(columns: reference.columns, options: reference.options)
        let (estimates, variances) = (reference.expected["yi"]!, reference.expected["vi"]!)
        try #require(effects.count == estimates.count)
        for (study, effect) in effects.enumerated() {
            expect(effect.reportedEstimate, estimates[study], "estimate of study \(study + 1)")
            expect(effect.reportedVariance, variances[study], "variance of study \(study + 1)")
        }
    }

    /// R maximises over ρ to 1.2e-4 only and, at a zero cell, differentiates at the bound, which gives variances such
    /// as 7e7; ours solves the equation exactly (see the tests of the tetrachoric correlation) and gives no variance
    /// there.
    @Test(
        "tetrachoric correlations, as far as R solves them",
        arguments: EffectReference.cases.filter { $0.args.measure == "RTET" })
    func tetrachoric(reference: EffectReference.Case) throws {
        let measure = try EffectMeasures.standard.named("RTET")
        let effects = try measure.effects(columns: reference.columns, options: reference.options)
        for (study, effect) in effects.enumerated() {
            guard let estimate = effect.reportedEstimate, let theirs = reference.expected["yi"]![study] else {
                #expect((effect.reportedEstimate == nil) == (reference.expected["yi"]![study] == nil))
                continue
            }
            #expect(abs(estimate - theirs) < 3e-5, "study \(study + 1)")
            guard let variance = effect.reportedVariance else { continue }
            expect(variance, reference.expected["vi"]![study], "variance of study \(study + 1)", tolerance: 5e-4)
        }
    }

    @Test("standard errors, tests and intervals", arguments: EffectReference.cases.filter { $0.expected["sei"] != nil })
    func testsAndIntervals(reference: EffectReference.Case) throws {
        let measure = try EffectMeasures.standard.named(reference.args.measure)
        let effects = try measure.effects(columns: reference.columns, options: reference.options)
        for (study, effect) in effects.enumerated() {
            guard case .success(let effect) = effect else { continue }
            let interval = effect.interval(level: 0.95)
            let place = "study \(study + 1)"
            expect(effect.standardError, reference.expected["sei"]![study], "standard error of \(place)")
            expect(effect.zStatistic, reference.expected["zi"]![study], "z of \(place)")
            expect(effect.pValue, reference.expected["pval"]![study], "p of \(place)", tolerance: 1e-8)
            expect(interval.lower, reference.expected["ci.lb"]![study], "lower limit of \(place)")
            expect(interval.upper, reference.expected["ci.ub"]![study], "upper limit of \(place)")
        }
    }

    private func expect(
        _ ours: Double?, _ theirs: Double?, _ what: String, tolerance: Double = Self.tolerance,
        at location: SourceLocation = #_sourceLocation
    ) {
        guard let ours, let theirs else {
            #expect(
                ours == nil && theirs == nil, "\(what): \(String(describing: ours)), not \(String(describing: theirs))",
                sourceLocation: location)
            return
        }
        #expect(
            relativeDistance(ours, theirs) <= tolerance, "\(what): \(ours), not \(theirs)", sourceLocation: location)
    }
}

extension Result<EffectEstimate, EffectExclusion> {
    /// The estimate, also where it lacks a sampling variance.
    var reportedEstimate: Double? {
        switch self {
        case .success(let effect): effect.estimate
        case .failure(let exclusion): exclusion.estimate
        }
    }

    /// The sampling variance, also where it lacks an estimate.
    var reportedVariance: Double? {
        switch self {
        case .success(let effect): effect.variance
        case .failure(let exclusion): exclusion.variance
        }
    }
}
