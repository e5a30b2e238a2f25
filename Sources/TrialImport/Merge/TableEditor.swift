import TrialEvidence

/// Edits the file of one table: cells that are not concerned keep their spelling.
struct TableEditor {
    let table: DatasetTable
    let additions: [RowAddition]
    let changes: [CellChange]

    init(table: DatasetTable, proposal: MergeProposal) {
        self.table = table
        additions = proposal.additions.filter { $0.table == table }
        changes = (proposal.fills + proposal.changes).filter { $0.table == table }
    }

    var isIdle: Bool { additions.isEmpty && changes.isEmpty }

    func apply(to bytes: [UInt8]) throws(EvidenceError) -> [UInt8] {
        guard !bytes.isEmpty else { return newFile() }
        let (read, diagnostics) = DelimitedText.commaSeparated.read(bytes, file: table.file)
        guard var content = read, diagnostics.isEmpty else { throw EvidenceError(diagnostics) }
        addMissingColumns(to: &content)
        let rowOfLine = Dictionary(content.lines.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        for change in changes {
            guard let row = rowOfLine[change.line], let column = content.index(of: change.column) else {
                preconditionFailure("a change names a line and a column of the table it was compared with")
            }
            content.rows[row][column] = change.new
        }
        let positions = table.columns.map(\.name)
        for addition in additions {
            let cells = Dictionary(uniqueKeysWithValues: zip(positions, addition.cells))
            content.rows.append(content.header.map { cells[$0] ?? "" })
        }
        return DelimitedText.commaSeparated.write(content)
    }

    /// The dataset does not have the table yet.
    private func newFile() -> [UInt8] {
        let table = Table(file: table.file, header: table.columns.map(\.name), rows: additions.map(\.cells))
        return DelimitedText.commaSeparated.write(table)
    }

    private func addMissingColumns(to content: inout Table) {
        let filled = additions.flatMap { addition in
            zip(table.columns, addition.cells).filter { !$1.isEmpty && $1 != $0.emptyMeaning }.map(\.0.name)
        }
        let needed = Set(changes.map(\.column) + filled)
        for name in table.columns.map(\.name) where needed.contains(name) && !content.header.contains(name) {
            content.header.append(name)
            for row in content.rows.indices { content.rows[row].append("") }
        }
    }
}
