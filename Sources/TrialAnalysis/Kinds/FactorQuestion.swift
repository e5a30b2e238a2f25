import TrialEvidence
import TrialStatistics

/// What the arms of a question can tell of several properties at once.
struct FactorQuestion {
    private let categories: [StudyProperty]
    private let quantities: [StudyProperty]

    /// Sorts the properties into categories and quantities.
    init(_ properties: [StudyProperty], _ set: ArmSet) {
        categories = properties.filter { !set.label($0).isQuantity }
        quantities = properties.filter { set.label($0).isQuantity }
    }

    /// The answer; nil where no property is asked for.
    func answer(_ studies: [(group: String, arms: [ArmContrasts.Named])]) -> FactorIdentifiability? {
        guard !categories.isEmpty || !quantities.isEmpty else { return nil }
        let arms = studies.flatMap { study in
            study.arms.map { named in
                FactorIdentifiability.Arm(
                    study: study.group, isControl: named.arm.role == .control,
                    levels: Dictionary(
                        categories.compactMap { property in
                            ArmSet.category(named.arm, property).map { (property.rawValue, $0) }
                        }, uniquingKeysWith: { first, _ in first }),
                    values: named.arm.quantities)
            }
        }
        return FactorIdentifiability(
            arms, categories: categories.map(\.rawValue), quantities: quantities.map(\.rawValue))
    }
}
