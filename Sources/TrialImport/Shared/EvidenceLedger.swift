import TrialEvidence

/// Books what a file holds: each thing either becomes a row or is named as not taken.
struct EvidenceLedger {
    private struct Entry {
        var row: OutcomeRow
        /// What is added to the variant where two rows would otherwise have one key.
        var distinction: String
    }

    private var entries: [Entry] = []
    private(set) var notTaken: [NotTaken] = []

    /// Books a row; its provenance says where it stands.
    ///
    /// A row with a number beyond all bounds, such as the exponential of a mistyped logarithm, is named as not taken.
    mutating func take(_ row: OutcomeRow, distinction: String) {
        let numbers = [
            row.mean, row.sd, row.se, row.median, row.q1, row.q3, row.min, row.max, row.ciLow, row.ciHigh, row.effect,
        ]
        guard numbers.allSatisfy({ $0?.isFinite ?? true }) else {
            let reason = "\(row.outcome): a derived number is beyond all bounds"
            return leave(row.provenance.location, "number-out-of-range", reason)
        }
        entries.append(Entry(row: row, distinction: distinction))
    }

    /// Books something that is not taken.
    mutating func leave(_ place: String, _ code: String, _ reason: String) {
        notTaken.append(NotTaken(place: place, code: code, reason: reason))
    }

    /// The rows with keys of their own that obey the rules of a dataset; those that do not are named as not taken.
    mutating func settle(studies: [Study], arms: [Arm]) -> [OutcomeRow] {
        let rows = withKeysOfTheirOwn()
        var trial = Dataset(name: "import")
        trial.studies = studies
        trial.arms = arms
        trial.outcomes = rows
        for index in trial.outcomes.indices { trial.outcomes[index].line = index }
        let rules: [any DatasetRule] = [
            KnownStudyRule(), KnownArmRule(), SpreadRule(), EventCountRule(), LimitsRule(), OrderedValuesRule(),
            ComparisonRule(),
        ]
        var breaches: [Int: Diagnostic] = [:]
        for breach in rules.flatMap({ $0.check(trial) })
        where breach.severity == .error && breach.file == DatasetTable.outcomes.file {
            guard let line = breach.line, breaches[line] == nil else { continue }
            breaches[line] = breach
        }
        for (index, breach) in breaches.sorted(by: { $0.key < $1.key }) {
            leave(rows[index].provenance.location, breach.code.rawValue, breach.message)
        }
        return rows.enumerated().filter { breaches[$0.offset] == nil }.map(\.element)
    }

    private func withKeysOfTheirOwn() -> [OutcomeRow] {
        let repeated = Dictionary(grouping: entries, by: \.row.key).filter { $0.value.count > 1 }
        var seen: Set<OutcomeKey> = []
        // Goes on where the last row of the same name stopped, or many equal rows would cost their square in time.
        var counts: [OutcomeKey: Int] = [:]
        return entries.map { entry in
            var row = entry.row
            if repeated[row.key] != nil {
                row.variant = [row.variant, entry.distinction].filter { !$0.isEmpty }.joined(separator: "; ")
            }
            let (variant, key) = (row.variant, row.key)
            var count = counts[key] ?? 1
            while !seen.insert(row.key).inserted {
                count += 1
                row.variant = variant.isEmpty ? "\(count)" : "\(variant) (\(count))"
            }
            counts[key] = count
            return row
        }
    }
}
