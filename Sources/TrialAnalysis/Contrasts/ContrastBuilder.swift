import TrialEvidence
import TrialResults
import TrialStatistics

/// The one bridge from evidence to statistics: rows of a dataset become effect sizes.
///
/// Rows are chosen by `RowSelection`, read by a `GroupReader`, formed into comparisons by the multi-arm rule and turned
/// into estimates by the effect measure. Every row that does not arrive is named with its reason.
public struct ContrastBuilder {
    let dataset: Dataset
    let outcome: String
    let measure: AnyEffectMeasure
    let rules: RowRules
    let options: EffectOptions
    private var excluded: [ExcludedRow] = []
    private var drafts: [Draft] = []
    private var warnings: [MethodWarning] = []

    /// A comparison or single group before its effect is computed.
    private struct Draft {
        let study: Study
        let rows: [SelectedRow]
        let arms: String
        let treatment: GroupNumbers?
        let control: GroupNumbers?
        /// The effect, where it does not come from the measure's columns.
        let published: EffectEstimate?
        let notes: [String]
        /// How many participants the whole study has, and whether its control serves several rows.
        let participants: Double
        let sharesControl: Bool
    }

    /// Creates a builder for one question.
    public init(
        dataset: Dataset, outcome: String, measure: AnyEffectMeasure, rules: RowRules, options: EffectOptions = .init()
    ) {
        self.dataset = dataset
        self.outcome = outcome
        self.measure = measure
        self.rules = rules
        self.options = options
    }

    /// The effect sizes of the question.
    ///
    /// - Throws: `AnalysisError` where the dataset does not have the outcome at all, or the measure cannot serve.
    public mutating func build() throws(AnalysisError) -> ContrastSet {
        guard dataset.outcomeNames.contains(outcome) else {
            let hint = NearestName.among(dataset.outcomeNames, to: outcome).map { "; did you mean '\($0)'?" } ?? ""
            throw AnalysisError(.unknownName, "the dataset \(dataset.name) has no outcome '\(outcome)'\(hint)")
        }
        for name in rules.exclude.map(\.study) + rules.assume.map(\.study) where dataset.study(name) == nil {
            let hint = NearestName.among(dataset.studies.map(\.id), to: name).map { "; did you mean '\($0)'?" } ?? ""
            throw AnalysisError(.unknownName, "the dataset \(dataset.name) has no study '\(name)'\(hint)")
        }
        guard let reader = GroupReaders.reader(for: measure) else {
            throw AnalysisError(
                .failedAnalysis,
                "the measure \(measure.code) cannot be formed from a dataset's rows; use the batch program")
        }
        let isSingle = !measure.columns.contains { $0.hasSuffix("2") }
        guard isSingle == (rules.arms != .controlled) else {
            let advice = isSingle ? "set 'arms' to treatment or control" : "set 'arms' to controlled"
            throw AnalysisError(
                .invalidPlan, "\(measure.code) is a measure of \(isSingle ? "one group" : "two groups"): \(advice)")
        }
        var selection = RowSelection(dataset: dataset, outcome: outcome, rules: rules)
        let studies = selection.select()
        excluded = selection.excluded
        for study in studies {
            let notes = selection.notes[study.study.id] ?? []
            isSingle ? addSingle(study, reader, notes) : addComparisons(study, reader, notes)
        }
        return try finish()
    }

    // MARK: - Groups

    private mutating func read(_ row: SelectedRow, _ reader: any GroupReader) -> GroupNumbers? {
        let assumed =
            row.row.n == nil ? rules.assume.first { $0.study == row.row.studyID && $0.arm == row.row.armID } : nil
        switch reader.read(row.row, total: row.row.n.map(Double.init) ?? assumed?.n) {
        case .failure(let missing):
            excluded.append(row.excluded("missing-number", missing.reason))
            return nil
        case .success(var numbers):
            if let assumed {
                numbers.notes.append("n = \(Decimals.text(assumed.n)) assumed for \(row.row.armID): \(assumed.reason)")
            }
            numbers.trails = [trail(row, derivation: numbers.notes)]
            return numbers
        }
    }

