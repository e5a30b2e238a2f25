/// What kind of number a natural value is, whatever scale it was analysed on.
public enum NaturalKind: String, Sendable, Codable, Equatable, CaseIterable {
    /// A share of the participants, 0…1; people read percents.
    case proportion
    /// A ratio of two quantities, above 0.
    case ratio
    /// Events a unit of person-time, not below 0.
    case rate
    /// A difference of two quantities, in their unit or in standard deviations.
    case difference
    /// A correlation or a coefficient of association, −1…1.
    case correlation
    /// A reliability, at most 1.
    case reliability
    /// A chance that is no share of participants, 0…1; people read decimals.
    case probability
    /// A mean, in the unit of the instrument or in standard deviations.
    case mean
    /// A measure of spread, not below 0.
    case spread
    /// A number of which nothing more is known.
    case number
}

/// The numbers that people read: what they are called, what they describe, where they lie and what says "no effect".
///
/// All in natural values, after the way back from the scale of analysis.
public struct NaturalScale: Sendable, Equatable {
    /// The name of the number, such as `incidence rate`; nil where it is the measure's own.
    public let name: String?
    /// What the number describes, for sentences: `the risk`, `the odds`, `the mean`, …
    public let noun: String
    /// What kind of number it is.
    public let kind: NaturalKind
    /// Where it lies; infinite where it has no bound.
    public let bounds: ClosedRange<Double>
    /// The value of no effect; nil where nothing is compared.
    public let noEffect: Double?

    /// Creates a natural scale.
    ///
    /// - Parameters:
    ///   - name: The name of the number, in lower case; nil for the measure's own.
    ///   - noun: What it describes, with its article.
    ///   - kind: What kind of number it is.
    ///   - bounds: The bounds; infinite where there are none.
    ///   - noEffect: The value of no effect, within the bounds; nil where nothing is compared.
    public init(
        _ name: String? = nil, of noun: String, kind: NaturalKind, bounds: ClosedRange<Double>,
        noEffect: Double? = nil
    ) {
        precondition(noEffect.map(bounds.contains) ?? true, "no effect lies within the bounds")
        self.name = name
        self.noun = noun
        self.kind = kind
        self.bounds = bounds
        self.noEffect = noEffect
    }

    /// A ratio of two groups: 0…∞, no effect at 1.
    public static func ratio(_ name: String? = nil, of noun: String) -> NaturalScale {
        NaturalScale(name, of: noun, kind: .ratio, bounds: 0...(.infinity), noEffect: 1)
    }

    /// A difference of two groups: no effect at 0.
    public static func difference(
        _ name: String? = nil, of noun: String, within bounds: ClosedRange<Double> = -.infinity...(.infinity)
    ) -> NaturalScale {
        NaturalScale(name, of: noun, kind: .difference, bounds: bounds, noEffect: 0)
    }

    /// A correlation: −1…1, none at 0.
    public static func correlation(_ name: String? = nil, of noun: String = "the correlation") -> NaturalScale {
        NaturalScale(name, of: noun, kind: .correlation, bounds: -1...1, noEffect: 0)
    }

    /// The chance that one group has the higher value: 0…1, no effect at ½.
    public static let superiority = NaturalScale(of: "the values", kind: .probability, bounds: 0...1, noEffect: 0.5)

    /// A proportion of one group.
    public static let proportion = NaturalScale("proportion", of: "the proportion", kind: .proportion, bounds: 0...1)

    /// An incidence rate of one group.
    public static let rate = NaturalScale("incidence rate", of: "the rate", kind: .rate, bounds: 0...(.infinity))

    /// A mean of one group; `lower` is 0 where it is analysed as a logarithm.
    public static func mean(_ name: String? = nil, from lower: Double = -.infinity) -> NaturalScale {
        NaturalScale(name, of: "the mean", kind: .mean, bounds: lower...(.infinity))
    }

    /// A measure of spread of one group: 0…∞.
    public static func spread(_ name: String, of noun: String) -> NaturalScale {
        NaturalScale(name, of: noun, kind: .spread, bounds: 0...(.infinity))
    }

    /// Cronbach's α: at most 1.
    public static let reliability = NaturalScale(
        "Cronbach's alpha", of: "the reliability", kind: .reliability, bounds: -.infinity...1)
}
