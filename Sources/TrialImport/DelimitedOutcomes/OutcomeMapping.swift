import TrialEvidence

/// Which column of a foreign table is which of ours, as a person wrote it down for ``DelimitedOutcomes``.
///
/// The file has one `ours=theirs` a line, as ``ColumnMapping`` has for wide tables: the name of a column of outcomes.csv, then
/// theirs, or a text in double quotes that holds for every row, such as `confidence="primary"`. Empty lines and lines that
/// begin with `#` say nothing.
public struct OutcomeMapping: Sendable, Equatable {
    /// Our names by theirs.
    public var columns: [String: String] = [:]
    /// Texts that hold for every row, by our names.
    public var constants: [String: String] = [:]

    /// No mapping: the aliases alone decide.
    public init() {}

    /// This mapping with everything that another one says, which goes before it.
    public func taking(_ other: OutcomeMapping) -> OutcomeMapping {
        let said = Set(other.columns.values).union(other.constants.keys)
        var result = self
        result.columns = columns.filter { !said.contains($0.value) }.merging(other.columns) { _, new in new }
        result.constants = constants.filter { !said.contains($0.key) }.merging(other.constants) { _, new in new }
        return result
    }

    /// Reads a mapping file, or throws everything that is wrong with it.
    public init(reading bytes: [UInt8], file: String) throws(EvidenceError) {
        let known = OutcomeRow.columns.map(\.name)
        var mapping = OutcomeMapping()
        try MappingLine.each(of: bytes, file: file) { line in
            guard known.contains(line.ours) else { return .unknown(line.ours, known: known) }
            guard mapping.constants[line.ours] == nil, !mapping.columns.values.contains(line.ours) else {
                return .twice(line.ours)
            }
            switch line.target {
            case .constant(let text): mapping.constants[line.ours] = text
            case .column(let theirs):
                guard mapping.columns.updateValue(line.ours, forKey: theirs) == nil else { return .twice(theirs) }
            }
            return nil
        }
        self = mapping
    }
}
