import TrialEvidence
import TrialForensics
import TrialStatistics

/// What a study says of the same participants under treatment and control.
struct PairedContrast {
    /// Estimate and sampling variance on the scale of the measure.
    let effect: EffectEstimate
    /// What the measure took.
    let summary: AnyStudySummary
    /// Participants, each counted once.
    let pairs: Double
    /// What a reader must know.
    var notes: [String]
    /// What was derived, in full.
    var derivations: [String]
    /// The correlation that the plan assumed, where it did.
    var assumedCorrelation: Double?
}

/// Turns rows about the same participants under treatment and control into one estimate.
///
/// A row that prints the differences within persons goes first, then the two periods' own rows with their correlation:
/// the printed one, else the plan's. There is no correlation by default.
struct PairedReader {
    let measure: AnyEffectMeasure
    let rules: RowRules
    let options: EffectOptions

    /// Whether a row is about the same participants under both treatments.
    static func isPaired(_ row: SelectedRow) -> Bool {
        row.row.statistic.isPaired || (row.arm.period == .withinPerson && !row.row.isComparison)
    }

    /// Whether a row holds a kind of number that the measure can use.
    func serves(_ row: SelectedRow) -> Bool {
        guard row.row.statistic.isPaired else { return true }
        switch measure.descriptor.pairedForm {
        case .means: return row.row.statistic != .pairedTable
        case .table: return row.row.statistic == .pairedTable
        case nil: return false
        }
    }

    /// The estimate of one study.
    ///
    /// - Throws: `MissingNumber` with one sentence on what the rows lack.
    func read(_ rows: [SelectedRow]) throws(MissingNumber) -> PairedContrast {
        guard let form = measure.descriptor.pairedForm else {
            throw MissingNumber("There is no paired form of the \(measure.name).")
        }
        let comparisons = rows.filter(\.row.statistic.isPaired)
        guard comparisons.count <= 1 else {
            throw MissingNumber("Several comparisons within the same participants: leave all but one out.")
        }
        let arms = try Self.arms(rows, isNeeded: comparisons.isEmpty)
        switch form {
        case .table(let form): return try table(comparisons.first, arms, form)
        case .means(let form):
            if let comparison = comparisons.first { return try differences(comparison, arms, form) }
            return try means(arms, form)
        }
    }

    private typealias Arms = (treatment: OutcomeRow, control: OutcomeRow)

    private static func arms(_ rows: [SelectedRow], isNeeded: Bool) throws(MissingNumber) -> Arms? {
        let single = rows.filter { !$0.row.isComparison }
        let treatments = single.filter { $0.arm.role == .treatment }
        let controls = single.filter { $0.arm.role == .control }
        if treatments.count == 1, controls.count == 1 { return (treatments[0].row, controls[0].row) }
        guard isNeeded else { return nil }
        throw MissingNumber(
            "A within-person comparison needs one row of the treatment's period and one of the control's; there are \(treatments.count) and \(controls.count)."
        )
    }

    // MARK: - Correlation

    private struct Correlation {
        let value: Double
        let note: String
        var isAssumed = false

        /// The value, where the plan assumes it.
        var assumed: Double? { isAssumed ? value : nil }
    }

    private func correlation(_ rows: [OutcomeRow]) throws(MissingNumber) -> Correlation {
        let printed = Set(rows.compactMap(\.correlation))
        guard printed.count <= 1 else { throw MissingNumber("The rows print different within-person correlations.") }
        if let r = printed.first {
            return Correlation(value: r, note: "Within-person correlation \(Decimals.text(r)) as printed.")
        }
        guard let r = rules.correlation else {
            throw MissingNumber(
                "Both periods of the same participants: pooling needs the within-person correlation, which was not printed; 'correlation' in the plan assumes one."
            )
        }
        return Correlation(
            value: r, note: "Within-person correlation \(Decimals.text(r)) assumed by the plan.", isAssumed: true)
    }

    // MARK: - Means

    private func differences(
        _ comparison: SelectedRow, _ arms: Arms?, _ form: PairedMeansForm
    ) throws(MissingNumber) -> PairedContrast {
        guard form.least != .bothMeans else {
            throw MissingNumber(
                "A difference within persons does not give \(IndefiniteArticle.with(measure.name)).")
        }
        let reading = try PairedReading(comparison.row)
        var steps = reading.steps
        let sign: Double = comparison.arm.role == .control ? -1 : 1
        // Two measurements whose difference has this spread: of the differences themselves, or of single measurements.
        var (first, second) = (reading.standardDeviation, 0.0)
        var known: Correlation?
        if form.least == .differenceAndSpread {
            let r = try correlation([comparison.row] + (arms.map { [$0.treatment, $0.control] } ?? []))
            let single = try applied(
                "single-sd-from-paired-sd",
                DerivationInputs(["sd_difference": reading.standardDeviation, "correlation": r.value]))
            (first, second) = (single.value("standard deviation"), single.value("standard deviation"))
            steps.append(single)
            known = r
        }
        let means = PairedMeans(
            MeanGroup(mean: sign * reading.difference, standardDeviation: first, total: reading.pairs),
            MeanGroup(mean: 0, standardDeviation: second, total: reading.pairs), correlation: known?.value ?? 0)
        return try contrast(means, form, known, steps)
    }

