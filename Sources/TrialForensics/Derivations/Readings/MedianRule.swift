/// What to do with a group that prints a median with quartiles or range instead of mean and standard deviation.
public enum MedianRule: String, Sendable, Codable, CaseIterable {
    /// Mean and standard deviation are derived unless the skewness test (Shi 2023) rejects symmetry.
    ///
    /// The default: the Cochrane Handbook, 6.5.2.5 and 10.5.3, takes medians of symmetric data into a meta-analysis
    /// rather than losing the trials, and keeps skewed ones out.
    case ifSymmetric = "if-symmetric"
    /// Mean and standard deviation are derived always, with a warning where the summary is skewed.
    case convert
    /// Such groups are left out.
    case exclude
}