    private func trail(_ row: SelectedRow, derivation: [String]) -> SourceTrail {
        let cells = row.row.filledCells.map(\.rawValue).sorted().joined(separator: ", ")
        return SourceTrail(
            place: row.place, quantity: "\(cells) of \(row.arm.label.isEmpty ? row.row.armID : row.arm.label)",
            location: row.row.provenance.location, document: dataset.citation(of: row.row),
            confidence: row.row.provenance.confidence.rawValue,
            derivation: derivation.isEmpty ? nil : derivation.joined(separator: " "))
    }

    private typealias ReadRow = (row: SelectedRow, numbers: GroupNumbers)

    private mutating func readAll(_ rows: [SelectedRow], _ reader: any GroupReader) -> [ReadRow] {
        rows.compactMap { row in read(row, reader).map { (row, $0) } }
    }

    private mutating func combine(_ groups: [ReadRow]) -> GroupNumbers? {
        guard var whole = groups.first?.numbers else { return nil }
        for (row, numbers) in groups.dropFirst() {
            guard let next = whole.combined(with: numbers) else {
                excluded.append(
                    row.excluded("cannot-combine", "Means with intervals only cannot be combined into one group."))
                continue
            }
            whole = next
        }
        return whole
    }

    private mutating func addSingle(_ study: StudyRows, _ reader: any GroupReader, _ notes: [String]) {
        let groups = readAll(study.groups, reader)
        guard let whole = combine(groups) else { return }
        addDraft(study, groups.map(\.row), treatment: whole, control: nil, notes: notes)
    }

    private mutating func addDraft(
        _ study: StudyRows, _ rows: [SelectedRow], treatment: GroupNumbers?, control: GroupNumbers?, notes: [String],
        participants: Double = 0, sharesControl: Bool = false
    ) {
        drafts.append(
            Draft(
                study: study.study, rows: rows, arms: rows.map(armWords).joined(separator: " + "), treatment: treatment,
                control: control, published: nil, notes: notes + (treatment?.notes ?? []) + (control?.notes ?? []),
                participants: participants, sharesControl: sharesControl))
    }

    private func armWords(_ row: SelectedRow) -> String {
        row.arm.route == .notStated ? row.arm.id : row.arm.route.rawValue
    }

    // MARK: - Comparisons

    private mutating func addComparisons(_ study: StudyRows, _ reader: any GroupReader, _ notes: [String]) {
        let treatments = readAll(study.groups(.treatment), reader)
        let controls = readAll(study.groups(.control), reader)
        if treatments.isEmpty || controls.isEmpty {
            for (row, _) in treatments + controls {
                let missing = treatments.isEmpty ? "treatment" : "control"
                excluded.append(
                    row.excluded("no-\(missing)", "The study reports no \(missing) group for this outcome."))
            }
            addPublished(study, notes)
            return
        }
        for row in study.comparisons {
            excluded.append(
                row.excluded("arms-used", "The arms' own numbers are used in place of the published comparison."))
        }
        guard let control = combine(controls) else { return }
        if treatments.contains(where: { $0.row.arm.period == .pooled }) { warnPooledCycles(study.study) }
        if treatments.count == 1 || rules.multiArm == .combine {
            if let whole = combine(treatments) {
                addDraft(study, treatments.map(\.row), treatment: whole, control: control, notes: notes)
            }
            return
        }
        let participants = treatments.reduce(control.total ?? 0) { $0 + ($1.numbers.total ?? 0) }
        let isSplit = rules.multiArm == .splitControl
        for (row, numbers) in treatments {
            addDraft(
                study, [row], treatment: numbers, control: isSplit ? control.share(of: treatments.count) : control,
                notes: notes, participants: participants, sharesControl: !isSplit)
        }
    }

    private mutating func warnPooledCycles(_ study: Study) {
        warnings.append(
            MethodWarning(
                code: "pooled-cycles",
                message:
                    "\(study.id) pools both cycles of a crossover trial: participants repeat and carry-over is possible."
            ))
    }

    private mutating func addPublished(_ study: StudyRows, _ notes: [String]) {
        for row in study.comparisons {
            do {
                let published = try PublishedComparison(row.row, measure: measure)
                var groups = GroupNumbers()
                groups.trails = [trail(row, derivation: published.notes)]
                drafts.append(
                    Draft(
                        study: study.study, rows: [row], arms: armWords(row), treatment: groups, control: nil,
                        published: published.effect, notes: notes + published.notes, participants: 0,
                        sharesControl: false))
            } catch {
                excluded.append(row.excluded("missing-number", error.reason))
            }
        }
    }

