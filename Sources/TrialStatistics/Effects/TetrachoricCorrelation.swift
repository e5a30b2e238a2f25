import Glibc
import TrialNumerics

/// The tetrachoric correlation: that of two normal variables of which each was cut in two.
///
/// The ρ with Φ₂(h, k; ρ) = a/n, where h and k are the probits of the margins; the equation is solved to the last bits
/// of a double. Variance by the delta method (Brown and Benedetti 1977, *Psychometrika* 42, 347–355; Digby 1983,
/// *Biometrics* 39, 753–757). A zero cell puts ρ at ±1, where no sampling variance exists: the study is excluded and
/// the exclusion carries the estimate. An empty margin: not defined. Nothing is added to zero cells unless a rule names
/// an amount.
public struct TetrachoricCorrelation: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "RTET", "tetrachoric correlation", scale: .identity, natural: .correlation(of: "the risk")
    ).with {
        $0.boundedForms = ["OR"]
    }
    /// 0.
    public static let usualAddition = 0.0
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's tetrachoric correlation.
    public func effect(of study: BinaryComparison) throws(EffectExclusion) -> EffectEstimate {
        let total = study.total1 + study.total2
        let events = study.events1 + study.events2
        guard events > 0, events < total else { throw .undefined("all participants had the same outcome") }
        guard !study.hasZeroCell else {
            let negative = study.events1 == 0 || study.nonEvents2 == 0
            throw EffectExclusion(
                code: "not-defined", reason: "a zero cell puts the correlation at its bound, without a variance",
                estimate: negative ? -1 : 1)
        }
        let normal = NormalDistribution.standard
        let (h, k) = (normal.quantile(study.total1 / total), normal.quantile(events / total))
        let target = study.events1 / total
        let root = RootFinder.root(from: -Double.pi / 2, to: Double.pi / 2) { angle in
            bivariateNormal(h, k, correlation: sin(angle)) - target
        }
        guard let angle = root.found else { throw .undefined("the tetrachoric equation has no root") }
        let correlation = sin(angle)
        return EffectEstimate(estimate: correlation, variance: variance(study, h, k, correlation))
    }

    private func variance(_ study: BinaryComparison, _ h: Double, _ k: Double, _ r: Double) -> Double {
        let (a, b, c, d) = (study.events1, study.nonEvents1, study.events2, study.nonEvents2)
        let n = a + b + c + d
        let root = (1 - r * r).squareRoot()
        let x = NormalDistribution.standard.cumulative((h - r * k) / root) - 0.5
        let y = NormalDistribution.standard.cumulative((k - r * h) / root) - 0.5
        let density = exp(-(h * h - 2 * r * h * k + k * k) / (2 * root * root)) / (2 * .pi * root)
        let spread =
            (a + d) * (b + c) / 4 + x * x * (a + c) * (b + d) + y * y * (a + b) * (c + d)
            + 2 * x * y * (a * d - b * c) - x * (a * b - c * d) - y * (a * c - b * d)
        return spread / (n * n * n * density * density)
    }
}

/// P(X ≤ h, Y ≤ k) of standard normal variables with a correlation.
///
/// Φ(h)Φ(k) plus the integral over the correlation's angle (Plackett 1954, doi:10.1093/biomet/41.3-4.351), whose
/// integrand is smooth up to ±1.
func bivariateNormal(_ h: Double, _ k: Double, correlation: Double) -> Double {
    let normal = NormalDistribution.standard
    let square = h * h + k * k
    let integral = Quadrature.integral(from: 0, to: asin(max(-1, min(1, correlation))), depth: 8, tolerance: 1e-12) {
        angle in
        let cosine = cos(angle)
        guard cosine > 0 else { return 0 }
        return exp(-(square - 2 * h * k * sin(angle)) / (2 * cosine * cosine))
    }
    return normal.cumulative(h) * normal.cumulative(k) + integral.value / (2 * .pi)
}
