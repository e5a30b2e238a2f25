import TrialArchives
import TrialEvidence

/// Merges imported evidence into a dataset as it comes, in memory that does not grow with either.
///
/// Of the dataset, and of what was imported, a fingerprint of each row is kept; rows wait on disk. At the end rows are
/// matched by their keys: an empty imported cell leaves what stands there, a filled one agrees, fills an empty cell, or is a
/// change. Nothing is written before everything is known, and then all files together.
public final class MergeSession {
    private let target: any MergeTarget
    private let listener: any MergeListener
    private let validates: Bool
    private let log: MergeLog
    private var rules: RowDiagnoser
    private var doubtful: [(row: OutcomeRow, file: String)] = []
    /// What has come of the merge so far.
    public private(set) var summary = MergeSummary()

    /// The most rows that may wait for a study or an arm that another file brings.
    private static let doubtfulLimit = 1000

    /// Reads the rows that the dataset has, which must be free of errors.
    ///
    /// `dataset` is what the head of the target says.
    public convenience init(into target: any MergeTarget, dataset: Dataset, listener: any MergeListener) throws {
        try self.init(into: target, dataset: dataset, listener: listener, validates: true)
    }

    /// Without `validates` neither the dataset nor what comes is held against the rules.
    init(
        into target: any MergeTarget, dataset: Dataset, listener: any MergeListener, validates: Bool
    ) throws {
        self.target = target
        self.listener = listener
        self.validates = validates
        rules = RowDiagnoser(dataset)
        log = MergeLog(MergedTable.tables(declaring: dataset.declaredColumns))
        let existing = ExistingRows(target: target, rules: validates ? rules : nil)
        let total = log.tables.reduce(0) { $0 + target.size(of: $1.table) }
        for (index, merged) in log.tables.enumerated() {
            try existing.forEach(of: merged, progress: { listener.progress(.dataset, $0, of: total) }) { row in
                try log.add(existing: row.cells, of: index, ordinal: row.ordinal, line: row.line)
            }
        }
    }

    /// Takes what a file, or a piece of it, holds.
    public func take(_ evidence: ImportedEvidence) throws {
        for item in evidence.notTaken {
            summary.notTaken[item.code, default: 0] += 1
            listener.leaves(item, of: evidence.file)
        }
        for reading in evidence.readings { summary.tables.add(reading) }
        rules.learn(studies: evidence.studies, arms: evidence.arms)
        rules.learn(definitions: evidence.definitions)
        if validates, !evidence.obeysRules { try check(evidence.outcomes, file: evidence.file) }
        for (index, merged) in log.tables.enumerated() {
            try merged.forEach(evidence) { cells, line in
                try log.add(imported: cells, of: index, from: evidence.file, line: line)
            }
        }
    }

    private func check(_ rows: [OutcomeRow], file: String) throws {
        guard !rows.isEmpty else { return }
        var errors = rules.errors(of: rows, file: file)
        guard !errors.isEmpty else { return }
        let unknown: Set<DiagnosticCode> = [.unknownStudy, .unknownArm, .badDefinition]
        if errors.allSatisfy({ unknown.contains($0.code) }), doubtful.count + errors.count <= Self.doubtfulLimit {
            // Another file may bring the study, the arm or the definition.
            for row in rows {
                let own = rules.errors(of: [row], file: file)
                if !own.isEmpty { doubtful.append((row, file)) }
            }
            errors = []
        }
        if !errors.isEmpty { throw EvidenceError(errors) }
    }

    /// Says what the merge does, and does it where `writes` is true.
    ///
    /// Throws ``ImportError`` where imported rows contradict each other or where values would change and `accept` is false,
    /// and `EvidenceError` where the merged dataset would have errors; the dataset is then as it was.
    @discardableResult
    public func finish(accept: Bool = false, writes: Bool = true) throws -> MergeSummary {
        let late = doubtful.flatMap { rules.errors(of: [$0.row], file: $0.file) }
        if !late.isEmpty { throw EvidenceError(late) }
        var plan = try log.join(progress: { self.listener.progress(.comparing, $0, of: $1) })
        if validates, !plan.repeatedLines.isEmpty { throw EvidenceError(plan.repeatedLines) }
        let additions = try tellAdditions(plan)
        let refused = try tellChanges(&plan)
        guard writes else { return summary }
        if !accept, let first = refused.first {
            let count = summary.changes
            let message = "\(count) value\(count == 1 ? "" : "s") would change, first \(first); accept or correct them"
            throw ImportError(.changesNotAccepted, changes: refused, message)
        }
        guard summary.additions + summary.fills + summary.changes > 0 else { return summary }
        let writer = MergeWriter(target: target, log: log, plan: plan, rules: validates ? rules : nil)
        try writer.write(progress: { self.listener.progress(.writing, $0, of: additions) })
        try target.commit()
        return summary
    }

    private func tellAdditions(_ plan: MergePlan) throws -> Int {
        try log.forEachAddition(plan) { row, merged in
            summary.additions += 1
            listener.adds {
                let cells = row.cells
                return RowAddition(
                    table: merged.table, row: merged.words(cells), cells: cells, source: log.source(of: row))
            }
        }
        return summary.additions
    }

    /// Tells fills and changes and gives back the first changes.
    private func tellChanges(_ plan: inout MergePlan) throws -> [CellChange] {
        var refused: [CellChange] = []
        summary.unchanged = plan.unchanged
        let existing = ExistingRows(target: target, rules: validates ? rules : nil)
        for (index, merged) in log.tables.enumerated() where plan.concerns(index) {
            var differing = try DifferingRows(plan: plan, table: index, log: log)
            try existing.forEachPiece(of: merged) { piece in
                for row in try differing.rows(in: piece, target: target) {
                    summary.unchanged += row.unchanged
                    for change in row.changes {
                        if change.old.isEmpty {
                            summary.fills += 1
                            listener.fills(change)
                        } else {
                            summary.changes += 1
                            listener.changes(change)
                            if refused.count < 1000 { refused.append(change) }
                        }
                    }
                }
            }
        }
        return refused
    }
}
