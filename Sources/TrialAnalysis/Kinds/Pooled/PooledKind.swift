import TrialResults

/// A kind whose answer is one pooled effect; what differs is whether groups are compared.
public protocol PooledKind: AnalysisKind where Options == PooledOptions, Evidence == PooledEvidence {
    /// Whether two groups of a study are compared.
    var comparesGroups: Bool { get }
}

extension PooledKind {
    /// The keys of what stands around a pooled effect.
    public var keys: [String] { PooledOptions.keys }

    /// The pooled effect, and the answers that may stand beside it.
    public var answers: [String: any AnalysisAnswer.Type] { [name: PooledAnswer.self] }

    /// Whether the rules choose groups as the kind needs them.
    public func serves(_ rules: RowRules) -> Bool { (rules.arms == .controlled) == comparesGroups }

    /// Reads the keys.
    public func options(_ entry: PlanEntry) -> PooledOptions {
        if !serves(entry.rules) {
            entry.problem(
                at: "kind",
                "a question of the kind '\(name)' needs 'arms' set to \(comparesGroups ? "controlled" : "treatment or control")"
            )
        }
        return PooledOptions(entry)
    }

    /// The effect sizes of the question and of its variations.
    public func evidence(
        for question: PlannedQuestion<PooledOptions>, in library: EvidenceLibrary
    ) throws(AnalysisError) -> PooledEvidence {
        try PooledEvidence(question, library)
    }

    /// The rows of the question itself.
    public func chosen(_ evidence: PooledEvidence) -> ChosenRows? { ChosenRows(evidence.main) }

    /// Pools the rows.
    public func answer(
        _ question: PlannedQuestion<PooledOptions>, on evidence: PooledEvidence, by context: RunContext
    ) throws(AnalysisError) -> KindAnswer {
        try PooledRunner(question: question, evidence: evidence, context: context).answer()
    }
}
