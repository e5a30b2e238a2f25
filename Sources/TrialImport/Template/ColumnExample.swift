import TrialEvidence

/// What a cell of a column may look like: as in the dataset, else as in the teaching review, else as its kind is written.
struct ColumnExample {
    private let tables: [Dataset]
    /// A longer text says less than a short one.
    private static let longest = 60

    /// Takes examples from a dataset first.
    init(_ dataset: Dataset) {
        let lesson = try? DatasetReader().read(NewDataset(exampleAt: "lesson").files)
        tables = [dataset] + (lesson.map { [$0] } ?? [])
    }

    /// A filled cell of a column.
    func text(_ column: Column, in table: DatasetTable) -> String {
        for dataset in tables {
            guard let position = dataset.columns(of: table).firstIndex(where: { $0.name == column.name }) else {
                continue
            }
            let cells = dataset.cells(of: table).lazy.map { $0[position] }
            if let found = cells.first(where: { !$0.isEmpty && $0.count <= Self.longest }) { return found }
        }
        return column.kind.example
    }
}

extension ColumnKind {
    /// What a cell may hold, in words.
    public var words: String {
        switch self {
        case .text: "a text"
        case .integer: "a whole number"
        case .number: "a number"
        case .range: "a number, a range such as 1-2, or max 100"
        case .pValue: "a p-value such as 0.03 or <0.001"
        case .code: "one of the codes"
        case .list: "texts with semicolons between"
        }
    }

    /// A cell of this kind.
    var example: String {
        switch self {
        case .text: ""
        case .integer: "40"
        case .number: "1.5"
        case .range: "1-2"
        case .pValue: "<0.001"
        case .code(let codes): codes.first ?? ""
        case .list: "first; second"
        }
    }
}
