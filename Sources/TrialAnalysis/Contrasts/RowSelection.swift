import TrialEvidence
import TrialForensics
import TrialResults
import TrialStatistics

/// A row of the dataset with its arm.
struct SelectedRow {
    let row: OutcomeRow
    let arm: Arm

    var place: String { "outcomes.csv" + (row.line.map { ":\($0)" } ?? "") }

    func excluded(_ code: String, _ reason: String) -> ExcludedRow {
        let against = row.comparatorArmID.map { " v \($0)" } ?? ""
        return ExcludedRow(study: row.studyID, arm: row.armID + against, place: place, code: code, reason: reason)
    }
}

/// The rows of one study that answer a question.
struct StudyRows {
    let study: Study
    var rows: [SelectedRow]
    /// The part of the study that the rows are about; empty for the whole study.
    var part = ""
    /// The estimate within participants, where the plan asks for pairs and the study has them.
    var paired: PairedContrast?

    var groups: [SelectedRow] { rows.filter { !$0.row.isComparison } }
    var comparisons: [SelectedRow] { rows.filter(\.row.isComparison) }
    func groups(_ role: ArmRole) -> [SelectedRow] { groups.filter { $0.arm.role == role } }

    /// Participants that the rows speak of, for the choice among overlapping reports.
    var participants: Int {
        if let paired { return Int(paired.pairs) }
        let stated = groups.reduce(0) { $0 + ($1.row.n ?? $1.arm.n ?? 0) }
        return stated > 0 ? stated : study.patients ?? 0
    }
}

/// Chooses the rows of a dataset that answer a question, and names every one that does not with its reason.
struct RowSelection {
    let dataset: IndexedDataset
    let outcome: String
    let rules: RowRules
    /// What reads pairs; nil where the question cannot use them.
    let pairing: PairedReader?
    private(set) var excluded: [ExcludedRow] = []
    private(set) var notes: [String: [String]] = [:]
    /// Numbers that two reports of a study print differently, in words.
    private(set) var conflicts: [String] = []

    init(dataset: IndexedDataset, outcome: String, rules: RowRules, pairing: PairedReader?) {
        self.dataset = dataset
        self.outcome = outcome
        self.rules = rules
        self.pairing = pairing
    }

    /// What a reader must know of numbers that reports print differently; nil where none does.
    var warning: MethodWarning? {
        conflicts.isEmpty
            ? nil
            : MethodWarning(
                code: "conflicting-reports",
                message:
                    "Reports of one number disagree: \(conflicts.joined(separator: ". ")). 'reports' in the plan says which goes first."
            )
    }

    /// The rows that stay, study by study in the order of the dataset.
    mutating func select() -> [StudyRows] {
        var studies: [StudyRows] = []
        let filtered = Dictionary(grouping: filteredRows(), by: \.row.studyID)
        for study in dataset.studies {
            for (part, rows) in parts(filtered[study.id] ?? []) {
                var own = rows
                if var pairs = pairs(study, &own) {
                    pairs.part = part
                    studies.append(pairs)
                }
                guard !own.isEmpty else { continue }
                own = firstPeriodBeforeCycles(own)
                own = oneTime(own)
                own = widestPopulation(own)
                own = oneReport(own)
                own = partsBeforeWhole(own)
                studies.append(StudyRows(study: study, rows: own, part: part))
            }
        }
        return withoutOverlap(studies)
    }

    /// The rows of a study by the part that they are about, in the order of the dataset: the whole study where it is there,
    /// else every part, for a study that stands in two subgroups of a review is two rows of it.
    private mutating func parts(_ rows: [SelectedRow]) -> [(part: String, rows: [SelectedRow])] {
        let names = rows.map(\.row.subgroup).once
        guard names.contains(""), names.count > 1 else {
            return names.map { name in (name, rows.filter { $0.row.subgroup == name }) }
        }
        let whole = keep(
            rows, code: "part-of-study", reason: "Part of a study of which the whole is there and is used."
        ) { $0.row.subgroup.isEmpty }
        return [("", whole)]
    }

