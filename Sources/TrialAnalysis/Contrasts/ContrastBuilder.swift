import TrialEvidence
import TrialForensics
import TrialResults
import TrialStatistics

/// The one bridge from evidence to statistics: rows of a dataset become effect sizes.
///
/// Rows are chosen by `RowSelection`, read by a `GroupReader`, formed into comparisons by the multi-arm rule and turned
/// into estimates by the effect measure. Every row that does not arrive is named with its reason.
public struct ContrastBuilder {
    let dataset: IndexedDataset
    let outcome: String
    let measure: AnyEffectMeasure
    let rules: RowRules
    let options: EffectOptions
    var excluded: [ExcludedRow] = []
    var drafts: [ContrastDraft] = []
    var warnings: [MethodWarning] = []
    private var shared = SharedDeviation()

    /// Creates a builder for one question.
    public init(
        dataset: Dataset, outcome: String, measure: AnyEffectMeasure, rules: RowRules, options: EffectOptions = .init()
    ) {
        self.init(IndexedDataset(dataset), outcome: outcome, measure: measure, rules: rules, options: options)
    }

    /// Creates a builder for one question to a dataset of which more is asked.
    init(
        _ dataset: IndexedDataset, outcome: String, measure: AnyEffectMeasure, rules: RowRules,
        options: EffectOptions = .init()
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
        try checkNames()
        let reader = try reader()
        let isSingle = try isSingle()
        var selection = RowSelection(
            dataset: dataset, outcome: outcome, rules: rules,
            pairing: isSingle ? nil : PairedReader(measure: measure, rules: rules, options: options))
        let studies = selection.select()
        excluded = selection.excluded
        if let warning = selection.warning { warnings.append(warning) }
        for study in studies {
            let notes = selection.notes[study.study.id] ?? []
            if let paired = study.paired {
                addPaired(study, paired, notes)
            } else if isSingle, let reader {
                addSingle(study, reader, notes)
            } else {
                addComparisons(study, reader, notes)
            }
        }
        warnDerived()
        return try finish()
    }

    /// Refuses names that the dataset does not have.
    func checkNames() throws(AnalysisError) {
        guard dataset.outcomeNames.contains(outcome) else {
            let hint = NearestName.among(dataset.outcomeNames, to: outcome).map { "; did you mean '\($0)'?" } ?? ""
            throw AnalysisError(.unknownName, "the dataset \(dataset.name) has no outcome '\(outcome)'\(hint)")
        }
        if let name = rules.baseline, !dataset.outcomeNames.contains(name) {
            let hint = NearestName.among(dataset.outcomeNames, to: name).map { "; did you mean '\($0)'?" } ?? ""
            throw AnalysisError(.unknownName, "the dataset \(dataset.name) has no outcome '\(name)'\(hint)")
        }
        for name in rules.exclude.map(\.study) + rules.assume.map(\.study) where dataset.study(name) == nil {
            let hint = NearestName.among(dataset.studies.map(\.id), to: name).map { "; did you mean '\($0)'?" } ?? ""
            throw AnalysisError(.unknownName, "the dataset \(dataset.name) has no study '\(name)'\(hint)")
        }
    }

    /// What reads the groups; nil where only pairs or published comparisons can give the measure.
    func reader() throws(AnalysisError) -> (any GroupReader)? {
        if let reader = GroupReaders(rules).reader(for: measure) { return reader }
        if measure.descriptor.groups == .pairs {
            guard rules.crossover == .paired else {
                throw AnalysisError(
                    .invalidPlan, "\(measure.code) compares participants with themselves: set 'crossover' to paired")
            }
            return nil
        }
        guard PublishedComparison.serves(measure) else {
            throw AnalysisError(
                .failedAnalysis,
                "the measure \(measure.code) cannot be formed from a dataset's rows; use the batch program")
        }
        return nil
    }

    func isSingle() throws(AnalysisError) -> Bool {
        let comparesGroups = measure.descriptor.comparesGroups
        guard comparesGroups == (rules.arms == .controlled) else {
            let advice = comparesGroups ? "set 'arms' to controlled" : "set 'arms' to treatment or control"
            throw AnalysisError(
                .invalidPlan,
                "\(measure.code) is a measure of \(comparesGroups ? "two groups" : "one group"): \(advice)")
        }
        return !comparesGroups
    }

    // MARK: - Groups

    private mutating func read(_ row: SelectedRow, _ reader: any GroupReader) -> GroupNumbers? {
        let assumed =
            row.row.n == nil ? rules.assume.first { $0.study == row.row.studyID && $0.arm == row.row.armID } : nil
        do throws(MissingNumber) {
            let (filled, step) = shared.lending(to: row.row)
            var numbers = try reader.read(filled, total: filled.n.map(Double.init) ?? assumed?.n)
            if let step { numbers.add(step) }
            if let outcome = rules.baseline {
                numbers = try BaselineChange(dataset: dataset, outcome: outcome, rules: rules).numbers(
                    row.row, final: numbers)
            }
            if let assumed {
                numbers.notes.append("n = \(Decimals.text(assumed.n)) assumed for \(row.row.armID): \(assumed.reason)")
            }
            numbers.notes += recordedNotes(row.row)
            numbers.trails = [trail(row, derivation: recordedNotes(row.row) + numbers.derivations)]
            return numbers
        } catch {
            excluded.append(row.excluded("missing-number", error.reason))
            return nil
        }
    }

