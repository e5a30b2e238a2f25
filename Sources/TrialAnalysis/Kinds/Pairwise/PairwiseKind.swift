import TrialResults

/// Two groups of each study compared: one pooled effect, with subgroups, comparisons beside and changed rules.
public struct PairwiseKind: PooledKind {
    /// `pairwise`.
    public let name = "pairwise"
    /// One sentence.
    public let summary = "Two groups of each study are compared and the effects pooled."
    /// The studies' own groups are compared.
    public let comparesGroups = true

    /// Creates the kind.
    public init() {}
}
