/// One comparison of two treatments in one study, on the scale of analysis: the first against the second.
///
/// A study with a arms gives a(a − 1)/2 of them; ``TreatmentNetwork`` needs all, because their variances together say what the
/// covariances are.
public struct NetworkContrast: Sendable, Codable, Equatable {
    /// The study's name.
    public let study: String
    /// The treatment whose effect is measured.
    public let treatment: String
    /// The treatment that it is measured against.
    public let comparator: String
    /// The difference, on the scale of analysis (a logarithm for ratios).
    public let estimate: Double
    /// Its standard error.
    public let standardError: Double

    /// Creates a comparison; it is checked where a network is built from it.
    public init(study: String, treatment: String, comparator: String, estimate: Double, standardError: Double) {
        self.study = study
        self.treatment = treatment
        self.comparator = comparator
        self.estimate = estimate
        self.standardError = standardError
    }
}

/// Why a study takes no part in a network, while the others do.
public struct NetworkExclusion: Sendable, Codable, Equatable {
    /// A stable word: `one-arm`, `same-node`, `no-information`, `missing`, `contradicting-arms` or `other-network`.
    public let code: String
    /// The study's name.
    public let study: String
    /// What is wrong and what to do, in one sentence.
    public let message: String

    /// Creates an exclusion.
    public init(code: String, study: String, message: String) {
        self.code = code
        self.study = study
        self.message = message
    }
}
