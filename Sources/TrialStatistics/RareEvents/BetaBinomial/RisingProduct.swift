import Glibc

/// log ∏ (a + jγ) over j = 0 … count − 1, for γ ≥ 0, without loss of digits as γ falls to 0.
///
/// The first 40 factors one by one, the others by the Euler–Maclaurin formula, whose error there is below 1e-12.
func logRisingProduct(_ count: Double, from a: Double, step gamma: Double) -> Double {
    let direct = min(count, 40)
    var total = 0.0
    for j in stride(from: 0.0, to: direct, by: 1) { total += log(a + j * gamma) }
    let rest = count - direct
    guard rest > 0 else { return total }
    let start = a + direct * gamma
    // ∫ log(start + γ t) dt over 0 … rest, then ½ (first + last) and the two odd-derivative corrections; the last factor
    // itself is not part of the product.
    let r = gamma * rest / start
    let growth = r < 1e-4 ? r / 2 - r * r / 6 + r * r * r / 12 : ((1 + r) * log1p(r) - r) / r
    let end = start + gamma * rest
    let integral = rest * (log(start) + growth)
    let ends = 0.5 * (log(start) - log(end))
    let slope = gamma / 12 * (1 / end - 1 / start)
    let third = gamma * gamma * gamma / 360 * (1 / (end * end * end) - 1 / (start * start * start))
    return total + integral + ends + slope - third
}

/// The derivatives of ``logRisingProduct(_:from:step:)`` by its start a and its step γ > 0.
///
/// With S₁ = Σ 1/(a + jγ) and S₂ = Σ 1/(a + jγ)² all five follow; the sums by the same two ways as the product.
struct RisingProductSlopes {
    let start: Double
    let step: Double
    let startStart: Double
    let startStep: Double
    let stepStep: Double

    init(_ count: Double, from a: Double, step gamma: Double) {
        let direct = min(count, 40)
        var (first, second) = (0.0, 0.0)
        for j in stride(from: 0.0, to: direct, by: 1) {
            let value = 1 / (a + j * gamma)
            first += value
            second += value * value
        }
        let rest = count - direct
        if rest > 0 {
            let s = 1 / (a + direct * gamma)
            let e = 1 / (a + count * gamma)
            let cube = gamma * gamma * gamma
            first += log1p(gamma * rest * s) / gamma + 0.5 * (s - e) + gamma / 12 * (s * s - e * e)
            first -= cube / 120 * (s * s * s * s - e * e * e * e)
            second += rest * s * e + 0.5 * (s * s - e * e) + gamma / 6 * (s * s * s - e * e * e)
            second -= cube / 30 * (s * s * s * s * s - e * e * e * e * e)
        }
        start = first
        step = (count - a * first) / gamma
        startStart = -second
        startStep = -(first - a * second) / gamma
        stepStep = -(count - 2 * a * first + a * a * second) / (gamma * gamma)
    }
}
