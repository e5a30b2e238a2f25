import TrialEvidence
import TrialStatistics

/// What makes a node of a network: properties of an arm, and what control arms are.
public struct NodeRule: Codable, Sendable, Equatable {
    /// What a control arm is.
    public enum Controls: String, Codable, Sendable, CaseIterable {
        /// All of them are one node.
        case together
        /// What they received: placebo, sham, no treatment, usual care.
        case byComparator = "by-comparator"
        /// Whatever their properties say, as of treatment arms.
        case byProperties = "by-properties"
    }

    /// One property, with the limits at which a quantity is cut.
    public struct Part: Codable, Sendable, Equatable {
        /// The property.
        public var by: StudyProperty
        /// The limits; empty for a category.
        public var cuts: [Double] = []
    }

    /// What stands between the properties of a node.
    static let separator = " + "
    /// The word for what an arm is called.
    static let armWord = "arm"

    /// The properties; none for what an arm is called.
    public var parts: [Part] = []
    /// What control arms are.
    public var controls = Controls.together
    /// Other names of nodes; several nodes of one name are one.
    public var names: [String: String] = [:]
    /// Nodes that do not count.
    public var leftOut: [String] = []

    /// What each arm is called.
    public init() {}

    /// The node of an arm.
    ///
    /// - Parameters:
    ///   - arm: The arm.
    ///   - set: The arms around it, which know what properties are called.
    ///   - control: What all control arms are called where they are one node.
    func node(_ arm: ReadArm, _ set: ArmSet, control: String) -> String {
        let raw = raw(arm, set, control: control)
        return names[raw] ?? raw
    }

    private func raw(_ arm: ReadArm, _ set: ArmSet, control: String) -> String {
        if arm.role == .control {
            switch controls {
            case .together: return control
            case .byComparator:
                return arm.comparatorClass == .notStated ? control : StudyProperty.words(arm.comparatorClass.rawValue)
            case .byProperties: break
            }
        }
        guard !parts.isEmpty else { return arm.label }
        return parts.map { part in
            guard !part.cuts.isEmpty else {
                return part.by.rawValue == Self.armWord
                    ? arm.label : arm.properties[part.by.rawValue] ?? StudyProperty.notStated
            }
            let bands = QuantityBands(cuts: part.cuts, unit: set.label(part.by).unit)
            return bands.name(of: arm.quantities[part.by.rawValue])
        }.joined(separator: Self.separator)
    }
}

extension NodeRule {
    static let keys = ["by", "cuts"]

    /// Reads the keys `nodes`, `controls`, `names` and `leave-out`.
    init(_ entry: PlanEntry) {
        parts = entry.items("nodes", keys: Self.keys).map { item in
            switch item {
            case .word(let name): return Part(by: StudyProperty(rawValue: name))
            case .mapping(let mapping):
                let request = SubgroupRequest(by: StudyProperty(rawValue: mapping.required("by")))
                let cuts = mapping.numbers("cuts")
                if zip(cuts, cuts.dropFirst()).contains(where: { $0 >= $1 }) {
                    mapping.problem(at: "cuts", "'cuts' must ascend, such as [50, 100]")
                }
                return Part(by: request.by, cuts: cuts)
            }
        }
        controls = entry.choice("controls", Controls.self) ?? .together
        for (name, text) in entry.named("names") { names[name] = text }
        leftOut = entry.texts("leave-out")
    }

    /// The properties that the dataset must have.
    var uses: [PropertyUse] {
        parts.filter { $0.by.rawValue != Self.armWord }.map {
            PropertyUse($0.by, at: "nodes", as: $0.cuts.isEmpty ? .category : .quantity)
        }
    }
}
