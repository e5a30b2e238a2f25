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
        StudyReferencesRule(),
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
        DefinitionRule(),
        AcceptedFindingRule(),
    ]

    /// The rules whose errors show on any part of a table, as long as the studies and arms that it names are there.
    public static let rowByRow: [any DatasetRule] = all.filter { !$0.comparesRows && !$0.onlyWarns }
}

extension Dataset {
    /// The outcome rows with the file each came from.
    var filedOutcomes: FiledOutcomes { FiledOutcomes(outcomes: outcomes, contrasts: contrasts) }
}

/// The rows of both files that hold results, one after the other, without a copy of them all.
struct FiledOutcomes: Sequence {
    let outcomes: [OutcomeRow]
    let contrasts: [OutcomeRow]

    struct Iterator: IteratorProtocol {
        private let rows: FiledOutcomes
        private var index = 0

        init(_ rows: FiledOutcomes) { self.rows = rows }

        mutating func next() -> (row: OutcomeRow, file: String)? {
            defer { index += 1 }
            if index < rows.outcomes.count { return (rows.outcomes[index], DatasetTable.outcomes.file) }
            let other = index - rows.outcomes.count
            return other < rows.contrasts.count ? (rows.contrasts[other], DatasetTable.contrasts.file) : nil
        }
    }

    func makeIterator() -> Iterator { Iterator(self) }
}
