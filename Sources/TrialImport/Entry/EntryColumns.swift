import TrialEvidence

/// The columns that the form asks for without being told to; all others can be named.
enum EntryColumns {
    /// Of a study, before its patients are counted.
    static let study = ["first_author", "year", "title", "doi", "registry_id", "design"]
    /// Of a study whose patients were allotted at random.
    static let randomised = ["n_randomised"]
    /// Of any other study.
    static let enrolled = ["n_enrolled"]
    /// Of a study whose patients changed over.
    static let crossover = ["first_period_months"]
    /// Of a study, at the end.
    static let studyEnd = ["follow_up_months", "source_url"]
    /// Of an arm.
    static let arm = ["label", "role", "n"]
    /// Of an arm that others are compared with.
    static let control = ["comparator_class"]
    /// Of a result, before its numbers: which numbers they are and where they are printed.
    static let setting = ["timepoint_months", "population", "statistic"]
    /// Of a result: where its numbers stand.
    static let source = ["source_location", "confidence"]
    /// What tells a result from one that is otherwise the same.
    static let variant = "variant"
    /// The columns that the form fills itself, or asks for by their place in it.
    static let placed: Set<String> = ["study_id", "arm_id", "comparator_arm_id", "outcome"]
}
