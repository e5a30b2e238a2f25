import TrialEvidence

/// Which column of a foreign table holds what, as a person wrote it down.
///
/// The file has one `ours=theirs` a line: our name (a ``WideColumn``), then theirs, or a text in double quotes that holds
/// for every row, such as `measure="OddsRatio"`. Empty lines and lines that begin with `#` say nothing.
public struct ColumnMapping: Sendable, Equatable {
    /// The names of their columns.
    public var columns: [WideColumn: String] = [:]
    /// Texts that hold for every row.
    public var constants: [WideColumn: String] = [:]

    /// No mapping: the aliases alone decide.
    public init() {}

    /// This mapping with everything that another one says, which goes before it.
    public func taking(_ other: ColumnMapping) -> ColumnMapping {
        var result = self
        for column in Set(other.columns.keys).union(other.constants.keys) {
            result.columns[column] = other.columns[column]
            result.constants[column] = other.constants[column]
        }
        return result
    }

    /// Reads a mapping file, or throws everything that is wrong with it.
    public init(reading bytes: [UInt8], file: String) throws(EvidenceError) {
        var mapping = ColumnMapping()
        try MappingLine.each(of: bytes, file: file) { line in
            guard let column = WideColumn(rawValue: line.ours) else {
                return .unknown(line.ours, known: WideColumn.allCases.map(\.rawValue))
            }
            guard mapping.columns[column] == nil, mapping.constants[column] == nil else { return .twice(line.ours) }
            switch line.target {
            case .column(let theirs): mapping.columns[column] = theirs
            case .constant(let text):
                guard column.isText else {
                    let message = "\"\(line.ours)\" holds numbers, which differ from row to row; name their column"
                    return MappingLine.Problem(code: .malformedFile, message: message)
                }
                mapping.constants[column] = text
            }
            return nil
        }
        self = mapping
    }
}