    private func means(_ arms: Arms?, _ form: PairedMeansForm) throws(MissingNumber) -> PairedContrast {
        guard let (treatment, control) = arms else { throw MissingNumber("No period has a row of its own.") }
        guard let n = treatment.n, n == control.n else {
            throw MissingNumber("Both periods must print the same number of persons.")
        }
        let first = try MeanReading(treatment, total: Double(n), medians: rules.medians)
        let second = try MeanReading(control, total: Double(n), medians: rules.medians)
        let r = try correlation([treatment, control])
        var steps = first.steps + second.steps
        steps.append(
            try applied(
                "paired-sd",
                DerivationInputs([
                    "sd": first.standardDeviation, "sd_comparator": second.standardDeviation, "correlation": r.value,
                ])))
        let means = PairedMeans(
            MeanGroup(mean: first.mean, standardDeviation: first.standardDeviation, total: first.total),
            MeanGroup(mean: second.mean, standardDeviation: second.standardDeviation, total: first.total),
            correlation: r.value)
        return try contrast(means, form, r, steps)
    }

    private func contrast(
        _ means: PairedMeans, _ form: PairedMeansForm, _ correlation: Correlation?, _ steps: [AppliedDerivation]
    ) throws(MissingNumber) -> PairedContrast {
        let summary = try taken { () throws(EffectExclusion) in try form.summary(of: means) }
        return PairedContrast(
            effect: try effect(form.measure, summary), summary: AnyStudySummary(summary), pairs: means.total,
            notes: [pairedNote(means.total)] + (correlation.map { [$0.note] } ?? []) + steps.map(\.note),
            derivations: steps.map(\.sentence), assumedCorrelation: correlation?.assumed)
    }

    // MARK: - Tables

    private func table(
        _ comparison: SelectedRow?, _ arms: Arms?, _ form: PairedTableForm
    ) throws(MissingNumber) -> PairedContrast {
        var table: PairedBinary
        var known: Correlation?
        if let comparison {
            table = try PairedTableReading(comparison.row).table
            if comparison.arm.role == .control { swap(&table.firstOnly, &table.secondOnly) }
        } else {
            guard let (treatment, control) = arms else { throw MissingNumber("No period has a row of its own.") }
            let r = try correlation([treatment, control])
            table = try PairedTableReading(treatment, control, correlation: r.value).table
            known = r
        }
        let pairs = table.total
        let possible = PairedBinary(
            bothPositive: max(0, table.bothPositive), firstOnly: max(0, table.firstOnly),
            secondOnly: max(0, table.secondOnly), bothNegative: max(0, table.bothNegative))
        let summary = try taken { () throws(EffectExclusion) in try form.summary(of: possible) }
        let notes = known.map { [$0.note] } ?? []
        return PairedContrast(
            effect: try effect(form.measure, summary), summary: AnyStudySummary(summary), pairs: pairs,
            notes: [pairedNote(pairs)] + notes, derivations: notes, assumedCorrelation: known?.assumed)
    }

    // MARK: - Helpers

    private func pairedNote(_ pairs: Double) -> String {
        "Within the same participants (\(Decimals.text(pairs)) pairs); no carry-over is assumed."
    }

    private func applied(_ rule: String, _ inputs: DerivationInputs) throws(MissingNumber) -> AppliedDerivation {
        do { return try AppliedDerivation(rule, inputs) } catch { throw MissingNumber("\(error.reason).") }
    }

    private func taken(
        _ summary: () throws(EffectExclusion) -> any StudySummary
    ) throws(MissingNumber) -> any StudySummary {
        do { return try summary() } catch { throw MissingNumber("\(error.reason).") }
    }

    private func effect(
        _ measure: AnyEffectMeasure, _ summary: any StudySummary
    ) throws(MissingNumber) -> EffectEstimate {
        let own = EffectOptions(zeroCells: options.zeroCells, biasCorrection: options.biasCorrection)
        let answer: Result<EffectEstimate, EffectExclusion>
        do { answer = try measure.effects(of: [summary], options: own)[0] } catch {
            throw MissingNumber("\(error.message).")
        }
        switch answer {
        case .success(let effect) where effect.variance > 0: return effect
        case .success: throw MissingNumber("The paired numbers give no sampling variance.")
        case .failure(let exclusion): throw MissingNumber("\(exclusion.reason).")
        }
    }
}
