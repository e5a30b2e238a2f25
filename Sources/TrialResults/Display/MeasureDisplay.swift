import TrialStatistics

/// How one effect measure is shown to people: its words, its numbers and its axis.
public struct MeasureDisplay: Sendable {
    /// How natural values of a measure are written and drawn.
    public enum Kind: Sendable, Equatable {
        /// A share of participants, shown in percent.
        case proportion
        /// A ratio, or another number above 0 that was analysed as a logarithm, drawn on a logarithmic axis.
        case ratio
        /// Anything else, drawn as it is.
        case difference
    }

    /// The measure.
    public let measure: MeasureReference
    /// The kind of its natural values.
    public let kind: Kind
    /// How numbers, limits and words are written.
    public let convention: NumberConvention
    /// The number of people, or of person-years, that values are given for, such as 100,000; nil for percentages of a
    /// proportion and single person-years of a rate.
    public let per: Double?

    /// How single numbers are written.
    public var format: NumberFormat { convention.format }

    /// Creates a display with this package's own convention and a format of numbers.
    public init(_ measure: MeasureReference, format: NumberFormat = .british) {
        var convention = NumberConvention.british
        convention.format = format
        self.init(measure, convention: convention)
    }

    /// Creates a display; `per` counts only for measures of which ``MeasureReference/canBePer`` is true.
    public init(_ measure: MeasureReference, convention: NumberConvention, per: Double? = nil) {
        self.measure = measure
        self.convention = convention
        self.per = measure.canBePer ? per : nil
        kind = Self.kind(of: measure)
    }

    private static func kind(of measure: MeasureReference) -> Kind {
        switch measure.kind {
        case .proportion: .proportion
        case .ratio: .ratio
        // Such a number can be 0 or below, or has limits there, unless it was analysed as a logarithm.
        case .rate, .mean, .spread, .number: measure.scale == .log ? .ratio : .difference
        case .difference, .correlation, .reliability, .probability: .difference
        }
    }

    /// The name of the natural value, in lower case, with what it is given for: `proportion per 100,000`.
    public var name: String { convention.spelled(DisplayText.clean(measure.naturalName)) + unit }

    private var unit: String {
        guard let per else { return "" }
        return " per \(format.count(per))\(measure.kind == .rate ? "\u{A0}person-years" : "")"
    }

    /// What the natural value describes, for sentences: `the risk`, `the mean`, …
    public var noun: String { convention.spelled(DisplayText.clean(measure.noun)) }

    /// The value of no effect: `1`, `0` or `0.5`; nil for single groups.
    public var nullText: String? {
        measure.nullValue.map { format.fixed($0, decimals: $0 == $0.rounded() ? 0 : 1) }
    }

    /// The name as a heading.
    public var heading: String { name.prefix(1).uppercased() + name.dropFirst() }

    /// The scale of analysis in words.
    public var scaleWords: String {
        switch measure.scale {
        case .identity: "its own scale"
        case .log: "the logarithmic scale"
        case .logit: "the log-odds scale"
        case .arcsine: "the arcsine scale"
        case .squareRoot: "the square-root scale"
        case .fisherZ: "Fisher’s z scale"
        case .probit: "the probit scale"
        case .hakstianWhalen: "the cube-root scale of Hakstian and Whalen"
        case .bonett: "Bonett’s logarithmic scale"
        }
    }

    /// How pooled values go back where that depends on a size, in one sentence; nil where the scale alone leads back.
    public var wayBack: String? {
        guard let inverse = measure.pooledInverse else { return nil }
        let unit = inverse.inverse == .doubleArcsine ? "participants" : "units of person-time"
        let size = format.number(inverse.size)
        let which =
            inverse.count == 1
            ? "the study’s own size (\(size) \(unit))" : "the harmonic mean of the studies’ sizes (\(size) \(unit))"
        return "All pooled values go back to the \(name) with \(which)."
    }

    /// A natural value.
    public func value(_ natural: Double) -> String {
        if let per { return format.perPeople(natural * per) }
        return kind == .proportion ? format.percentage(ofProportion: natural) : format.number(natural)
    }

    /// Limits: `0.58 to 1.50`.
    public func limits(_ lower: Double, _ upper: Double) -> String { convention.limits(value(lower), value(upper)) }

    /// An estimate with its limits: `0.94 (0.58 to 1.50)`.
    public func effect(_ effect: NaturalEffect) -> String {
        guard !effect.estimate.isNaN else { return format.missing }
        // Journals write `0.59 (0.00 to 1769)`; an estimate that would itself be 0.00 keeps its digits, and its limits too.
        let rounds = format.roundsSmallLimits && kind == .ratio && effect.estimate >= 0.01
        func limit(_ natural: Double) -> String {
            rounds && natural < 0.01 ? format.fixed(natural, decimals: 2) : value(natural)
        }
        return convention.effect(
            value(effect.estimate), limits: convention.limits(limit(effect.lower), limit(effect.upper)))
    }

    /// The heading of a column of effects: `Risk ratio (95% CI)`.
    public func effectHeading(level: Double) -> String { "\(heading) (\(format.level(level))\u{A0}CI)" }
}

extension AnalysisRecord {
    /// The words, numbers and axis of its measure.
    public var display: MeasureDisplay { display(.british) }

    /// The same in another convention.
    public func display(_ convention: NumberConvention) -> MeasureDisplay {
        MeasureDisplay(question.measure, convention: convention, per: question.per)
    }
}