    /// What the dataset says of derived cells.
    func recordedNotes(_ row: OutcomeRow) -> [String] {
        DerivationAudit.verdicts(on: row).map(\.note)
    }

    func trail(_ row: SelectedRow, derivation: [String]) -> SourceTrail {
        let cells = row.row.filledCells.map(\.rawValue).sorted().joined(separator: ", ")
        return SourceTrail(
            place: row.place, quantity: "\(cells) of \(row.arm.label.isEmpty ? row.row.armID : row.arm.label)",
            location: row.row.provenance.location, document: dataset.citation(of: row.row),
            confidence: row.row.provenance.confidence.rawValue,
            derivation: derivation.isEmpty ? nil : derivation.joined(separator: " "))
    }

    typealias ReadRow = (row: SelectedRow, numbers: GroupNumbers)

    mutating func readAll(_ rows: [SelectedRow], _ reader: any GroupReader) -> [ReadRow] {
        rows.compactMap { row in read(row, reader).map { (row, $0) } }
    }

    /// Prepares to lend the groups of a study the deviation that their printed comparison implies.
    mutating func lendDeviation(_ study: StudyRows, _ reader: any GroupReader) {
        shared = SharedDeviation(study, reader, measure: measure)
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
        addDraft(study, groups.map(\.row), groups: (whole, nil), notes: notes)
    }

    private mutating func addDraft(
        _ study: StudyRows, _ rows: [SelectedRow], groups: (treatment: GroupNumbers, control: GroupNumbers?),
        notes: [String], sharing participants: Double? = nil
    ) {
        drafts.append(
            ContrastDraft(
                study: study.study, rows: rows, arms: rows.map(armWords).joined(separator: " + "),
                numbers: .groups(groups.treatment, control: groups.control),
                sources: groups.treatment.trails + (groups.control?.trails ?? []),
                notes: notes + groups.treatment.notes + (groups.control?.notes ?? []), part: study.part,
                participants: participants ?? 0, sharesControl: participants != nil))
    }

    private func armWords(_ row: SelectedRow) -> String {
        if row.arm.route != .notStated { return row.arm.route.rawValue }
        return row.arm.label.isEmpty ? row.arm.id : row.arm.label
    }

    // MARK: - Comparisons

    private mutating func addComparisons(_ study: StudyRows, _ reader: (any GroupReader)?, _ notes: [String]) {
        guard let reader else {
            for row in study.groups {
                excluded.append(
                    row.excluded(
                        "missing-number",
                        "\(IndefiniteArticle.opening(measure.name)) is not read from single groups."))
            }
            return addPublished(study, notes)
        }
        lendDeviation(study, reader)
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
        let first = drafts.count
        defer { for index in first..<drafts.count { drafts[index].controls = controls.map(\.row) } }
        if treatments.count == 1 || rules.multiArm == .combine {
            if let whole = combine(treatments) {
                addDraft(study, treatments.map(\.row), groups: (whole, control), notes: notes)
            }
            return
        }
        let participants = treatments.reduce(control.reported.total ?? 0) { $0 + ($1.numbers.reported.total ?? 0) }
        let isSplit = rules.multiArm == .splitControl
        for (row, numbers) in treatments {
            addDraft(
                study, [row], groups: (numbers, isSplit ? control.share(of: treatments.count) : control),
                notes: notes, sharing: isSplit ? nil : participants)
        }
    }

    mutating func warnPooledCycles(_ study: Study) {
        warnings.append(
            MethodWarning(
                code: "pooled-cycles",
                message:
                    "\(study.id) pools both cycles of a crossover trial: participants repeat and carry-over is possible."
            ))
    }

    private mutating func addPaired(_ study: StudyRows, _ paired: PairedContrast, _ notes: [String]) {
        if let r = paired.assumedCorrelation {
            warnings.append(
                MethodWarning(
                    code: "assumed-correlation",
                    message:
                        "\(study.study.id) does not print its within-person correlation; the plan assumes \(Decimals.text(r)). Show other values as sensitivity analyses."
                ))
        }
        drafts.append(
            ContrastDraft(
                study: study.study, rows: study.rows, arms: study.rows.map(armWords).joined(separator: " : "),
                numbers: .ready(paired.effect, paired.summary),
                sources: study.rows.map { trail($0, derivation: recordedNotes($0.row) + paired.derivations) },
                notes: notes + paired.notes, part: study.part))
    }

    /// Says once which studies enter by way of medians.
    private mutating func warnDerived() {
        warnMedians(drafts.filter { $0.groups.contains(where: \.usesMedian) }.map(\.study.id))
    }

    /// Says which studies enter by way of medians; nothing where none does.
    mutating func warnMedians(_ studies: [String]) {
        guard !studies.isEmpty else { return }
        let names = studies.once
        warnings.append(
            MethodWarning(
                code: "medians-converted",
                message:
                    "Means and standard deviations of \(names.joined(separator: ", ")) are derived from medians; 'medians: exclude' shows the answer without."
            ))
    }

    private mutating func addPublished(_ study: StudyRows, _ notes: [String]) {
        for row in study.comparisons {
            do {
                let published = try PublishedComparison(row.row, measure: measure, in: dataset)
                drafts.append(
                    ContrastDraft(
                        study: study.study, rows: [row], arms: armWords(row), numbers: .ready(published.effect, nil),
                        sources: [trail(row, derivation: recordedNotes(row.row) + published.derivations)],
                        notes: notes + published.notes, part: study.part))
            } catch {
                excluded.append(row.excluded("missing-number", error.reason))
            }
        }
    }
}
