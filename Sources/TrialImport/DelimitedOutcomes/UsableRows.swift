import TrialEvidence

/// Whether anything of a table that is read in pieces is of use.
struct UsableRows {
    private var rows = 0
    private var hasNumber = false
    private var left: [NotTaken] = []

    /// Takes note of a piece: its results, how many rows it had, and what was not read.
    mutating func add(_ results: [OutcomeRow], of rows: Int, left ledger: TableLedger) {
        self.rows += rows
        hasNumber = hasNumber || results.contains(where: \.holdsNumber)
        if !hasNumber, left.count < 6 { left += ledger.notTaken() }
    }

    /// The error where no row has a number; `nil` where one has.
    func diagnostic(file: String) -> Diagnostic? {
        hasNumber ? nil : NothingUsable.diagnostic(file: file, rows: rows, left: left)
    }
}

extension OutcomeRow {
    /// Whether the row gives a number at all.
    var holdsNumber: Bool {
        let numbers = [
            mean, sd, se, median, q1, q3, min, max, ciLow, ciHigh, personYears, effect, correlation, testStatistic,
        ]
        let counts = [n, events, both, firstOnly, secondOnly, neither]
        return pValue != nil || numbers.contains { $0 != nil } || counts.contains { $0 != nil }
    }
}
