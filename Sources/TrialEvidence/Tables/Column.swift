/// What the cells of a column hold.
public enum ColumnKind: Sendable, Equatable {
    /// Any text.
    case text
    /// A whole number.
    case integer
    /// A decimal number.
    case number
    /// One number, two with a hyphen between, or an upper bound: `1.6`, `1-2`, `max 100`.
    case range
    /// A p-value, which may have an operator before it: `0.03`, `<0.001`.
    case pValue
    /// One of the codes that are listed.
    case code([String])
    /// Identifiers with semicolons between.
    case list
}

/// A column of a table: its name, what it holds, and whether it must be there and filled.
public struct Column: Sendable, Equatable {
    /// The name in the header.
    public let name: String
    /// What the cells hold.
    public let kind: ColumnKind
    /// Whether the column must be there and every cell filled.
    public let isRequired: Bool
    /// What an empty cell means, where it means a value.
    public let emptyMeaning: String?
    /// One sentence for the schema.
    public let summary: String

    /// Describes a column.
    public init(
        _ name: String, _ kind: ColumnKind, required: Bool = false, empty meaning: String? = nil, _ summary: String
    ) {
        self.name = name
        self.kind = kind
        self.isRequired = required
        self.emptyMeaning = meaning
        self.summary = summary
    }
}

extension Column {
    /// A declared column as those of the toolkit are described.
    ///
    /// - Parameter declared: What the dataset declares.
    public init(_ declared: DeclaredColumn) {
        let kind: ColumnKind =
            switch declared.kind {
            case .string: .text
            case .number: .number
            case .integer: .integer
            case .boolean: .code(["true", "false"])
            }
        self.init(declared.name, kind, "\(declared.label).")
    }
}

/// A typed row that knows its columns and goes both ways.
public protocol TableRow: Sendable, Equatable {
    /// The columns in the order of the file.
    static var columns: [Column] { get }
    /// Those of the columns that a file has only where a row needs them.
    static var laterColumns: [Column] { get }
    /// Whether a dataset may declare further columns.
    static var takesDeclaredColumns: Bool { get }
    /// The filled cells of declared columns, by their names.
    var declared: [String: DeclaredValue] { get }
    /// Reads a row; problems go to the reader.
    init(_ reader: inout RowReader)
    /// The cells in the order of the columns, numbers in their shortest spelling.
    var cells: [String] { get }
}

extension TableRow {
    /// None came later.
    public static var laterColumns: [Column] { [] }

    /// A dataset may not.
    public static var takesDeclaredColumns: Bool { false }
    /// There are none.
    public var declared: [String: DeclaredValue] { [:] }

    /// A table of typed rows, without the later columns that no row fills, and the declared columns behind the others.
    static func table(_ rows: [Self], file: String, declared: [DeclaredColumn] = []) -> Table {
        let cells = rows.map(\.cells)
        let later = Set(laterColumns.map(\.name))
        let kept = columns.indices.filter { index in
            !later.contains(columns[index].name) || cells.contains { !$0[index].isEmpty }
        }
        return Table(
            file: file, header: kept.map { columns[$0].name } + declared.map(\.name),
            rows: zip(rows, cells).map { row, cells in
                kept.map { cells[$0] } + declared.map { row.declared[$0.name]?.cell ?? "" }
            })
    }
}
