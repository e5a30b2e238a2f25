import TrialResults
import TrialStatistics

/// What a plan may ask of a network.
public struct NetworkOptions: KindOptions {
    static let keys = [
        "nodes", "controls", "names", "leave-out", "reference", "components", "split", "draws", "funnel-order",
        "identify",
        "confidence-judgements",
    ]

    /// What makes a node.
    public var rule = NodeRule()
    /// The node that others are shown against; nil for the one that all control arms are, else the first.
    public var reference: String?
    /// The additive component model; nil for none.
    public var components: ComponentRequest?
    /// How direct and indirect evidence are told apart.
    public var split = EvidenceSplit.backCalculation
    /// How often ranks are drawn.
    public var draws = 10_000
    /// The nodes in the order in which small trials would favour them, best last; empty for no adjusted funnel.
    public var funnelOrder: [String] = []
    /// The properties of which is asked what the data can tell.
    public var identify: [StudyProperty] = []
    /// What people judged.
    public var judgements: [NetworkJudgement] = []
    /// How τ² is estimated.
    public var heterogeneity = NetworkHeterogeneityEstimator.multivariateRestricted

    /// Every arm's name is a node.
    public init() {}

    init(_ entry: PlanEntry) {
        rule = NodeRule(entry)
        reference = entry.text("reference")
        components = ComponentRequest(entry)
        if let split = entry.choice("split", EvidenceSplit.self) { self.split = split }
        if let draws = entry.number("draws") {
            if draws != draws.rounded() || !(100...1_000_000).contains(draws) {
                entry.problem(at: "draws", "'draws' must be a whole number from 100 to 1,000,000")
            } else {
                self.draws = Int(draws)
            }
        }
        funnelOrder = entry.texts("funnel-order")
        if Set(funnelOrder).count < funnelOrder.count {
            entry.problem(at: "funnel-order", "'funnel-order' names a node twice")
        }
        identify = entry.texts("identify").map(StudyProperty.init(rawValue:))
        judgements = entry.networkJudgements
        readMethods(entry)
    }

    private mutating func readMethods(_ entry: PlanEntry) {
        let methods = ArmMethods(
            entry, of: "a network",
            refusing: [
                "prediction": "a network has one prediction interval only; remove 'prediction'",
                "multi-arm": "a network takes every arm by itself; remove 'multi-arm'",
            ])
        switch methods.estimator {
        case .moments: heterogeneity = .derSimonianLaird
        case .plain: heterogeneity = .multivariateMaximum
        case .restricted: heterogeneity = .multivariateRestricted
        }
    }
}

extension NetworkOptions {
    /// The properties of nodes, and those of which is asked what the data can tell.
    public var propertyUses: [PropertyUse] {
        rule.uses + identify.map { PropertyUse($0, at: "identify", as: .any) }
    }

    /// The methods as a record.
    func record(_ profile: MethodProfile, _ methods: MethodRequest, level: Double, seed: UInt64) -> MethodRecord {
        var record = MethodRecord(profile.randomEffects, profile: profile)
        record.comparison = ComparisonMethod(
            code: "network", name: "network meta-analysis, multi-arm trials with their covariances", label: "NMA")
        record.model = methods.model ?? .random
        record.estimator =
            record.model == .common ? nil : NamedMethod(code: heterogeneity.planCode, name: heterogeneity.words)
        record.tau2Interval = nil
        record.interval = NamedMethod(NormalInterval())
        record.prediction =
            record.model == .common
            ? nil : NamedMethod(code: "t", name: "prediction interval, t on the degrees of freedom of Q")
        record.level = level
        record.seed = seed
        return record
    }
}

extension NetworkHeterogeneityEstimator {
    /// The word of plans.
    fileprivate var planCode: String {
        switch self {
        case .derSimonianLaird: DerSimonianLaird().code
        case .multivariateRestricted, .restrictedMaximumLikelihood: RestrictedMaximumLikelihood().code
        case .multivariateMaximum, .maximumLikelihood: MaximumLikelihood().code
        }
    }

    fileprivate var words: String {
        switch self {
        case .derSimonianLaird: "the generalised method of moments"
        case .multivariateRestricted: "restricted maximum likelihood of the multivariate model"
        case .multivariateMaximum: "maximum likelihood of the multivariate model"
        case .restrictedMaximumLikelihood: RestrictedMaximumLikelihood().name
        case .maximumLikelihood: MaximumLikelihood().name
        }
    }
}

/// What an additive component model takes the names of nodes apart by.
public struct ComponentRequest: Codable, Sendable, Equatable {
    static let keys = ["separator", "inactive", "interactions"]

    /// What stands between components.
    public var separator = "+"
    /// The component without effect; nil for the reference where it is one component.
    public var inactive: String?
    /// Pairs of components that together may do more or less than their sum.
    public var interactions: [[String]] = []

    init?(_ entry: PlanEntry) {
        guard entry.has("components") else { return nil }
        if let flag = entry.componentFlag {
            guard flag else { return nil }
            return
        }
        guard let mapping = entry.mapping("components", keys: Self.keys) else { return nil }
        separator = mapping.text("separator") ?? "+"
        inactive = mapping.text("inactive")
        interactions = mapping.lists("interactions")
        if separator.count != 1 {
            mapping.problem(at: "separator", "'separator' must be one character, such as +")
        }
        for pair in interactions where pair.count != 2 {
            mapping.problem(at: "interactions", "an interaction has two components, such as [[a, b]]")
        }
    }
}

extension PlanEntry {
    /// `components: true`; nil where the key holds a mapping.
    fileprivate var componentFlag: Bool? {
        switch items("components", keys: ComponentRequest.keys).first {
        case .word: flag("components")
        case .mapping, nil: nil
        }
    }

    /// The judgements under `confidence-judgements`.
    fileprivate var networkJudgements: [NetworkJudgement] {
        let domains = NetworkJudgement.Domain.allCases
        let keys = ["comparison", "judged-by", "confidence", "reason"] + domains.map(\.rawValue)
        return items("confidence-judgements", keys: keys).compactMap { item in
            guard case .mapping(let entry) = item else {
                problem(
                    at: "confidence-judgements",
                    "'confidence-judgements' needs mappings, each with 'comparison' and 'judged-by'")
                return nil
            }
            let pair = entry.texts("comparison")
            guard pair.count == 2 else {
                entry.problem(at: "comparison", "'comparison' needs two nodes, such as [A, B]")
                return nil
            }
            var concerns: [String: NetworkJudgement.Concern] = [:]
            for domain in domains {
                concerns[domain.rawValue] = entry.choice(domain.rawValue, NetworkJudgement.Concern.self)
            }
            return NetworkJudgement(
                (pair[0], pair[1]), judgedBy: entry.required("judged-by"), concerns: concerns,
                confidence: entry.choice("confidence", NetworkJudgement.Confidence.self), reason: entry.text("reason"))
        }
    }
}