    // MARK: - Effects

    private mutating func finish() throws(AnalysisError) -> ContrastSet {
        let effects = try computeEffects()
        var set = ContrastSet(contrasts: [], excluded: [], covariances: [], warnings: [])
        var positions: [Int: Int] = [:]
        let repeated = Set(Dictionary(grouping: drafts, by: \.study.id).filter { $0.value.count > 1 }.keys)
        for (index, draft) in drafts.enumerated() {
            switch effects[index] {
            case .failure(let exclusion):
                for row in draft.rows { excluded.append(row.excluded(exclusion.code, exclusion.reason)) }
            case .success(let effect):
                positions[index] = set.contrasts.count
                set.contrasts.append(contrast(draft, effect, isRepeated: repeated.contains(draft.study.id)))
            }
        }
        for first in drafts.indices {
            for second in drafts.indices where second > first {
                guard let a = positions[first], let b = positions[second],
                    drafts[first].sharesControl, drafts[first].study.id == drafts[second].study.id
                else { continue }
                set.covariances.append(
                    SharedCovariance(
                        first: a, second: b, value: try covariance(first, second, set.contrasts[a], set.contrasts[b])))
            }
        }
        set.excluded = excluded
        set.warnings = warnings
        return set
    }

    private func computeEffects() throws(AnalysisError) -> [Result<EffectEstimate, EffectExclusion>] {
        var effects = [Result<EffectEstimate, EffectExclusion>](
            repeating: .failure(EffectExclusion(code: "missing-number", reason: "No number was read.")),
            count: drafts.count)
        var tabular: [Int] = []
        for (index, draft) in drafts.enumerated() {
            if let published = draft.published {
                effects[index] = .success(published)
            } else if let treatment = draft.treatment?.logMean, let control = draft.control?.logMean {
                effects[index] = .success(
                    EffectEstimate(
                        estimate: treatment.estimate - control.estimate, variance: treatment.variance + control.variance
                    ))
            } else if draft.treatment?.logMean != nil || draft.control?.logMean != nil {
                effects[index] = .failure(
                    EffectExclusion(
                        code: "mixed-numbers",
                        reason: "One group prints counts, the other only a mean with its interval."))
            } else {
                tabular.append(index)
            }
        }
        guard !tabular.isEmpty else { return effects }
        var columns: [String: [Double?]] = [:]
        for name in measure.columns {
            columns[name] = tabular.map { index in
                (name.hasSuffix("2") ? drafts[index].control : drafts[index].treatment)?.column(name)
            }
        }
        do {
            for (index, effect) in zip(tabular, try measure.effects(columns: columns, options: options)) {
                effects[index] = effect
            }
        } catch {
            throw AnalysisError(.failedAnalysis, "\(measure.code): \(error)")
        }
        return effects
    }

    private func covariance(_ first: Int, _ second: Int, _ a: Contrast, _ b: Contrast) throws(AnalysisError) -> Double {
        guard let control = drafts[first].control,
            let value = SharedControl.covariance(
                measure: measure.code, control: control, estimates: (a.effect.estimate, b.effect.estimate),
                participants: drafts[first].participants)
        else {
            throw AnalysisError(
                .failedAnalysis,
                "\(a.study): the covariance of two \(measure.code) estimates with a shared control is not available here; set 'multi-arm' to combine or split-control"
            )
        }
        return value
    }

    private func contrast(_ draft: Draft, _ effect: EffectEstimate, isRepeated: Bool) -> Contrast {
        let study = draft.study
        var groups: [GroupResult] = []
        if draft.published == nil {
            if let treatment = draft.treatment { groups.append(treatment.result(label: draft.arms)) }
            if let control = draft.control { groups.append(control.result(label: "Control")) }
        }
        return Contrast(
            study: study.id, label: isRepeated ? "\(study.label) (\(draft.arms))" : study.label, year: study.year,
            groups: groups,
            effect: effect, properties: StudyProperty.all(study: study, rows: draft.rows, dataset: dataset),
            quantities: ModeratorProperty.all(study: study, rows: draft.rows),
            sources: (draft.treatment?.trails ?? []) + (draft.control?.trails ?? []), notes: draft.notes)
    }
}
