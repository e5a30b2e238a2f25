import TrialEvidence
import TrialStatistics

/// The gate before pooling: in what the rows of an analysis differ, unless the plan says that it counts as alike.
///
/// Only what is known counts: a row whose product, comparator or definition nobody stated differs from none.
struct RowLikeness {
    private let rules: RowRules
    private let dataset: IndexedDataset

    /// The rules of a plan over a dataset.
    init(_ rules: RowRules, in dataset: IndexedDataset) {
        self.rules = rules
        self.dataset = dataset
    }

    /// One warning for each thing in which rows that are pooled differ, and one for a control that stands in two parts.
    func warnings(_ drafts: [ContrastDraft]) -> [MethodWarning] {
        let differing = Likeness.allCases.filter { !rules.alike.contains($0) }.compactMap { difference($0, drafts) }
        return differing + repeatedControls(drafts)
    }

    private func difference(_ likeness: Likeness, _ drafts: [ContrastDraft]) -> MethodWarning? {
        let values =
            switch likeness {
            case .product: drafts.map { $0.study.product.source.productClass?.rawValue }
            case .comparator: drafts.map(comparator)
            case .time: times(drafts)
            case .definition: drafts.map(definition)
            }
        let known = zip(values, drafts).compactMap { value, draft in value.map { ($0, draft.study.id) } }
        let groups = Dictionary(grouping: known, by: \.0)
        guard groups.count > 1 else { return nil }
        let words = groups.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.prefix(5).map { name, rows in
            let studies = rows.map(\.1).once
            return "\(name) (\(studies.firstFive))"
        }
        return MethodWarning(
            code: "unlike-\(likeness.rawValue)",
            message:
                "Rows that are pooled differ in \(Self.noun(likeness)): \(words.joined(separator: "; ")). Where they count as alike, 'alike: \(likeness.rawValue)' says so."
        )
    }

    private static func noun(_ likeness: Likeness) -> String {
        switch likeness {
        case .product: "the class of the treatment"
        case .comparator: "what the control groups received"
        case .time: "the time of the outcome"
        case .definition: "the definition of the endpoint"
        }
    }

    /// What the row is compared with: the arm that a published comparison names, else the study's control groups, where all
    /// that say it agree.
    private func comparator(_ draft: ContrastDraft) -> String? {
        let named = draft.rows.compactMap { $0.row.comparator.flatMap { dataset.arm($0) } }
        let arms = named.isEmpty ? dataset.arms(of: draft.study.id).filter { $0.role == .control } : named
        let known = Set(arms.map(\.comparatorClass).filter { $0 != .notStated })
        return known.count == 1 ? known.first?.rawValue : nil
    }

    /// The definition of a row; one that says the same under another name is the same.
    private func definition(_ draft: ContrastDraft) -> String? {
        let names = Set(draft.rows.map(\.row.definition))
        guard names.count == 1, let name = names.first, !name.isEmpty else { return nil }
        guard let content = dataset.dataset.definition(name)?.content, !content.isEmpty else { return name }
        return dataset.definitions.first { $0.content == content }?.id ?? name
    }

    /// The months of the rows, where the latest is at least twice the earliest and no window of the plan chose them.
    private func times(_ drafts: [ContrastDraft]) -> [String?] {
        let months = drafts.map(\.months)
        let known = months.compactMap(\.self)
        guard rules.window == nil, let low = known.min(), let high = known.max(), low >= 0, high >= 2 * low, high > low
        else { return months.map { _ in nil } }
        return months.map { $0.map { "month \(Decimals.text($0))" } }
    }

    /// A study whose parts print the same control group counts those people twice.
    private func repeatedControls(_ drafts: [ContrastDraft]) -> [MethodWarning] {
        let parts = Dictionary(grouping: drafts.filter { !$0.part.isEmpty }, by: \.study.id)
        let repeated = parts.filter { _, rows in
            let controls = rows.compactMap(\.control?.reported)
            return rows.count > 1 && controls.count == rows.count && controls.dropFirst().contains(controls[0])
        }
        guard !repeated.isEmpty else { return [] }
        return [
            MethodWarning(
                code: "repeated-control",
                message:
                    "\(repeated.keys.sorted().joined(separator: ", ")) stands in several subgroups with the same control group, whose people then count more than once; split them, or choose with 'of-subgroups'."
            )
        ]
    }
}
