import TrialStatistics

/// What forms the groups of a subgroup analysis: a category, or a quantity cut at limits.
public struct SubgroupRequest: Sendable, Equatable, Codable {
    static let keys = ["by", "cuts", "heterogeneity"]

    /// The property.
    public var by: StudyProperty
    /// The limits at which a quantity is cut, ascending; empty for a category.
    public var cuts: [Double] = []
    /// Whether these groups share τ²; nil for what the analysis says.
    public var heterogeneity: Subgroups.Heterogeneity?

    /// Groups by a property.
    public init(by property: StudyProperty, cuts: [Double] = []) {
        by = property
        self.cuts = cuts
    }

    init(_ entry: PlanEntry) {
        by = StudyProperty(rawValue: entry.required("by"))
        cuts = entry.numbers("cuts")
        if zip(cuts, cuts.dropFirst()).contains(where: { $0 >= $1 }) {
            entry.problem(at: "cuts", "'cuts' must ascend, such as [50, 100]")
        }
        heterogeneity = entry.choice("heterogeneity", Subgroups.Heterogeneity.self)
    }

    /// What the property must be.
    var use: PropertyUse { PropertyUse(by, at: "subgroups", as: cuts.isEmpty ? .category : .quantity) }
}

extension PlanEntry {
    /// The groupings under `subgroups`: words, or mappings with limits.
    var subgroupRequests: [SubgroupRequest] {
        items("subgroups", keys: SubgroupRequest.keys).map { item in
            switch item {
            case .word(let name): SubgroupRequest(by: StudyProperty(rawValue: name))
            case .mapping(let entry): SubgroupRequest(entry)
            }
        }
    }
}
