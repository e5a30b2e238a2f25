import Glibc
import TrialNumerics

/// The scale on which a measure is analysed, and the way back to the natural scale that people read.
public enum EffectScale: String, Sendable, Codable, Equatable, CaseIterable {
    /// Analysed as it is read.
    case identity
    /// Analysed as a logarithm; natural = exp(x).
    case log
    /// Analysed as a log-odds of a proportion; natural = 1 / (1 + exp(−x)).
    case logit
    /// Analysed as an arcsine of a square root; natural = sin²(x).
    case arcsine
    /// Analysed as a square root; natural = x².
    case squareRoot = "square-root"
    /// Analysed as Fisher's z; natural = tanh(x).
    case fisherZ = "fisher-z"
    /// Analysed as a probit of a proportion; natural = Φ(x).
    case probit
    /// Analysed as 1 − (1 − α)^⅓ of a reliability; natural = 1 − (1 − x)³.
    case hakstianWhalen = "hakstian-whalen"
    /// Analysed as −log(1 − α) of a reliability; natural = 1 − exp(−x).
    case bonett

    /// A value of the scale of analysis on the natural scale; increasing on the measure's range.
    public func natural(_ x: Double) -> Double {
        switch self {
        case .identity: x
        case .log: exp(x)
        case .logit: inverseLogit(x)
        case .arcsine: x <= 0 ? 0 : x >= .pi / 2 ? 1 : sin(x) * sin(x)
        case .squareRoot: x <= 0 ? 0 : x * x
        case .fisherZ: tanh(x)
        case .probit: NormalDistribution.standard.cumulative(x)
        case .hakstianWhalen: 1 - (1 - x) * (1 - x) * (1 - x)
        case .bonett: -expm1(-x)
        }
    }

    /// A natural value on the scale of analysis, the inverse of `natural`; not finite at a bound of the scale.
    public func analysed(_ natural: Double) -> Double {
        switch self {
        case .identity: natural
        case .log: Glibc.log(natural)
        case .logit: Glibc.log(natural / (1 - natural))
        case .arcsine: asin(natural.squareRoot())
        case .squareRoot: natural.squareRoot()
        case .fisherZ: atanh(natural)
        case .probit: NormalDistribution.standard.quantile(natural)
        case .hakstianWhalen: 1 - cbrt(1 - natural)
        case .bonett: -log1p(-natural)
        }
    }
}
