import TrialResults

/// One group of each study alone: a pooled proportion, rate or mean, with another dataset's to see beside it.
public struct SingleGroupsKind: PooledKind {
    /// `single-groups`.
    public let name = "single-groups"
    /// One sentence.
    public let summary = "One group of each study is looked at alone and its proportion, rate or mean pooled."
    /// No group is compared with another.
    public let comparesGroups = false

    /// Creates the kind.
    public init() {}
}
