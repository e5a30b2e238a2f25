/// Something a dataset must obey that no single cell can show.
public protocol DatasetRule: Sendable {
    /// Every breach of the rule in a dataset.
    func check(_ dataset: Dataset) -> [Diagnostic]
    /// Whether a breach shows only where rows of one table are held against each other; such a rule cannot be checked on a
    /// part of the table.
    var comparesRows: Bool { get }
    /// Whether every breach is a warning.
    var onlyWarns: Bool { get }
}

extension DatasetRule {
    /// Most rules look at one row and at what it names in other tables.
    public var comparesRows: Bool { false }
    /// Most rules find errors.
    public var onlyWarns: Bool { false }
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

    /// The rules whose errors show on any part of a table, as long as the studies and arms that it names are there.
    public static let rowByRow: [any DatasetRule] = all.filter { !$0.comparesRows && !$0.onlyWarns }
}

extension Dataset {
    /// The outcome rows with the file each came from.
    var filedOutcomes: [(row: OutcomeRow, file: String)] {
        outcomes.map { ($0, DatasetTable.outcomes.file) } + contrasts.map { ($0, DatasetTable.contrasts.file) }
    }
}
