import CBoostMath
import Glibc

/// log Γ(x) for x > 0.
public func logGamma(_ x: Double) -> Double { boost_lgamma(x) }

/// The derivative of log Γ.
public func digamma(_ x: Double) -> Double { boost_digamma(x) }

/// The second derivative of log Γ.
public func trigamma(_ x: Double) -> Double { boost_trigamma(x) }

/// log of the binomial coefficient, for real arguments n ≥ k ≥ 0.
public func logChoose(_ n: Double, _ k: Double) -> Double {
    k == 0 || k == n ? 0 : logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
}

/// Gauss' hypergeometric function ₂F₁(a, b; c; x).
public func hypergeometric2F1(_ a: Double, _ b: Double, _ c: Double, _ x: Double) -> Double {
    boost_hypergeometric_2f1(a, b, c, x)
}

/// log(p / (1 − p)).
public func logit(_ p: Double) -> Double { log(p) - log1p(-p) }

/// 1 / (1 + exp(−x)), without overflow.
public func inverseLogit(_ x: Double) -> Double {
    if x >= 0 { return 1 / (1 + exp(-x)) }
    let e = exp(x)
    return e / (1 + e)
}

/// log(1 + exp(x)), without overflow.
public func log1pExp(_ x: Double) -> Double { x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)) }
