import TrialAnalysis
import TrialArchives
import TrialCommandLine
import TrialEvidence
import TrialImport

/// What `pool` pools: a dataset, or a table that is one by itself.
struct PooledInput {
    let loaded: LoadedDataset

    /// Reads a dataset's folder or archive, or a table; what of a table is not read goes to standard error, unless quiet.
    init(_ path: String, isQuiet: Bool) throws {
        guard TableDataset.isTable(path) else {
            loaded = try LoadedDataset(path: path)
            return
        }
        do {
            let table = try TableDataset(path)
            if !isQuiet {
                for item in table.notTaken.prefix(20) { Terminal.error("not read: \(item.place): \(item.reason)") }
                if table.notTaken.count > 20 { Terminal.error("not read: \(table.notTaken.count - 20) more") }
            }
            loaded = LoadedDataset(try DatasetReader().read(table.files), files: table.files)
        } catch let error as EvidenceError {
            throw AnalysisError(.unreadableDataset, error.errors.map { "\($0)".replacing(": error: ", with: ": ") })
        }
    }

    /// The outcome that was asked for, or the only one that there is.
    ///
    /// - Throws: `AnalysisError` that names the outcomes where there are several and none was asked for.
    func outcome(_ asked: String?) throws -> String {
        if let asked { return asked }
        var known: [String] = []
        for row in loaded.dataset.outcomes where !known.contains(row.outcome) { known.append(row.outcome) }
        guard known.count == 1 else {
            let hint = known.isEmpty ? "it has no results" : "it has \(known.count): \(NearestName.listed(known))"
            throw AnalysisError(.unknownName, "name the outcome with --outcome; \(hint)")
        }
        return known[0]
    }
}
