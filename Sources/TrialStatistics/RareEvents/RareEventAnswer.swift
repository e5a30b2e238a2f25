import Glibc
import TrialNumerics

/// A number that may be infinite, such as the upper limit of an odds ratio whose control arm has no event.
///
/// JSON has no infinity, so an infinite value is coded as the word `infinity` or `-infinity`.
@propertyWrapper
public struct ExtendedReal: Sendable, Codable, Equatable {
    /// The number.
    public var wrappedValue: Double

    /// Wraps a number.
    public init(wrappedValue: Double) { self.wrappedValue = wrappedValue }

    /// Reads a number or one of the two words.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let word = try? container.decode(String.self) {
            guard word == "infinity" || word == "-infinity" else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "expected a number, infinity or -infinity")
            }
            wrappedValue = word == "infinity" ? .infinity : -.infinity
        } else {
            wrappedValue = try container.decode(Double.self)
        }
    }

    /// Writes a number or one of the two words.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if wrappedValue.isInfinite {
            try container.encode(wrappedValue > 0 ? "infinity" : "-infinity")
        } else {
            try container.encode(wrappedValue)
        }
    }
}

/// How the search for a maximum of a likelihood ended.
public struct LikelihoodConvergence: Sendable, Codable, Equatable {
    /// Whether the gradient vanished within the tolerance.
    public let converged: Bool
    /// Newton steps used.
    public let iterations: Int
    /// The largest absolute element of the gradient where the search ended.
    public let largestGradient: Double
    /// The search and the rule of integration, in words.
    public let method: String
}

/// What one method says about one pooled effect.
public struct RareEventEstimate: Sendable, Codable, Equatable {
    /// The pooled effect on the scale of analysis (log for ratios); infinite where an arm has no event.
    @ExtendedReal public var estimate: Double
    /// Its standard error on the same scale, where the method has one.
    public var standardError: Double?
    /// The lower limit on the scale of analysis; −∞ where the data bound the effect from above only.
    @ExtendedReal public var lower: Double
    /// The upper limit on the scale of analysis; +∞ where the data bound the effect from below only.
    @ExtendedReal public var upper: Double
    /// The two-sided p-value of no effect, where the method tests one.
    public var pValue: Double?
    /// The heterogeneity variance, where the method estimates one.
    public var tau2: Double?
    /// The scale of analysis.
    public var scale: EffectScale
    /// Whether studies without any event (or with nothing but events) took part.
    public var usedDoubleZero: Bool
    /// How the search ended, for methods that search.
    public var convergence: LikelihoodConvergence?

    /// Creates an estimate with its limits on the scale of analysis.
    public init(
        _ estimate: Double, from lower: Double, to upper: Double, scale: EffectScale, usedDoubleZero: Bool
    ) {
        self.estimate = estimate
        self.lower = lower
        self.upper = upper
        self.scale = scale
        self.usedDoubleZero = usedDoubleZero
    }

    /// The pooled effect on the natural scale; infinite where the control arm has no event.
    public var natural: Double { scale.natural(estimate) }
    /// The lower limit on the natural scale.
    public var naturalLower: Double { scale.natural(lower) }
    /// The upper limit on the natural scale.
    public var naturalUpper: Double { scale.natural(upper) }

    /// An estimate with a standard error, limits and p-value of the normal distribution.
    static func wald(
        _ effect: EffectEstimate, level: Double, scale: EffectScale, usedDoubleZero: Bool
    ) -> RareEventEstimate {
        let half = NormalDistribution.standard.upperQuantile((1 - level) / 2) * effect.standardError
        var result = RareEventEstimate(
            effect.estimate, from: effect.estimate - half, to: effect.estimate + half, scale: scale,
            usedDoubleZero: usedDoubleZero)
        result.standardError = effect.standardError
        if effect.variance > 0 {
            result.pValue = NormalDistribution.standard.twoSided(effect.estimate / effect.standardError)
        }
        return result
    }

    /// Whether every number is a number; an infinite limit is one.
    var hasNoNaN: Bool {
        ![estimate, lower, upper, standardError ?? 0, pValue ?? 0, tau2 ?? 0].contains { $0.isNaN }
    }
}

/// Why a method gives no estimate.
public struct RareEventReason: Sendable, Codable, Equatable, Error {
    /// A stable word, such as `no-events` or `not-identified`.
    public let code: String
    /// One sentence for the report, saying what can be done instead.
    public let message: String

    /// Creates a reason.
    public init(_ code: String, _ message: String) {
        self.code = code
        self.message = message
    }

    static let noEvents = RareEventReason(
        "no-events", "no study has an event in either group: nothing compares the groups; give the one-arm upper limits"
    )
    static let onlyEvents = RareEventReason(
        "only-events", "every participant of every study has the event: nothing compares the groups")
    static let onlyExtremes = RareEventReason(
        "no-informative-study",
        "in each study no participant, or every participant, has the event: nothing compares the groups")

    /// Why studies of which none compares its groups give no ratio.
    static func nothingCompares(_ studies: [some RareEventSummary]) -> RareEventReason {
        if studies.allSatisfy(\.hasNoEvent) { return .noEvents }
        return studies.allSatisfy(\.hasOnlyEvents) ? .onlyEvents : .onlyExtremes
    }

    static let noneOnTreatment = RareEventReason(
        "no-events-on-treatment",
        "no event on treatment in any informative study: the estimate is 0; use an exact or penalised method")
    static let noneOnControl = RareEventReason(
        "no-events-on-control",
        "no event on control in any informative study: the estimate is infinite; use an exact or penalised method")
    static let wholeCounts = RareEventReason(
        "fractional-counts", "exact inference needs whole counts; undo the zero-cell correction")
    static let tooManyEvents = RareEventReason(
        "too-many-events",
        """
        the events of group 1 given the margins spread over more than five million counts, or one count is above 10¹⁵, \
        beyond exact inference; use mantel-haenszel, or glmm with fixed-levels
        """)
    static let beyondLikelihoods = RareEventReason(
        "too-many-events",
        "a count or a group is above 10¹², beyond the search of a likelihood; use mantel-haenszel or exact limits")
    static let numericalFailure = RareEventReason(
        "numerical-failure", "the computation left the range of double precision; check the sizes of the groups")
}

/// What a method answers: an estimate, or the reason there is none.
public enum RareEventAnswer: Sendable, Codable, Equatable {
    /// The pooled effect.
    case estimate(RareEventEstimate)
    /// Why there is none.
    case none(RareEventReason)

    /// The estimate, if there is one.
    public var estimate: RareEventEstimate? {
        if case .estimate(let value) = self { value } else { nil }
    }

    /// The reason, if there is no estimate.
    public var reason: RareEventReason? {
        if case .none(let value) = self { value } else { nil }
    }
}
