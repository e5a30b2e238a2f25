/// Something a dataset must obey that no single cell can show.
public protocol DatasetRule: Sendable {
    /// Every breach of the rule in a dataset.
    func check(_ dataset: Dataset) -> [Diagnostic]
}

/// The rules that are usual; a new rule enters here.
public enum DatasetRules {
    /// Every rule, in the order in which they are checked.
    public static let all: [any DatasetRule] = [
        UniqueKeysRule(),
        KnownStudyRule(),
        KnownArmRule(),
        OverlapRule(),
        PatientCountsRule(),
        SpreadRule(),
        EventCountRule(),
        LimitsRule(),
        OrderedValuesRule(),
        ComparisonRule(),
        PairedNumbersRule(),
        DerivedCellsRule(),
        MissingCellsRule(),
        FlowArithmeticRule(),
        ScaleRule(),
        AcceptedFindingRule(),
    ]
}

extension Dataset {
    /// The outcome rows with the file each came from.
    var filedOutcomes: [(row: OutcomeRow, file: String)] {
        outcomes.map { ($0, DatasetTable.outcomes.file) } + contrasts.map { ($0, DatasetTable.contrasts.file) }
    }
}
