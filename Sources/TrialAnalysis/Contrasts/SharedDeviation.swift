import TrialEvidence
import TrialForensics
import TrialStatistics

/// Lends two groups without any measure of spread the standard deviation that their printed comparison implies.
struct SharedDeviation {
    private let steps: [ArmKey: AppliedDerivation]

    /// Nothing to lend.
    init() { steps = [:] }

    /// Looks for one treatment and one control row with means, and a comparison of the two with a test or limits.
    ///
    /// - Parameters:
    ///   - study: The rows of the study.
    ///   - reader: What reads the groups; only means need a spread.
    ///   - measure: A mean difference with limits is used as it is printed, not by way of the groups.
    init(_ study: StudyRows, _ reader: any GroupReader, measure: AnyEffectMeasure) {
        let (treatments, controls) = (study.groups(.treatment), study.groups(.control))
        guard reader is MeanReader, treatments.count == 1, controls.count == 1 else {
            steps = [:]
            return
        }
        let pair = [treatments[0].row, controls[0].row]
        let lacks = pair.allSatisfy { row in
            row.mean != nil && (try? reader.read(row, total: row.n.map(Double.init))) == nil
        }
        let isOwn = measure.descriptor.publishedForms.contains(.meanDifference)
        let comparison = study.comparisons.first {
            $0.row.arm == pair[0].arm && $0.row.comparator == pair[1].arm
                && !(isOwn && $0.row.statistic == .differenceCI)
        }
        guard lacks, let comparison,
            let reading = try? SharedDeviationReading(pair[0], pair[1], comparison: comparison.row)
        else {
            steps = [:]
            return
        }
        steps = [pair[0].arm: reading.step, pair[1].arm: reading.step]
    }

    /// The row with the standard deviation, and how it was derived; the row as it is where nothing is lent.
    func lending(to row: OutcomeRow) -> (row: OutcomeRow, step: AppliedDerivation?) {
        guard let step = steps[row.arm], row.sd == nil else { return (row, nil) }
        var filled = row
        filled.sd = step.value("standard deviation")
        return (filled, step)
    }
}
