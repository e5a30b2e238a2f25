import TrialEvidence
import TrialForensics
import TrialStatistics

/// Turns a group's final values into changes from baseline, with the correlation of the two measurements.
///
/// Mean change = final − baseline; its standard deviation by the rule `change-sd` (Cochrane Handbook 6.4, section
/// 6.5.2.8). The correlation is the final row's printed one, else the plan's; there is none by default.
struct BaselineChange {
    let dataset: IndexedDataset
    let outcome: String
    let rules: RowRules

    /// The change of a group.
    ///
    /// - Parameters:
    ///   - row: The row at the end.
    ///   - final: Its numbers.
    /// - Throws: `MissingNumber` where baseline or correlation are missing.
    func numbers(_ row: OutcomeRow, final: GroupNumbers) throws(MissingNumber) -> GroupNumbers {
        guard let mean = final.reported.mean, let deviation = final.reported.standardDeviation,
            let total = final.reported.total
        else {
            throw MissingNumber("Only means can be turned into changes from baseline.")
        }
        guard let start = baseline(of: row) else {
            throw MissingNumber("The arm has no row '\(outcome)' at baseline in the same population.")
        }
        let reading = try MeanReading(start, total: start.n.map(Double.init) ?? total, medians: rules.medians)
        guard let r = row.correlation ?? rules.correlation else {
            throw MissingNumber(
                "The correlation of baseline and final values was not printed; 'correlation' in the plan assumes one.")
        }
        let step: AppliedDerivation
        do throws(DerivationError) {
            step = try AppliedDerivation(
                "change-sd",
                DerivationInputs([
                    "sd_baseline": reading.standardDeviation, "sd_final": deviation, "correlation": r,
                ]))
        } catch {
            throw MissingNumber("\(error.reason).")
        }
        var change = final
        change.reported.mean = mean - reading.mean
        change.reported.standardDeviation = step.value("standard deviation of the change")
        change.usesMedian = final.usesMedian || reading.usesMedian
        for baselineStep in reading.steps { change.add(baselineStep) }
        change.add(step)
        let source = row.correlation == nil ? "assumed by the plan" : "as printed"
        change.notes.append("Change = final minus baseline; correlation \(Decimals.text(r)) \(source).")
        return change
    }

    private func baseline(of row: OutcomeRow) -> OutcomeRow? {
        dataset.rows(of: row.arm).first {
            $0.outcome == outcome && $0.population == row.population && !$0.isComparison && $0.key != row.key
                && ($0.timepointMonths ?? 0) <= 0
        }
    }
}
