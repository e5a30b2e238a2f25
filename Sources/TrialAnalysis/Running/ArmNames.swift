import TrialEvidence

/// What a dataset calls its groups, where all arms of a role have one name.
struct ArmNames {
    /// The name of all treatment arms; nil where they differ.
    let treatment: String?
    /// The name of all control arms; nil where they differ.
    let control: String?

    /// Looks at the arms of the studies named.
    init(_ dataset: Dataset, _ studies: [String]) {
        let studies = Set(studies)
        let arms = dataset.arms.filter { studies.contains($0.studyID) }
        func name(_ role: ArmRole) -> String? {
            let names = Set(arms.filter { $0.role == role }.map { $0.label.isEmpty ? $0.id : $0.label })
            return names.count == 1 ? names.first : nil
        }
        treatment = name(.treatment)
        control = name(.control)
    }
}
