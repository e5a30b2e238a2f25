import TrialEvidence
import TrialForensics
import TrialResults
import TrialStatistics

/// One arm of a study with its numbers, for questions that take every arm by itself.
public struct ReadArm: Sendable, Encodable, Equatable {
    /// The study's id.
    public var study: String
    /// What the study is called, with the part that the rows are about.
    public var studyName: String
    /// Year of publication.
    public var year: Int?
    /// The part of the study; empty for the whole.
    public var part: String
    /// The arm's id.
    public var arm: String
    /// What the arm is called.
    public var label: String
    /// What it is there for.
    public var role: ArmRole
    /// What it received, where it is compared with.
    public var comparatorClass: ComparatorClass
    /// Its numbers.
    public var numbers: ReportedGroup
    /// Its properties, and those of its study.
    public var properties: [String: String]
    /// Its quantities, and those of its study.
    public var quantities: [String: Double]
    /// Months from the start of treatment to the result.
    public var months: Double?
    /// Where each number comes from.
    public var sources: [SourceTrail]
    /// What a reader must know.
    public var notes: [String]
    /// The place of the row in the dataset.
    public var place: String

    /// The name under which arms are compared: the study, and the part of it.
    public var group: String { part.isEmpty ? study : "\(study) (\(part))" }

    func excluded(_ code: String, _ reason: String) -> ExcludedRow {
        ExcludedRow(study: study, arm: arm, place: place, code: code, reason: reason)
    }
}

/// A published comparison of two arms of a study whose own numbers are not known.
public struct ReadComparison: Sendable, Encodable, Equatable {
    /// The arm, without numbers.
    public var arm: ReadArm
    /// What it is compared with, without numbers.
    public var comparator: ReadArm
    /// The effect, on the scale of analysis.
    public var effect: EffectEstimate
}

/// The arms of one question, each by itself, with what was not used.
public struct ArmSet: Sendable, Encodable, Equatable {
    /// The arms, in the order of the dataset.
    public var arms: [ReadArm] = []
    /// Published comparisons of studies that give no arm's numbers.
    public var comparisons: [ReadComparison] = []
    /// What was not used, and why.
    public var excluded: [ExcludedRow] = []
    /// What a reader must know of the whole.
    public var warnings: [MethodWarning] = []
    /// What people call the properties that the dataset declares.
    public var labels: [String: PropertyLabel] = [:]
}

extension ArmSet {
    /// What people call a property of the arms.
    func label(_ property: StudyProperty) -> PropertyLabel {
        labels[property.rawValue] ?? PropertyCatalogue.builtIn.label(property)
            ?? PropertyLabel(property.rawValue, isQuantity: false)
    }

    /// The value of a property that is a category; nil where the arm does not state it.
    static func category(_ arm: ReadArm, _ property: StudyProperty) -> String? {
        arm.properties[property.rawValue].flatMap { $0 == StudyProperty.notStated ? nil : $0 }
    }
}

