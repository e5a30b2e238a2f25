import Testing
import TrialNumerics
import TrialStatistics

@Suite("Transformations agree with metafor 5.1")
struct TransformationReferenceTests {
    /// The stored values carry 15 digits.
    static let tolerance = 1e-12

    static let sizes = [10.0, 20, 35, 50, 100]
    static let times = [12.0, 30, 50, 80, 130]
    static let harmonicMean = 5 / sizes.reduce(0) { $0 + 1 / $1 }

    /// R's names for our functions; the position matters where a size belongs to each value.
    static let functions: [String: @Sendable (Double, Int) -> Double] = [
        "rtoz": { x, _ in Transformations.correlationToFisherZ(x) },
        "rtod": { x, _ in Transformations.correlationToStandardized(x) },
        "ztor": { x, _ in EffectScale.fisherZ.natural(x) },
        "ilogit": { x, _ in EffectScale.logit.natural(x) },
        "dtou1": { x, _ in Transformations.standardizedToU1(x) },
        "dtou2": { x, _ in Transformations.standardizedToU2(x) },
        "dtou3": { x, _ in Transformations.standardizedToU3(x) },
        "dtocles": { x, _ in Transformations.standardizedToSuperiority(x) },
        "dtorpb": { x, _ in Transformations.standardizedToCorrelation(x) },
        "dtobesd": { x, _ in Transformations.standardizedToSuccessRate(x) },
        "dtomd": { x, _ in Transformations.standardizedToMeanDifference(x, standardDeviation: 2.5) },
        "dtoovl": { x, _ in Transformations.standardizedToOverlap(x) },
        "dtocliffd": { x, _ in Transformations.standardizedToCliffDelta(x) },
        "ztor2": { x, _ in Transformations.fisherZToSquaredCorrelation(x) },
        "exp.int": { x, _ in Transformations.exponentialMean(x, heterogeneity: 0.2) },
        "lnortord": { x, _ in Transformations.logOddsRatioToRiskDifference(x, controlRisk: 0.3) },
        "lnortorr": { x, _ in Transformations.logOddsRatioToRiskRatio(x, controlRisk: 0.3) },
        "dtolnor.norm": { x, _ in Transformations.standardizedToLogOddsRatioNormal(x) },
        "dtolnor.logis": { x, _ in Transformations.standardizedToLogOddsRatioLogistic(x) },
        "lnortod.norm": { x, _ in Transformations.logOddsRatioToStandardizedNormal(x) },
        "lnortod.logis": { x, _ in Transformations.logOddsRatioToStandardizedLogistic(x) },
        "logit": { x, _ in logit(x) },
        "arcsin": { x, _ in Transformations.arcsine(x) },
        "iarcsin": { x, _ in EffectScale.arcsine.natural(x) },
        "probit": { x, _ in Transformations.probit(x) },
        "pft": { x, index in FreemanTukey.transform(events: x * sizes[index], total: sizes[index]) },
        "irft": { x, index in FreemanTukey.transform(count: x * times[index], time: times[index]) },
        "iirft": { x, index in FreemanTukey.rate(x, time: times[index]) },
        "isqrt": { x, _ in EffectScale.squareRoot.natural(x) },
        "abt": { x, _ in Transformations.bonett(x) },
        "iabt": { x, _ in EffectScale.bonett.natural(x) },
        "ahw": { x, _ in Transformations.hakstianWhalen(x) },
        "iahw": { x, _ in EffectScale.hakstianWhalen.natural(x) },
        "ipft": { x, index in FreemanTukey.proportion(x, total: sizes[index]) },
        "ipft.hm": { x, _ in FreemanTukey.proportion(x, total: harmonicMean) },
    ]

    @Test(
        "transformations",
        arguments: UtilityReference.utilities.cases.filter { $0.function.hasPrefix("transf.") })
    func transformations(reference: UtilityReference.Case) throws {
        let function = try #require(Self.functions[String(reference.function.dropFirst(7))])
        let values = reference.numbers("x")
        for (index, expected) in reference.values("value").enumerated() {
            let ours = function(values[index], index)
            #expect(relativeDistance(ours, expected!, floor: 1e-13) <= Self.tolerance)
        }
    }

    @Test("every transformation is a golden case or tested by name")
    func complete() { #expect(Self.functions.count == 35) }
}
