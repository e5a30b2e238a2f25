import Glibc
import TrialNumerics

/// Ways from one expression of an effect to another, without sampling variance.
///
/// The names say from what to what: `correlationToStandardized(r)`. For estimates with variances use `DeltaMethod`.
///
/// *Edge cases*: outside their range (a correlation beyond ±1, a proportion beyond 0…1) the functions give NaN, at its
/// ends ±∞; nothing is thrown.
public enum Transformations {
    /// Fisher's z of a correlation: atanh r.
    public static func correlationToFisherZ(_ r: Double) -> Double { atanh(r) }
    /// The correlation of Fisher's z: tanh z.
    public static func fisherZToCorrelation(_ z: Double) -> Double { tanh(z) }
    /// The squared correlation of Fisher's z.
    public static func fisherZToSquaredCorrelation(_ z: Double) -> Double { tanh(z) * tanh(z) }

    /// The standardised difference of a point-biserial r for equal groups and large samples: 2r/√(1 − r²).
    public static func pointBiserialToStandardized(_ r: Double) -> Double { 2 * r / (1 - r * r).squareRoot() }
    /// The standardised difference of the upper and lower half of a normal variable that correlates by r with the
    /// outcome.
    ///
    /// Halving at the median turns r into the point-biserial r √(2/π).
    public static func correlationToStandardized(_ r: Double) -> Double {
        pointBiserialToStandardized(r * (2 / Double.pi).squareRoot())
    }
    /// The point-biserial correlation of d for equal groups and large samples: d/√(d² + 4).
    public static func standardizedToCorrelation(_ d: Double) -> Double { d / (d * d + 4).squareRoot() }

    /// Cohen's U₁: the share of the two distributions that does not overlap.
    public static func standardizedToU1(_ d: Double) -> Double {
        let half = normal.upperTail(abs(d) / 2)
        return (1 - 2 * half) / (1 - half)
    }
    /// Cohen's U₂: the proportion of group 1 above the same proportion of group 2.
    public static func standardizedToU2(_ d: Double) -> Double { normal.cumulative(d / 2) }
    /// Cohen's U₃: the proportion of group 2 below the mean of group 1.
    public static func standardizedToU3(_ d: Double) -> Double { normal.cumulative(d) }
    /// The overlap of the two distributions: 2Φ(−|d|/2).
    public static func standardizedToOverlap(_ d: Double) -> Double { 2 * normal.upperTail(abs(d) / 2) }
    /// The probability of superiority: Φ(d/√2).
    public static func standardizedToSuperiority(_ d: Double) -> Double { normal.cumulative(d / 2.0.squareRoot()) }
    /// Cliff's delta: 2Φ(d/√2) − 1.
    public static func standardizedToCliffDelta(_ d: Double) -> Double { erf(d / 2) }
    /// The success rate of group 1 in a binomial effect size display: ½ + r/2.
    public static func standardizedToSuccessRate(_ d: Double) -> Double { 0.5 + standardizedToCorrelation(d) / 2 }
    /// The mean difference in the units of an instrument.
    public static func standardizedToMeanDifference(_ d: Double, standardDeviation: Double) -> Double {
        d * standardDeviation
    }
    /// The log odds ratio, for normal variables behind the cut-off: 1.65 d.
    public static func standardizedToLogOddsRatioNormal(_ d: Double) -> Double { coxConstant * d }
    /// The log odds ratio, for logistic variables behind the cut-off: πd/√3.
    public static func standardizedToLogOddsRatioLogistic(_ d: Double) -> Double { d * .pi / 3.0.squareRoot() }
    /// The standardised difference of a log odds ratio, for normal variables.
    public static func logOddsRatioToStandardizedNormal(_ x: Double) -> Double { x / coxConstant }
    /// The standardised difference of a log odds ratio, for logistic variables.
    public static func logOddsRatioToStandardizedLogistic(_ x: Double) -> Double { x * 3.0.squareRoot() / .pi }

    /// The risk on treatment that a log odds ratio implies at a control risk.
    public static func treatmentRisk(logOddsRatio x: Double, controlRisk: Double) -> Double {
        inverseLogit(logit(controlRisk) + x)
    }
    /// The risk difference that a log odds ratio implies at a control risk.
    public static func logOddsRatioToRiskDifference(_ x: Double, controlRisk: Double) -> Double {
        treatmentRisk(logOddsRatio: x, controlRisk: controlRisk) - controlRisk
    }
    /// The risk ratio that a log odds ratio implies at a control risk.
    public static func logOddsRatioToRiskRatio(_ x: Double, controlRisk: Double) -> Double {
        treatmentRisk(logOddsRatio: x, controlRisk: controlRisk) / controlRisk
    }

    /// The mean of exp over a normal distribution of true log effects: exp(x + τ²/2).
    public static func exponentialMean(_ x: Double, heterogeneity tau2: Double) -> Double { exp(x + tau2 / 2) }

    /// The variance-stabilising transform of a proportion: asin √p.
    public static func arcsine(_ p: Double) -> Double { asin(p.squareRoot()) }
    /// The probit of a proportion: Φ⁻¹(p).
    public static func probit(_ p: Double) -> Double { normal.quantile(p) }
    /// −log(1 − α), Bonett's transform of a reliability.
    public static func bonett(_ alpha: Double) -> Double { -log1p(-alpha) }
    /// 1 − (1 − α)^⅓, Hakstian and Whalen's transform of a reliability.
    public static func hakstianWhalen(_ alpha: Double) -> Double { 1 - cbrt(1 - alpha) }

    private static var normal: NormalDistribution { .standard }
}
