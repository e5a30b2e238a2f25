import TrialEvidence

/// Merges imported evidence that is in memory into a dataset that is in memory: compares first, changes nothing silently.
///
/// It is ``MergeSession`` for those who have everything at hand.
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
    /// an empty cell, or is a change. Throws ``ImportError`` where two imported rows of one key disagree.
    public func proposal() throws -> MergeProposal {
        let target = MemoryTarget(DatasetFiles(encoding: dataset), linesOf: dataset)
        let collector = ProposalCollector()
        let session = try MergeSession(into: target, dataset: dataset, listener: collector, validates: false)
        for evidence in imported { try session.take(evidence) }
        let summary = try session.finish(writes: false)
        var proposal = collector.proposal
        proposal.unchanged = summary.unchanged
        return proposal
    }

    /// The files of the dataset after the merge, which must be free of errors.
    ///
    /// Cells that the merge does not touch keep their spelling. Throws ``ImportError`` where values would change and
    /// `accept` is false, and `EvidenceError` where the merged dataset has errors.
    public func merged(into files: DatasetFiles, accept: Bool = false) throws -> DatasetFiles {
        let target = MemoryTarget(files)
        let session = try MergeSession(into: target, dataset: dataset, listener: ProposalCollector())
        for evidence in imported { try session.take(evidence) }
        try session.finish(accept: accept)
        return target.files
    }
}