    private mutating func filteredRows() -> [SelectedRow] {
        let filters: [any RowFilter] = [
            PlanExclusion(excluded: rules.exclude), RoleFilter(arms: rules.arms),
            CrossoverFilter(rule: rules.crossover, dataset: dataset),
            WindowFilter(window: rules.window), PopulationFilter(populations: rules.populations),
            NamedPartFilter(names: rules.ofSubgroups), DefinitionFilter(names: rules.definitions),
            ConfidenceFilter(least: rules.confidence),
        ]
        var kept: [SelectedRow] = []
        for row in dataset.allOutcomes where row.outcome == outcome {
            guard let arm = dataset.arm(row.arm) else { continue }
            let selected = SelectedRow(row: row, arm: arm)
            if let reason = filters.lazy.compactMap({ $0.exclusion(of: row, arm: arm) }).first {
                excluded.append(selected.excluded(reason.code, reason.reason))
            } else if row.isComparison, rules.arms != .controlled {
                excluded.append(
                    selected.excluded("comparison", "A published comparison; the plan pools single groups."))
            } else {
                kept.append(selected)
            }
        }
        return kept
    }

    /// Keeps the rows for which `keep` holds and names the others.
    private mutating func keep(
        _ rows: [SelectedRow], code: String, reason: String, where keep: (SelectedRow) -> Bool
    ) -> [SelectedRow] {
        rows.filter { row in
            if keep(row) { return true }
            excluded.append(row.excluded(code, reason))
            return false
        }
    }

    /// The study as one comparison within participants, with the other rows named; nil where the pairs give no number,
    /// and then `rows` holds what is left.
    private mutating func pairs(_ study: Study, _ rows: inout [SelectedRow]) -> StudyRows? {
        var pairs = rows.filter(PairedReader.isPaired)
        guard !pairs.isEmpty else { return nil }
        let others = rows.filter { !PairedReader.isPaired($0) }
        rows = others
        guard let pairing else {
            excluded += pairs.map { $0.excluded("paired-periods", "Pairs; the plan pools single groups.") }
            return nil
        }
        pairs = keep(pairs, code: "missing-number", reason: "Pairs of another kind than the measure needs.") {
            pairing.serves($0)
        }
        pairs = oneReport(widestPopulation(oneTime(pairs)))
        guard !pairs.isEmpty else { return nil }
        do throws(MissingNumber) {
            let paired = try pairing.read(pairs)
            rows = []
            excluded += others.map {
                $0.excluded("pairs-used", "The comparison within the same participants is used in its place.")
            }
            return StudyRows(study: study, rows: pairs, paired: paired)
        } catch {
            excluded += pairs.map { $0.excluded("paired-periods", error.reason) }
            return nil
        }
    }

    private mutating func firstPeriodBeforeCycles(_ rows: [SelectedRow]) -> [SelectedRow] {
        guard rows.contains(where: { $0.arm.period != .pooled }) else { return rows }
        return keep(rows, code: "pooled-cycles", reason: "The first period was printed too and is used.") {
            $0.arm.period != .pooled
        }
    }

    private mutating func oneTime(_ rows: [SelectedRow]) -> [SelectedRow] {
        let months = rows.compactMap(\.row.timepointMonths)
        guard let chosen = rules.time == .latest ? months.max() : months.min() else { return rows }
        return keep(rows, code: "other-time", reason: "Month \(Decimals.text(chosen)) of the same study is used.") {
            $0.row.timepointMonths == chosen
        }
    }

