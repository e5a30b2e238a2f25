import TrialEvidence

/// What may be chosen in a column: its codes, the rows of other tables that it names, or the words that the dataset uses already.
public struct ColumnVocabulary: Sendable, Equatable {
    /// What may be chosen, in a fixed order.
    public let values: [String]
    /// Whether nothing else may stand there.
    public let isClosed: Bool
    /// The table and the column whose rows can be named, also those that are only being added.
    public let reference: Reference?

    /// A column of another table.
    public struct Reference: Sendable, Hashable {
        /// The table.
        public let table: DatasetTable
        /// The column's name.
        public let column: String
    }

    /// Columns that name rows of other tables, or one of the outcomes.
    private static let references: [String: Reference] = [
        "study_id": Reference(table: .studies, column: "study_id"),
        "arm_id": Reference(table: .arms, column: "arm_id"),
        "comparator_arm_id": Reference(table: .arms, column: "arm_id"),
        "outcome": Reference(table: .outcomes, column: "outcome"),
        "definition": Reference(table: .definitions, column: "definition"),
    ]
    /// Columns of ours whose values a list of this library names, without being closed.
    private static let known: [DatasetTable: [String: [String]]] = [
        .riskOfBias: [
            "tool": BiasTool.all.map(\.code),
            "domain": unique(BiasTool.all.flatMap { $0.domains.map(\.code) }) + ["overall"],
        ],
        .flow: ["box": PrismaBox.allCases.map(\.rawValue)],
    ]
    /// More words than this are no list to choose from.
    private static let limit = 60

    /// What may be chosen in a column of a table of the dataset; `nil` where anything may be typed.
    public init?(of column: Column, in table: DatasetTable, of dataset: Dataset) {
        if case .code(let codes) = column.kind {
            (values, isClosed, reference) = (codes, true, nil)
            return
        }
        isClosed = false
        let used = Self.used(column.name, in: table, of: dataset)
        if let found = Self.references[column.name], found != Reference(table: table, column: column.name) {
            reference = found
            values = Self.unique(Self.used(found.column, in: found.table, of: dataset))
            return
        }
        reference = nil
        let known = Self.known[table]?[column.name] ?? []
        let words = Self.unique(known + used)
        let isOutcome = Self.references[column.name] != nil && table == .outcomes
        let repeats = 2 * Set(used).count <= used.count && words.count <= Self.limit
        let isShort = words.allSatisfy { $0.count <= Self.limit }
        guard column.kind == .text, !words.isEmpty, isOutcome || !known.isEmpty || repeats && isShort else {
            return nil
        }
        values = words
    }

    private static func used(_ column: String, in table: DatasetTable, of dataset: Dataset) -> [String] {
        guard let position = dataset.columns(of: table).firstIndex(where: { $0.name == column }) else { return [] }
        return dataset.cells(of: table).map { $0[position] }.filter { !$0.isEmpty }
    }

    private static func unique(_ words: [String]) -> [String] {
        var seen: Set<String> = []
        return words.filter { seen.insert($0).inserted }
    }
}

extension Dataset {
    /// The columns that a table has, with those that the dataset declares.
    func columns(of table: DatasetTable) -> [Column] {
        table.columns + (declaredColumns[table] ?? []).map(Column.init)
    }

    /// The cells of a table's rows, in the order of its columns.
    func cells(of table: DatasetTable) -> [[String]] {
        func all<Row: TableRow>(_ rows: [Row]) -> [[String]] {
            let declared = declaredColumns[table] ?? []
            return rows.map { row in row.cells + declared.map { row.declared[$0.name]?.cell ?? "" } }
        }
        return switch table {
        case .studies: all(studies)
        case .arms: all(arms)
        case .outcomes: outcomes.map(\.cells)
        case .contrasts: contrasts.map(\.cells)
        case .publishedSyntheses: publishedSyntheses.map(\.cells)
        case .riskOfBias: riskOfBias.map(\.cells)
        case .flow: flow.map(\.cells)
        case .ongoingTrials: ongoingTrials.map(\.cells)
        case .scales: scales.map(\.cells)
        case .definitions: definitions.map(\.cells)
        case .acceptedFindings: acceptedFindings.map(\.cells)
        }
    }
}
