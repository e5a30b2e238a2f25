import TrialStatistics

/// An effect measure, as a result names it: all that a reader of the file needs without the catalogue of measures.
public struct MeasureReference: Codable, Sendable, Equatable {
    /// The short code, such as `RR`.
    public let code: String
    /// The measure's name, such as `log incidence rate`.
    public let name: String
    /// The scale of analysis; its inverse leads to the natural scale.
    public let scale: EffectScale
    /// The value of no effect on the natural scale; nil for single groups.
    public let nullValue: Double?
    /// The name of the number that people read, such as `incidence rate`.
    public let naturalName: String
    /// What that number describes, with its article, such as `the rate`.
    public let noun: String
    /// What kind of number it is.
    public let kind: NaturalKind
    /// The least natural value there can be; nil where there is no bound.
    public let lowerBound: Double?
    /// The greatest natural value there can be; nil where there is no bound.
    public let upperBound: Double?
    /// How it ties the risks of two groups together; nil where it does not.
    public let riskRelation: RiskRelation?
    /// How pooled values go back where that depends on the studies' sizes; nil where the scale alone does.
    public var pooledInverse: PooledInverse?

    /// The measure as its descriptor says.
    public init(_ measure: AnyEffectMeasure) { self.init(measure.descriptor) }

    /// The measure as its descriptor says, with the way back of values that are pooled from studies of these sizes.
    public init(_ measure: AnyEffectMeasure, sizes: [Double]) {
        self.init(measure.descriptor)
        pooledInverse = measure.descriptor.backTransformation.pooled(sizes: sizes)
    }

    /// A measure by its descriptor.
    public init(_ descriptor: MeasureDescriptor) {
        self.init(
            code: descriptor.code, name: descriptor.name, scale: descriptor.scale,
            natural: NaturalScale(
                descriptor.naturalName, of: descriptor.natural.noun, kind: descriptor.natural.kind,
                bounds: descriptor.natural.bounds, noEffect: descriptor.noEffect),
            riskRelation: descriptor.riskRelation)
    }

    /// A number that is no measure of the catalogue, such as a column of ratios of several kinds.
    ///
    /// The name of the natural scale is the measure's own where it has none.
    public init(
        code: String, name: String, scale: EffectScale, natural: NaturalScale, riskRelation: RiskRelation? = nil
    ) {
        self.code = code
        self.name = name
        self.scale = scale
        nullValue = natural.noEffect
        naturalName = natural.name ?? name
        noun = natural.noun
        kind = natural.kind
        lowerBound = natural.bounds.lowerBound.isFinite ? natural.bounds.lowerBound : nil
        upperBound = natural.bounds.upperBound.isFinite ? natural.bounds.upperBound : nil
        self.riskRelation = riskRelation
    }

    /// A measure of which only this is known: its natural values are what its scale of analysis is mostly used for.
    public init(code: String, name: String, scale: EffectScale, nullValue: Double?) {
        self.init(code: code, name: name, scale: scale, natural: .usual(of: scale, noEffect: nullValue))
    }

    /// Reads a measure; what files of earlier versions do not say comes from the catalogue, else from the scale.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let (code, name) = (
            try fields.decode(String.self, forKey: .code), try fields.decode(String.self, forKey: .name)
        )
        let scale = try fields.decode(EffectScale.self, forKey: .scale)
        let null = try fields.decodeIfPresent(Double.self, forKey: .nullValue)
        guard let kind = try fields.decodeIfPresent(NaturalKind.self, forKey: .kind) else {
            let known = (try? EffectMeasures.standard.named(code)).flatMap { $0.scale == scale ? $0 : nil }
            self = known.map(Self.init) ?? Self(code: code, name: name, scale: scale, nullValue: null)
            return
        }
        let lower = try fields.decodeIfPresent(Double.self, forKey: .lowerBound) ?? -.infinity
        let upper = try fields.decodeIfPresent(Double.self, forKey: .upperBound) ?? .infinity
        guard lower <= upper, null.map({ $0 >= lower && $0 <= upper }) ?? true else {
            throw DecodingError.dataCorruptedError(
                forKey: .lowerBound, in: fields, debugDescription: "the bounds of \(code) do not hold its null value")
        }
        self.init(
            code: code, name: name, scale: scale,
            natural: NaturalScale(
                try fields.decodeIfPresent(String.self, forKey: .naturalName),
                of: try fields.decode(String.self, forKey: .noun), kind: kind, bounds: lower...upper, noEffect: null),
            riskRelation: try fields.decodeIfPresent(RiskRelation.self, forKey: .riskRelation))
        pooledInverse = try fields.decodeIfPresent(PooledInverse.self, forKey: .pooledInverse)
    }

    /// Whether its natural values can be given for a number of people or person-years: those of proportions and rates of
    /// one group.
    public var canBePer: Bool { [.proportion, .rate].contains(kind) }

    /// A pooled value, or a limit of it, on the natural scale: the one way by which all pooled values go back.
    public func natural(_ pooled: Double) -> Double { pooledInverse?.natural(pooled) ?? scale.natural(pooled) }

    /// Where natural values lie; infinite where there is no bound.
    public var bounds: ClosedRange<Double> { (lowerBound ?? -.infinity)...(upperBound ?? .infinity) }

    /// Whether the estimate 0 on the scale of analysis is no effect, so that the tests of a zero coefficient test it.
    public var isTestedAtZero: Bool { nullValue.map { scale.natural(0) == $0 } ?? false }
}

extension NaturalScale {
    /// What natural values of a scale of analysis mostly are.
    fileprivate static func usual(of scale: EffectScale, noEffect: Double?) -> NaturalScale {
        switch scale {
        case .logit, .arcsine, .probit:
            NaturalScale("proportion", of: "the proportion", kind: .proportion, bounds: 0...1, noEffect: noEffect)
        case .log: NaturalScale(of: "the level", kind: .ratio, bounds: 0...(.infinity), noEffect: noEffect)
        case .squareRoot: NaturalScale(of: "the rate", kind: .rate, bounds: 0...(.infinity), noEffect: noEffect)
        case .fisherZ: NaturalScale(of: "the correlation", kind: .correlation, bounds: -1...1, noEffect: noEffect)
        case .hakstianWhalen, .bonett:
            NaturalScale(of: "the reliability", kind: .reliability, bounds: -.infinity...1, noEffect: noEffect)
        case .identity:
            NaturalScale(of: "the level", kind: .difference, bounds: -.infinity...(.infinity), noEffect: noEffect)
        }
    }
}