    private mutating func widestPopulation(_ rows: [SelectedRow]) -> [SelectedRow] {
        let labels = Set(rows.map(\.row.population.label))
        guard labels.count > 1 else { return rows }
        func size(_ label: String) -> Int {
            rows.filter { $0.row.population.label == label }.reduce(0) { $0 + ($1.row.n ?? 0) }
        }
        let whole = labels.first { Population($0).isWholeStudy }
        let chosen = whole ?? labels.sorted().max { size($0) < size($1) } ?? ""
        return keep(
            rows, code: "narrower-population", reason: "The wider population '\(chosen)' of the same study is used."
        ) {
            $0.row.population.label == chosen
        }
    }

    /// One row an arm (or pair of arms): that of the plan's first kind of report, then the most confident one; further
    /// reports of the same number are named.
    private mutating func oneReport(_ rows: [SelectedRow]) -> [SelectedRow] {
        var seen: [String: SelectedRow] = [:]
        let order = Confidence.allCases
        let reports = ReportPrecedence(rules.reports)
        func rank(_ row: SelectedRow) -> (Int, Int) {
            (
                reports.rank(of: row.row),
                order.firstIndex(of: row.row.provenance.confidence) ?? order.count
            )
        }
        func key(_ row: SelectedRow) -> String { row.row.armID + "\u{1F}" + (row.row.comparatorArmID ?? "") }
        for row in rows {
            let current = seen[key(row)]
            if current == nil || rank(row) < rank(current!) { seen[key(row)] = row }
        }
        for row in rows {
            guard let used = seen[key(row)], used.row != row.row else { continue }
            if let conflict = reports.conflict(used.row, row.row) { conflicts.append(conflict) }
        }
        return keep(
            rows, code: "other-report",
            reason: "Another source prints this number too; the more confident, then the first, is used."
        ) { row in seen[key(row)].map { $0.row == row.row } ?? false }
    }

    /// An arm that stands for others is used only where the others are not all there.
    private mutating func partsBeforeWhole(_ rows: [SelectedRow]) -> [SelectedRow] {
        let present = Set(rows.map(\.row.armID))
        var rows = rows
        for whole in rows where !whole.arm.combines.isEmpty && !whole.row.isComparison {
            let parts = Set(whole.arm.combines)
            if parts.isSubset(of: present) {
                rows = keep(
                    rows, code: "combined-arm",
                    reason: "Its parts \(whole.arm.combines.joined(separator: " and ")) are used."
                ) {
                    $0.row.armID != whole.row.armID
                }
            } else {
                rows = keep(rows, code: "part-of-arm", reason: "Part of '\(whole.arm.label)', which is used.") {
                    !parts.contains($0.row.armID)
                }
            }
        }
        return rows
    }

    private mutating func withoutOverlap(_ studies: [StudyRows]) -> [StudyRows] {
        var dropped: Set<String> = []
        for group in dataset.dataset.sharedPatientGroups() {
            let members = ReportOfStudy.all(in: studies.filter { group.contains($0.study.id) })
            guard members.count > 1 else { continue }
            guard rules.overlap != .keep else {
                for member in members {
                    notes[member.study.id, default: []].append(
                        "Shares participants with \(group.filter { $0 != member.study.id }.joined(separator: ", ")).")
                }
                continue
            }
            guard let chosen = members.max(by: isWorse) else { continue }
            for member in members where member.study.id != chosen.study.id {
                dropped.insert(member.study.id)
                for row in member.parts.flatMap(\.rows) {
                    excluded.append(
                        row.excluded(
                            "overlap", "Shares participants with \(chosen.study.id), which is used; never both."))
                }
            }
        }
        return studies.filter { !dropped.contains($0.study.id) }
    }

    /// Whether `a` gives way to `b`: a secondary report to its trial, then by the rule of the plan.
    private func isWorse(_ a: ReportOfStudy, _ b: ReportOfStudy) -> Bool {
        let (secondA, secondB) = (a.study.secondaryReportOf != nil, b.study.secondaryReportOf != nil)
        if secondA != secondB { return secondA }
        if rules.overlap == .largest, a.participants != b.participants { return a.participants < b.participants }
        return (a.study.year ?? 0) < (b.study.year ?? 0)
    }
}
