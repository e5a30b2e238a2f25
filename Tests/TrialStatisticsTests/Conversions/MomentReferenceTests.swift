import Testing
import TrialStatistics

@Suite("Means and standard deviations from five-number summaries agree with R")
struct MomentReferenceTests {
    /// Closed forms.
    static let closedForm = 1e-9
    /// R's optimiser stops within about 2e-4 of the best fit.
    static let optimised = 1e-3
    /// R draws about a thousand random numbers; its two runs on the same data differ by up to 2.4 % and 7 %.
    static let simulated = (mean: 0.025, deviation: 0.07)

    static func summary(_ reference: UtilityReference.Case, _ index: Int) -> FiveNumberSummary {
        func number(_ name: String) -> Double { reference.numbers(name)[index] }
        let scenario = reference.arguments["scenario"] as? String ?? ""
        let hasRange = !reference.numbers("min").isEmpty && !["S2", "case2"].contains(scenario)
        let hasQuartiles = !reference.numbers("q1").isEmpty && !["S1", "case1"].contains(scenario)
        return FiveNumberSummary(
            median: number("med"), total: number("n"), range: hasRange ? (number("min"), number("max")) : nil,
            quartiles: hasQuartiles ? (number("q1"), number("q3")) : nil)
    }

    static func estimator(_ reference: UtilityReference.Case) -> any MomentEstimator {
        let method = reference.arguments["method"] as? String
        switch method?.split(separator: ".").first.map(String.init) {
        case "default": return LuoWanShi(refusesSkewness: false)
        case "blue": return BestLinearMoments()
        case "hozo2005": return Hozo()
        case "wan2014": return Wan()
        case "bland2015": return Bland()
        case "walter2007": return WalterYao()
        case "qe": return QuantileMatching()
        case "bc": return BoxCoxMoments()
        case "mln": return LogNormalMoments()
        default:
            return PairedMoments(
                luoMean: reference.arguments["method.mean"] as? String == "Luo",
                shiDeviation: reference.arguments["method.sd"] as? String == "Shi")
        }
    }

    static func isSimulated(_ reference: UtilityReference.Case) -> Bool {
        let method = reference.arguments["method"] as? String ?? ""
        return method.hasPrefix("bc") || method.hasPrefix("mln")
    }

    @Test("deterministic methods", arguments: UtilityReference.moments.cases.filter { !isSimulated($0) })
    func deterministic(reference: UtilityReference.Case) throws {
        let estimator = Self.estimator(reference)
        let tolerance = estimator is QuantileMatching ? Self.optimised : Self.closedForm
        for (index, mean) in reference.values("mean").enumerated() {
            let derived = try estimator.moments(of: Self.summary(reference, index))
            #expect(relativeDistance(derived.value, mean!) <= tolerance)
            #expect(relativeDistance(derived["standard deviation"]!, reference.values("sd")[index]!) <= tolerance)
            guard let error = reference.values("se").dropFirst(index).first else { continue }
            #expect(relativeDistance(derived["standard error"]!, error!) <= tolerance)
        }
    }

    @Test("methods that R simulates", arguments: UtilityReference.moments.cases.filter { isSimulated($0) })
    func simulated(reference: UtilityReference.Case) throws {
        let estimator = Self.estimator(reference)
        for (index, mean) in reference.values("mean").enumerated() {
            let derived = try estimator.moments(of: Self.summary(reference, index))
            #expect(relativeDistance(derived.value, mean!) <= Self.simulated.mean)
            let deviation = derived["standard deviation"]!
            #expect(relativeDistance(deviation, reference.values("sd")[index]!) <= Self.simulated.deviation)
        }
    }

    @Test("every stored case is run")
    func count() { #expect(UtilityReference.moments.cases.count == 65) }
}
