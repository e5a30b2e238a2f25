/// A pooled effect for each group of studies and the test that the groups share one effect.
public struct SubgroupAnalysis: Sendable, Codable, Equatable {
    /// One group and its pooled effect.
    public struct Group: Sendable, Codable, Equatable {
        /// The label of the group.
        public let label: String
        /// Zero-based positions of its studies in the model.
        public let studies: [Int]
        /// The fit of its studies.
        public let fit: ModelFit
    }

    /// How τ² was estimated.
    public let heterogeneity: Subgroups.Heterogeneity
    /// The groups, in order of first appearance.
    public let groups: [Group]
    /// All studies pooled without regard to groups.
    public let overall: ModelFit
    /// τ² common to the groups; nil where each has its own.
    public let commonTau2: Double?
    /// Cochran's Q within groups, summed.
    public let qWithin: Double
    /// k − number of groups.
    public let qWithinDegreesOfFreedom: Int
    /// Q between groups against χ².
    public let between: BetweenGroupsTest?
    /// The F test that takes account of the estimated variances; nil for a normal interval or where it does not exist.
    public let betweenF: BetweenGroupsTest?
    /// What a reader must know.
    public let warnings: [MethodWarning]
}

/// A test that several groups share one effect.
public struct BetweenGroupsTest: Sendable, Codable, Equatable {
    /// The test's name: `Q`, `Welch F` or `Knapp–Hartung F`.
    public let name: String
    /// χ², or F where `denominatorDegreesOfFreedom` is given.
    public let statistic: Double
    /// Number of groups − 1.
    public let degreesOfFreedom: Double
    /// Degrees of freedom below an F.
    public let denominatorDegreesOfFreedom: Double?
    /// The p-value.
    public let pValue: Double
}
