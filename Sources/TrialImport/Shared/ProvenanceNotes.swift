import TrialEvidence

extension Provenance {
    /// Adds a remark to the note.
    mutating func add(_ remark: String) {
        note = [note, remark].filter { !$0.isEmpty }.joined(separator: "; ")
    }
}
