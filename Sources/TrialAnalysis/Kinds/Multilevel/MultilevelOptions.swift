import TrialStatistics

/// What a plan may ask of a multilevel model.
public struct MultilevelOptions: KindOptions {
    static let keys = ["levels", "sampling-correlation", "degrees-of-freedom", "robust"]

    /// The levels of the grouping, from the outermost in.
    public var levels: [MultilevelLevel] = [.study, .row]
    /// The correlation of the sampling errors of rows of one study that share no control group; nil for none.
    public var samplingCorrelation: Double?
    /// Whether the restricted likelihood is maximised.
    public var isRestricted = true
    /// How the pooled effect is judged.
    public var inference = MultilevelInference.containment
    /// How few groups of the outermost level are made up for where the effect is also judged by how they scatter; nil where not.
    public var robust: ClusterCorrection?

    /// A variance between studies and one within, by REML, judged by t on the number of studies less one.
    public init() {}

    init(_ entry: PlanEntry) {
        if entry.has("levels") {
            levels = entry.texts("levels").map(MultilevelLevel.init(name:))
            if levels.isEmpty { entry.problem(at: "levels", "'levels' needs at least one level, such as study") }
            if Set(levels.map(\.rawValue)).count < levels.count {
                entry.problem(at: "levels", "'levels' names a level twice")
            }
        }
        samplingCorrelation = entry.number("sampling-correlation")
        if let r = samplingCorrelation, !(r > -1 && r < 1) {
            entry.problem(at: "sampling-correlation", "'sampling-correlation' must lie between -1 and 1, such as 0.6")
        }
        robust = entry.choice("robust", ClusterCorrection.self)
        readMethods(entry)
    }

    private mutating func readMethods(_ entry: PlanEntry) {
        if entry.text("model") == "common" {
            entry.problem(
                at: "model", "a multilevel model is one of random effects; remove 'model' or choose another kind")
        }
        if let estimator = entry.choice("heterogeneity", Estimator.self) { isRestricted = estimator == .restricted }
        if entry.has("prediction") {
            entry.problem(at: "prediction", "a multilevel model has one prediction interval only; remove 'prediction'")
        }
        let interval = entry.choice("interval", Interval.self)
        let degrees = entry.choice("degrees-of-freedom", Degrees.self)
        if interval == .normal {
            inference = .normal
            if degrees != nil {
                entry.problem(
                    at: "degrees-of-freedom", "a normal interval has no degrees of freedom; set 'interval' to t")
            }
        } else {
            inference = degrees == .residual ? .residual : .containment
        }
    }

    private enum Estimator: String, CaseIterable {
        case restricted = "REML"
        case plain = "ML"
    }

    private enum Interval: String, CaseIterable {
        case normal
        case t
    }

    private enum Degrees: String, CaseIterable {
        case containment
        case residual
    }
}

extension MultilevelOptions {
    /// The properties among the levels.
    public var propertyUses: [PropertyUse] {
        levels.compactMap { level in
            if case .property(let property) = level { PropertyUse(property, at: "levels", as: .category) } else { nil }
        }
    }

    /// The methods as a record.
    func record(_ profile: MethodProfile, level: Double, hasPrediction: Bool) -> MethodRecord {
        var record = MethodRecord(profile.randomEffects, profile: profile)
        let estimator: any HeterogeneityEstimator =
            isRestricted ? RestrictedMaximumLikelihood() : MaximumLikelihood()
        record.estimator = NamedMethod(estimator)
        record.tau2Interval = NamedMethod(code: "profile-likelihood", name: "profile likelihood")
        let interval: NamedMethod =
            switch inference {
            case .normal: NamedMethod(NormalInterval())
            case .residual: NamedMethod(code: inference.rawValue, name: "t on residual degrees of freedom")
            case .containment: NamedMethod(code: inference.rawValue, name: "t on the degrees of freedom of the groups")
            }
        record.interval = interval
        record.prediction =
            hasPrediction
            ? NamedMethod(code: interval.code, name: "prediction interval, \(interval.name)") : nil
        record.level = level
        record.seed = nil
        return record
    }
}

/// A level at which true effects vary.
public enum MultilevelLevel: Sendable, Equatable {
    /// Studies differ.
    case study
    /// Rows of one study differ.
    case row
    /// Groups of studies with one property differ, such as routes.
    case property(StudyProperty)
}

extension MultilevelLevel: RawRepresentable, Codable {
    private static let named: [String: MultilevelLevel] = ["study": .study, "row": .row]

    /// The level of a word: `study`, `row` or a property such as `route`.
    public init(name: String) { self = Self.named[name] ?? .property(StudyProperty(rawValue: name)) }

    /// The level of a word.
    public init?(rawValue: String) { self.init(name: rawValue) }

    /// The word.
    public var rawValue: String {
        switch self {
        case .study: "study"
        case .row: "row"
        case .property(let property): property.rawValue
        }
    }
}
