import TrialImport

/// The law of the importers of tables: cells filled in = cells read + cells listed as not read.
enum CellAccount {
    /// What is wrong with the account of a file; `nil` where it is whole.
    static func objection(to evidence: ImportedEvidence) -> String? {
        guard !evidence.readings.isEmpty else { return "no table has an account" }
        if let reading = evidence.readings.first(where: { !$0.isBalanced }) { return "\(reading)" }
        let listed = evidence.notTaken.reduce(0) { $0 + $1.cells }
        let counted = evidence.readings.reduce(0) { $0 + $1.listed }
        return listed == counted ? nil : "\(listed) cells are listed, \(counted) are counted as listed"
    }
}
