import TrialStatistics

/// What a plan may ask of a multilevel model.
public struct MultilevelOptions: KindOptions {
    static let keys = ["levels", "sampling-correlation", "degrees-of-freedom", "robust", "interaction", "reference"]

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
    /// The property whose kinds of participants are compared within trials and, apart from that, across trials; nil for none.
    public var interaction: StudyProperty?
    /// The kind that the others are compared with; nil for the first by name.
    public var reference: String?

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
        interaction = entry.text("interaction").map { StudyProperty(rawValue: $0) }
        for (name, kind) in entry.named("reference") {
            if name == interaction?.rawValue {
                reference = kind
            } else {
                entry.problem(at: "reference", "'\(name)' is not the property of 'interaction'")
            }
        }
        readMethods(entry)
    }

    private mutating func readMethods(_ entry: PlanEntry) {
        let methods = DependentRowsMethods(entry, model: "a multilevel model")
        (isRestricted, inference) = (methods.isRestricted, methods.inference)
    }
}

extension MultilevelOptions {
    /// The properties among the levels.
    public var propertyUses: [PropertyUse] {
        let grouping = levels.compactMap { level in
            if case .property(let property) = level { PropertyUse(property, at: "levels", as: .category) } else { nil }
        }
        return grouping + (interaction.map { [PropertyUse($0, at: "interaction", as: .category)] } ?? [])
    }

    /// The methods as a record.
    func record(_ profile: MethodProfile, level: Double, hasPrediction: Bool) -> MethodRecord {
        let name =
            switch inference {
            case .normal: NormalInterval().name
            case .residual: "t on residual degrees of freedom"
            case .containment: "t on the degrees of freedom of the groups"
            }
        return DependentRowsMethods(isRestricted: isRestricted, inference: inference).record(
            profile, level: level, interval: NamedMethod(code: inference.rawValue, name: name),
            hasPrediction: hasPrediction)
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