extension ContrastBuilder {
    /// The arms of the question, each by itself: no arm is joined with another, and no control is shared out.
    ///
    /// - Returns: The arms with their numbers, and published comparisons of studies that give none.
    /// - Throws: `AnalysisError` where the dataset does not have the outcome at all, or the measure compares nothing.
    public mutating func arms() throws(AnalysisError) -> ArmSet {
        try checkNames()
        let reader = try reader()
        guard try !isSingle(), let reader else {
            throw AnalysisError(
                .invalidPlan, "\(measure.code) cannot be formed from arms; take a measure of two groups")
        }
        var selection = RowSelection(dataset: dataset, outcome: outcome, rules: rules, pairing: nil)
        let studies = selection.select()
        excluded = selection.excluded
        if let warning = selection.warning { warnings.append(warning) }
        let catalogue = PropertyCatalogue(dataset.dataset)
        var set = ArmSet()
        var ofMedians: [String] = []
        var used: [StudyRows] = []
        set.labels = catalogue.declaredLabels
        for study in studies {
            lendDeviation(study, reader)
            let read = readAll(study.groups, reader)
            var own: [ReadArm] = []
            for (row, numbers) in read {
                guard numbers.logMean == nil else {
                    excluded.append(
                        row.excluded(
                            "mixed-numbers", "Only a mean count with its interval was printed, not what it is made of.")
                    )
                    continue
                }
                own.append(arm(row, numbers, study, catalogue, selection.notes[study.study.id] ?? []))
            }
            set.arms += own
            if read.contains(where: \.numbers.usesMedian) { ofMedians.append(study.study.id) }
            if read.contains(where: { $0.row.arm.period == .pooled }) { warnPooledCycles(study.study) }
            guard own.count < 2 else {
                used.append(study)
                for row in study.comparisons {
                    excluded.append(
                        row.excluded(
                            "arms-used", "The arms' own numbers are used in place of the published comparison."))
                }
                continue
            }
            set.comparisons += published(study, catalogue)
        }
        warnMedians(ofMedians)
        set.excluded = excluded
        set.warnings = warnings + likeness(used)
        return set
    }

    /// In what studies differ beside their treatments, which are what is asked of.
    private func likeness(_ studies: [StudyRows]) -> [MethodWarning] {
        var rules = rules
        rules.alike.append(.product)
        // No number is looked at here.
        let nothing = ContrastDraft.Numbers.ready(EffectEstimate(estimate: 0, variance: 1), nil)
        return RowLikeness(rules, in: dataset).warnings(
            studies.map {
                ContrastDraft(
                    study: $0.study, rows: $0.groups, arms: "", numbers: nothing, sources: [], notes: [], part: $0.part)
            })
    }

    private func arm(
        _ row: SelectedRow, _ numbers: GroupNumbers, _ study: StudyRows, _ catalogue: PropertyCatalogue,
        _ notes: [String]
    ) -> ReadArm {
        let values = catalogue.values(study: study.study, rows: [row], dataset: dataset)
        return ReadArm(
            study: study.study.id,
            studyName: study.part.isEmpty ? study.study.shownName : "\(study.study.shownName) (\(study.part))",
            year: study.study.year, part: study.part, arm: row.arm.id,
            label: row.arm.label.isEmpty ? row.arm.id : row.arm.label, role: row.arm.role,
            comparatorClass: row.arm.comparatorClass, numbers: numbers.reported, properties: values.categories,
            quantities: values.quantities, months: row.row.timepointMonths, sources: numbers.trails,
            notes: notes + numbers.notes, place: row.place)
    }

    private mutating func published(_ study: StudyRows, _ catalogue: PropertyCatalogue) -> [ReadComparison] {
        var comparisons: [ReadComparison] = []
        for row in study.comparisons {
            guard let key = row.row.comparator, let other = dataset.arm(key) else { continue }
            do throws(MissingNumber) {
                let printed = try PublishedComparison(row.row, measure: measure, in: dataset)
                var numbers = GroupNumbers()
                numbers.notes = printed.notes
                numbers.trails = [trail(row, derivation: recordedNotes(row.row) + printed.derivations)]
                comparisons.append(
                    ReadComparison(
                        arm: arm(row, numbers, study, catalogue, []),
                        comparator: arm(
                            SelectedRow(row: row.row, arm: other), GroupNumbers(), study, catalogue, []),
                        effect: printed.effect))
            } catch {
                excluded.append(row.excluded("missing-number", error.reason))
            }
        }
        return comparisons
    }
}

extension EvidenceLibrary {
    /// The arms of a plan's question, each by itself.
    ///
    /// - Throws: `AnalysisError` as ``contrasts(for:)``.
    public func arms<Options>(for question: PlannedQuestion<Options>) throws(AnalysisError) -> ArmSet {
        let asked = question.specification
        var builder = ContrastBuilder(
            try indexed(), outcome: asked.outcome, measure: question.measure, rules: asked.rules)
        return try builder.arms()
    }
}
