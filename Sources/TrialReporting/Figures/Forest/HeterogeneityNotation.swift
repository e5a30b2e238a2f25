import TrialResults
import TrialStatistics

/// How a journal writes heterogeneity and the tests beside a forest plot.
public struct HeterogeneityNotation: Sendable, Equatable {
    /// What the line begins with.
    let opening: String
    /// The sign of the between-study variance.
    let tau: String
    /// The sign of Cochran's Q.
    let chi: String
    /// What stands between a sign and its value.
    let equals: String
    /// Whether degrees of freedom are small figures at χ² instead of words.
    let hasSmallFigures: Bool
    /// Whether the p-value stands in brackets.
    let hasBrackets: Bool
    /// Whether limits of τ² and I² and the name of the estimator are given too.
    let isDetailed: Bool

    /// Everything the engine knows: estimator, limits, Q.
    public static let house = HeterogeneityNotation(
        opening: "Heterogeneity", tau: "τ²", chi: "Q", equals: " = ", hasSmallFigures: false, hasBrackets: true,
        isDetailed: true)
    /// `Heterogeneity: Tau² = 0.02; Chi² = 4.10, df = 4 (P = 0.39); I² = 31.0%`.
    public static let revman = HeterogeneityNotation(
        opening: "Heterogeneity", tau: "Tau²", chi: "Chi²", equals: " = ", hasSmallFigures: false, hasBrackets: true,
        isDetailed: false)
    /// `Heterogeneity: τ² = 0.02; χ²₄ = 4.10 (P = .39); I² = 31.0%`.
    public static let jama = HeterogeneityNotation(
        opening: "Heterogeneity", tau: "τ²", chi: "χ²", equals: " = ", hasSmallFigures: true, hasBrackets: true,
        isDetailed: false)
    /// `Test for heterogeneity: τ²=0.02; χ²=4.10, df=4, P=0.39; I²=31.0%`.
    public static let bmj = HeterogeneityNotation(
        opening: "Test for heterogeneity", tau: "τ²", chi: "χ²", equals: "=", hasSmallFigures: false,
        hasBrackets: false, isDetailed: false)

    /// The lines under a pooled effect; the test of no effect is left out where the measure has no such value.
    func lines(_ pooled: PooledResult, _ format: NumberFormat, testsEffect: Bool) -> [String] {
        if isDetailed {
            let test = "Test of no overall effect: \(HeterogeneityWords(format: format).test(pooled.fit.pooled))."
            return [HeterogeneityWords(format: format).long(pooled.fit)] + (testsEffect ? [test] : [])
        }
        return [heterogeneity(pooled.fit, format)] + (testsEffect ? [overall(pooled.fit.pooled, format)] : [])
    }

    /// One line on heterogeneity under a group; nil where one row says nothing of it.
    func short(_ fit: ModelFit, _ format: NumberFormat) -> String? {
        if isDetailed { return HeterogeneityWords(format: format).short(fit) }
        return fit.heterogeneity.qDegreesOfFreedom > 0 ? heterogeneity(fit, format) : nil
    }

    /// The test that groups by a property, as it stands in a sentence, have one effect.
    func groupTest(_ test: GroupTest, by property: String, _ format: NumberFormat) -> String {
        if isDetailed { return HeterogeneityWords(format: format).groupTest(test, by: property) }
        let name = test.denominatorDegreesOfFreedom == nil ? chi : "F"
        let below = test.denominatorDegreesOfFreedom.map { ", \(format.number($0))" } ?? ""
        let degrees = "\(test.degreesOfFreedom)\(below)"
        return "Test for subgroup differences by \(property): "
            + statistic(name, format.number(test.statistic), degrees, format.pValue(test.pValue))
    }

    private func heterogeneity(_ fit: ModelFit, _ format: NumberFormat) -> String {
        let heterogeneity = fit.heterogeneity
        guard heterogeneity.qDegreesOfFreedom > 0 else { return "\(opening): not applicable" }
        var parts: [String] = []
        if heterogeneity.estimator != nil { parts.append("\(tau)\(equals)\(format.tauSquared(heterogeneity.tau2))") }
        parts.append(
            statistic(
                chi, format.number(heterogeneity.q), "\(heterogeneity.qDegreesOfFreedom)",
                format.pValue(heterogeneity.qPValue)))
        parts.append("I²\(equals)\(format.percent(heterogeneity.iSquared))")
        return "\(opening): \(parts.joined(separator: "; "))"
    }

    private func overall(_ pooled: Coefficient, _ format: NumberFormat) -> String {
        let isNormal = pooled.degreesOfFreedom == nil
        let name = tau == "Tau²" ? (isNormal ? "Z" : "T") : (isNormal ? "z" : "t")
        let degrees = pooled.degreesOfFreedom.map { format.count($0) } ?? ""
        return "Test for overall effect: "
            + statistic(name, format.number(abs(pooled.statistic)), degrees, format.pValue(pooled.pValue))
    }

    private func statistic(_ name: String, _ value: String, _ degrees: String, _ pValue: String) -> String {
        let isSmall = hasSmallFigures && degrees.allSatisfy { Self.smallFigures[$0] != nil }
        let small = isSmall ? degrees.map { Self.smallFigures[$0] ?? "" }.joined() : ""
        let words = isSmall || degrees.isEmpty ? "" : ", df\(equals)\(degrees)"
        return "\(name)\(small)\(equals)\(value)\(words)" + (hasBrackets ? " (\(pValue))" : ", \(pValue)")
    }

    private static let smallFigures: [Character: String] = [
        "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉",
    ]
}
