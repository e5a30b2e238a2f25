import TrialEvidence

/// Merges imported evidence into a dataset: compares first, changes nothing silently.
public struct DatasetMerge: Sendable {
    /// The dataset as it stands.
    public let dataset: Dataset
    /// The imported evidence.
    public let imported: [ImportedEvidence]

    /// Prepares a merge.
    public init(of imported: [ImportedEvidence], into dataset: Dataset) {
        self.dataset = dataset
        self.imported = imported
    }

    /// Says what the merge would do.
    ///
    /// Rows are matched by their keys. An empty imported cell leaves what stands there; a filled one either agrees, fills
    /// an empty cell, or is a change. Throws where two imported rows of one key disagree.
    public func proposal() throws(ImportError) -> MergeProposal {
        var proposal = MergeProposal()
        for file in imported {
            let source = file.file
            TableComparison(.studies, dataset.studies, key: \.id).add(file.studies, from: source, to: &proposal)
            TableComparison(.arms, dataset.arms, key: \.key).add(file.arms, from: source, to: &proposal)
            TableComparison(.outcomes, dataset.outcomes, key: \.key).add(file.outcomes, from: source, to: &proposal)
            TableComparison(.riskOfBias, dataset.riskOfBias, key: \.words).add(
                file.riskOfBias, from: source, to: &proposal)
            TableComparison(.flow, dataset.flow, key: \.words).add(file.flow, from: source, to: &proposal)
            proposal.notTaken += file.notTaken
        }
        return try withoutRepeats(proposal)
    }

    /// Drops rows that are imported twice, and refuses those that disagree about a row or a cell.
    private func withoutRepeats(_ proposal: MergeProposal) throws(ImportError) -> MergeProposal {
        var result = proposal
        var rows: [String: RowAddition] = [:]
        result.additions = []
        for addition in proposal.additions {
            let key = "\(addition.table.rawValue) \(addition.row)"
            guard let first = rows.updateValue(addition, forKey: key) else {
                result.additions.append(addition)
                continue
            }
            guard first.cells == addition.cells else {
                let message = "\(first.source) and \(addition.source) disagree about \(addition.row); keep one of them"
                throw ImportError(.contradictoryRows, changes: [], message)
            }
        }
        var cells: [String: CellChange] = [:]
        for change in proposal.fills + proposal.changes {
            let key = "\(change.table.rawValue) \(change.line) \(change.column)"
            if let first = cells.updateValue(change, forKey: key), first.new != change.new {
                let message = "\(first.source) and \(change.source) disagree about \(change.row); keep one of them"
                throw ImportError(.contradictoryRows, changes: [first, change], message)
            }
        }
        return result
    }

    /// The files of the dataset after the merge, which must be free of errors.
    ///
    /// Cells that the merge does not touch keep their spelling. Throws ``ImportError`` where values would change and
    /// `accept` is false, and `EvidenceError` where the merged dataset has errors.
    public func merged(into files: DatasetFiles, accept: Bool = false) throws -> DatasetFiles {
        let proposal = try proposal()
        if !accept, let first = proposal.changes.first {
            let count = proposal.changes.count
            let message = "\(count) value\(count == 1 ? "" : "s") would change, first \(first); accept or correct them"
            throw ImportError(.changesNotAccepted, changes: proposal.changes, message)
        }
        var result = files
        for table in DatasetTable.allCases {
            let editor = TableEditor(table: table, proposal: proposal)
            guard !editor.isIdle else { continue }
            result.files[table.file] = try editor.apply(to: files.files[table.file] ?? [])
        }
        guard result != files else { return files }
        if DatasetTable.allCases.contains(where: { header($0, files) != header($0, result) }) {
            try result.refreshDescriptor()
        }
        _ = try DatasetReader().read(result)
        return result
    }

    private func header(_ table: DatasetTable, _ files: DatasetFiles) -> [UInt8]? {
        files.files[table.file].map { Array($0.prefix { $0 != UInt8(ascii: "\n") }) }
    }
}
