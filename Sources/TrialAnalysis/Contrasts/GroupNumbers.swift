import Glibc
import TrialForensics
import TrialResults
import TrialStatistics

/// The numbers of one group of participants as read from its row, with where they come from.
struct GroupNumbers {
    /// The numbers that a measure takes.
    var reported = ReportedGroup()
    /// The logarithm of a mean count with its variance, where only the mean and its interval were printed.
    var logMean: EffectEstimate?
    var trails: [SourceTrail] = []
    var notes: [String] = []
    /// Whether the mean or its spread comes from a median.
    var usesMedian = false
    /// What was derived, in full: values, formula, inputs, reference.
    var derivations: [String] = []

    /// Records a rule that was needed.
    mutating func add(_ step: AppliedDerivation) {
        notes.append(step.note)
        derivations.append(step.sentence)
    }

    func result(label: String) -> GroupResult {
        GroupResult(
            label: label, total: reported.total, events: reported.events,
            mean: reported.mean ?? logMean.map { exp($0.estimate) }, standardDeviation: reported.standardDeviation,
            personYears: reported.personTime)
    }

    /// The group split into `parts` equal shares, as the Cochrane Handbook 6.4, section 23.3.4, splits a shared control.
    func share(of parts: Int) -> GroupNumbers {
        var share = self
        let m = Double(parts)
        share.reported.total = reported.total.map { $0 / m }
        share.reported.events = reported.events.map { $0 / m }
        share.reported.personTime = reported.personTime.map { $0 / m }
        share.logMean = logMean.map { EffectEstimate(estimate: $0.estimate, variance: $0.variance * m) }
        share.notes.append("One of \(parts) equal shares of the control group.")
        return share
    }

    /// Two groups as one: counts add; means and standard deviations by the Cochrane Handbook 6.4, section 6.5.2.10.
    func combined(with other: GroupNumbers) -> GroupNumbers? {
        guard (logMean == nil) == (other.logMean == nil), logMean == nil else { return nil }
        var whole = GroupNumbers()
        whole.reported = reported.combined(with: other.reported)
        whole.trails = trails + other.trails
        whole.notes = notes + other.notes
        whole.derivations = derivations + other.derivations
        whole.usesMedian = usesMedian || other.usesMedian
        return whole
    }
}

extension ReportedGroup {
    fileprivate func combined(with other: ReportedGroup) -> ReportedGroup {
        func sum(_ a: Double?, _ b: Double?) -> Double? { a.flatMap { x in b.map { x + $0 } } }
        var whole = ReportedGroup(
            total: sum(total, other.total), events: sum(events, other.events),
            personTime: sum(personTime, other.personTime))
        guard let n1 = total, let n2 = other.total, let m1 = mean, let m2 = other.mean else { return whole }
        whole.mean = (n1 * m1 + n2 * m2) / (n1 + n2)
        if let s1 = standardDeviation, let s2 = other.standardDeviation {
            let between = n1 * n2 / (n1 + n2) * (m1 - m2) * (m1 - m2)
            whole.standardDeviation =
                (((n1 - 1) * s1 * s1 + (n2 - 1) * s2 * s2 + between) / (n1 + n2 - 1)).squareRoot()
        }
        return whole
    }
}
