import TrialResults
import TrialStatistics

/// What a plan may ask of a dose–response curve.
public struct DoseResponseOptions: KindOptions {
    /// The word for control arms whose dose is what they state.
    static let asStated = "as-stated"
    static let keys = [
        "dose", "control-dose", "curve", "knots", "powers", "half", "stages", "reference-dose", "at", "identify",
    ]

    /// The shape of the curve, as plans say it.
    public enum Shape: String, Codable, Sendable, CaseIterable {
        /// A straight line.
        case linear
        /// A parabola.
        case quadratic
        /// A restricted cubic spline.
        case spline
        /// One or two powers.
        case fractionalPolynomial = "fractional-polynomial"
        /// A rise to a plateau.
        case emax
    }

    /// The quantities that are multiplied to the dose.
    public var dose: [StudyProperty] = []
    /// The dose of control arms; nil for what each of them states.
    public var controlDose: Double? = 0
    /// The shape.
    public var shape = Shape.linear
    /// The knots of a spline; empty for percentiles of the doses.
    public var knots: [Double] = []
    /// The powers of a fractional polynomial.
    public var powers: [Double] = []
    /// The dose of half the effect of an Emax curve; nil for the median of the doses above 0.
    public var half: Double?
    /// Whether all effects enter one model.
    public var isOneStage = false
    /// The dose that predictions are against; nil for the smallest.
    public var reference: Double?
    /// The doses to predict at; empty for those of the trials.
    public var at: [Double] = []
    /// The properties of which is asked what the data can tell.
    public var identify: [StudyProperty] = []
    /// How the covariance between trials is estimated.
    public var heterogeneity = CurveHeterogeneity.restrictedMaximumLikelihood

    init(_ entry: PlanEntry) {
        dose = entry.texts("dose").map(StudyProperty.init(rawValue:))
        if dose.isEmpty {
            entry.problem(
                at: "dose", "a dose–response curve needs 'dose': a number of the arms, or several that are multiplied")
        }
        if entry.text("control-dose") == Self.asStated {
            controlDose = nil
        } else if let dose = entry.number("control-dose") {
            controlDose = dose
        }
        shape = entry.choice("curve", Shape.self) ?? .linear
        knots = entry.numbers("knots")
        powers = entry.numbers("powers")
        half = entry.number("half")
        reference = entry.number("reference-dose")
        at = entry.numbers("at")
        identify = entry.texts("identify").map(StudyProperty.init(rawValue:))
        checkShape(entry)
        readMethods(entry)
    }

    private func checkShape(_ entry: PlanEntry) {
        for (key, owner) in [("knots", Shape.spline), ("powers", .fractionalPolynomial), ("half", .emax)]
        where entry.has(key) && shape != owner {
            entry.problem(at: key, "'\(key)' is for the curve \(owner.rawValue), not \(shape.rawValue)")
        }
        if shape == .spline, !knots.isEmpty,
            knots.count < 3 || zip(knots, knots.dropFirst()).contains(where: { $0 >= $1 })
        {
            entry.problem(at: "knots", "'knots' must be three doses or more, ascending")
        }
        if shape == .fractionalPolynomial, !(1...2).contains(powers.count) || powers.contains(where: { abs($0) > 3 }) {
            entry.problem(
                at: "powers", "a fractional polynomial needs 'powers': one or two between -3 and 3, such as [1, 2]")
        }
        if let half, !(half > 0 && half.isFinite) {
            entry.problem(at: "half", "'half' must be a dose above 0")
        }
        if at.count > 100 { entry.problem(at: "at", "'at' may name at most 100 doses") }
    }

    private mutating func readMethods(_ entry: PlanEntry) {
        switch entry.number("stages") {
        case 1: isOneStage = true
        case 2, nil: isOneStage = false
        default: entry.problem(at: "stages", "'stages' must be 1 or 2")
        }
        let methods = ArmMethods(
            entry, of: "a dose–response curve",
            refusing: [
                "prediction": "a dose–response curve has no 'prediction'; remove it",
                "multi-arm": "a dose–response curve has no 'multi-arm'; remove it",
            ])
        switch methods.estimator {
        case .moments: heterogeneity = .moments
        case .plain: heterogeneity = .maximumLikelihood
        case .restricted: heterogeneity = .restrictedMaximumLikelihood
        }
        if entry.text("model") == "common" { heterogeneity = .fixed }
        if isOneStage, heterogeneity == .moments {
            entry.problem(at: "heterogeneity", "the method of moments is for two stages; choose REML or ML")
        }
    }
}

extension DoseResponseOptions {
    /// The quantities of the dose, and the properties of which is asked what the data can tell.
    public var propertyUses: [PropertyUse] {
        dose.map { PropertyUse($0, at: "dose", as: .quantity) }
            + identify.map { PropertyUse($0, at: "identify", as: .any) }
    }

    /// The curve for these doses.
    func curve(_ doses: [Double]) -> DoseCurve {
        switch shape {
        case .linear: .linear
        case .quadratic: .quadratic
        case .spline: .spline(knots: knots.isEmpty ? DoseCurve.knots(of: doses) : knots)
        case .fractionalPolynomial: .fractionalPolynomial(powers: powers)
        case .emax: .emax(half: half ?? Self.median(doses.filter { $0 > 0 }))
        }
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 1 }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// The methods as a record.
    func record(_ profile: MethodProfile, level: Double) -> MethodRecord {
        var record = MethodRecord(profile.randomEffects, profile: profile)
        record.comparison = ComparisonMethod(
            code: "dose-response",
            name: "dose–response meta-analysis in \(isOneStage ? "one stage" : "two stages"), \(shape.words)",
            label: "DRMA")
        record.model = heterogeneity == .fixed ? .common : .random
        switch heterogeneity {
        case .fixed: record.estimator = nil
        case .moments:
            record.estimator = NamedMethod(code: DerSimonianLaird().code, name: "the multivariate method of moments")
        case .maximumLikelihood: record.estimator = NamedMethod(MaximumLikelihood())
        case .restrictedMaximumLikelihood: record.estimator = NamedMethod(RestrictedMaximumLikelihood())
        }
        record.tau2Interval = nil
        record.interval = NamedMethod(NormalInterval())
        record.prediction = nil
        record.level = level
        record.seed = nil
        return record
    }
}

extension DoseResponseOptions.Shape {
    /// The shape in words.
    var words: String {
        switch self {
        case .linear: "a straight line"
        case .quadratic: "a parabola"
        case .spline: "a restricted cubic spline"
        case .fractionalPolynomial: "a fractional polynomial"
        case .emax: "an Emax curve"
        }
    }
}
