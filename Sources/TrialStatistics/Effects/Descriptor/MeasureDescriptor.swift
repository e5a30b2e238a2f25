/// Whose numbers a measure puts together.
public enum ComparedGroups: String, Sendable, Codable, Equatable, CaseIterable {
    /// One group of participants; nothing is compared.
    case one
    /// Two independent groups.
    case two
    /// The same participants, or matched pairs, twice.
    case pairs
}

/// All that a measure says about itself.
///
/// Code, name, scale of analysis, natural scale and variances are given; the rest has defaults that fit most measures
/// and is changed with `with`:
///
/// ```swift
/// MeasureDescriptor("RR", "risk ratio", scale: .log, natural: .ratio(of: "the risk")).with {
///     $0.pairedForm = .table(PairedRiskRatio.self)
///     $0.sharedControl = .logRisk
/// }
/// ```
public struct MeasureDescriptor: Sendable {
    /// The field's short code.
    public let code: String
    /// The name in full, in lower case.
    public let name: String
    /// The scale of analysis.
    public let scale: EffectScale
    /// The numbers that people read.
    public let natural: NaturalScale
    /// The sampling variances on offer; the first is the default. Empty when there is only one, without a name.
    public let varianceTypes: [VarianceType]

    /// Whose numbers it puts together; two groups where there is a value of no effect, else one.
    public var groups: ComparedGroups
    /// The way back to natural values; by the scale.
    public var backTransformation: BackTransformation
    /// Codes of measures of the same data whose limits keep to their bounds, where its own may not; none.
    public var boundedForms: [String] = []
    /// Codes of measures of the same data that go back without a size, where its own way back needs one; none.
    public var sizelessForms: [String] = []
    /// The measure that stands for it with paired data; none.
    public var pairedForm: PairedForm?
    /// The published comparisons that may stand for it; none.
    public var publishedForms: Set<PublishedForm> = []
    /// The covariance of two estimates that share a control group; not known.
    public var sharedControl: SharedControlCovariance?
    /// The tests of funnel asymmetry that fit.
    public var asymmetry: AsymmetryTests
    /// How it ties the risks of two groups together; nil where it does not.
    public var riskRelation: RiskRelation?
    /// Whether differences are counted in standard deviations of the groups, so that outcomes of several units share an axis.
    public var isStandardized = false
    /// How estimates are combined by their weights; inverse variance, or a name of its own such as Peto's.
    public var comparison = ComparisonMethod.inverseVariance
    /// How it takes the overdispersion of counts; nil where it cannot, or its data are none.
    public var countDispersion: CountDispersion?
    /// Whether it exists where a cell is zero, so that a review adds nothing to tables unless its plan says so.
    public var existsWithZeroCells = false
    /// The measure as Mantel and Haenszel pool it; nil where they do not.
    public var mantelHaenszel: (any MantelHaenszelMeasure)?

    /// Creates a description.
    public init(
        _ code: String, _ name: String, scale: EffectScale, natural: NaturalScale, varianceTypes: [VarianceType] = []
    ) {
        self.code = code
        self.name = name
        self.scale = scale
        self.natural = natural
        self.varianceTypes = varianceTypes
        groups = natural.noEffect == nil ? .one : .two
        backTransformation = BackTransformation(scale)
        asymmetry = natural.noEffect == nil ? .singleGroups : .usual
    }

    /// The description with some of its parts changed.
    public func with(_ change: (inout MeasureDescriptor) -> Void) -> MeasureDescriptor {
        var changed = self
        change(&changed)
        return changed
    }

    /// What a review does about zero cells where its plan says nothing: nothing where the measure exists with them, else
    /// nil, the measure's usual rule.
    public var zeroCellsOfReviews: ZeroCellRule? { existsWithZeroCells ? ZeroCellRule.none : nil }

    /// Whether an estimate or a limit can lie beyond the natural bounds: its scale of analysis does not know of them.
    public var canLeaveBounds: Bool {
        [-1e9, 1e9].map(scale.natural).contains { !natural.bounds.contains($0) }
    }

    /// The name of the number that people read.
    public var naturalName: String { natural.name ?? name }
    /// The value of no effect on the natural scale; nil where nothing is compared.
    public var noEffect: Double? { natural.noEffect }
    /// Whether the test of a pooled estimate of 0 on the scale of analysis asks something: where 0 is the value of no
    /// effect. Of a proportion it would test 50 %, of a rate one event a unit of time.
    public var isTestedAtZero: Bool { noEffect.map { scale.natural(0) == $0 } ?? false }
    /// Whether it compares two groups, or the same participants twice.
    public var comparesGroups: Bool { groups != .one }

    /// The variance asked for, or the default, or an error that lists what there is.
    ///
    /// `LS` names the default of measures that have no variance of that name.
    public func variance(_ wanted: VarianceType?) throws(StatisticsError) -> VarianceType {
        let fallback = varianceTypes.first ?? .largeSample
        guard let wanted, wanted != fallback else { return fallback }
        guard varianceTypes.contains(wanted) else {
            if wanted == .largeSample { return fallback }
            let offer = (varianceTypes.isEmpty ? [fallback] : varianceTypes).map(\.rawValue)
            throw StatisticsError(
                .unsupported,
                "\(code) has no variance \(wanted.rawValue); choose from \(offer.joined(separator: ", "))",
                field: "varianceType")
        }
        return wanted
    }
}
