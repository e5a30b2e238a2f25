import Glibc
import TrialNumerics

/// The factor that makes a standardised mean unbiased: J(m) = Γ(m/2) / (√(m/2) Γ((m − 1)/2)).
///
/// Exact, not Hedges' approximation 1 − 3/(4m − 1); NaN for m ≤ 1. Hedges 1981, doi:10.3102/10769986006002107.
public func smallSampleCorrection(degreesOfFreedom m: Double) -> Double {
    guard m > 1 else { return .nan }
    return exp(logGamma(m / 2) - logGamma((m - 1) / 2)) / (m / 2).squareRoot()
}

/// Hedges' approximation 1 − 3/(4m − 1) of the factor, within 0.0004 of it from m = 10 on; NaN for m ≤ 1.
///
/// Hedges 1981, doi:10.3102/10769986006002107.
public func approximateSmallSampleCorrection(degreesOfFreedom m: Double) -> Double {
    m > 1 ? 1 - 3 / (4 * m - 1) : .nan
}
