import TrialNumerics

/// What one random term contributes to the covariance of the rows of one of its levels: a matrix G over the inner levels.
///
/// Two rows of one outer level covary by G at their inner levels, rows of two outer levels do not. A plain random effect has one
/// inner level and G = (σ²). The parameters are on the scale on which they are reported: variances on the squared scale of
/// analysis, correlations as they are.
public protocol RandomStructure: Sendable {
    /// A stable word, such as `UN`.
    var code: String { get }
    /// The name in full.
    var name: String { get }
    /// The names of the inner levels, in the order of G; one empty name for a plain random effect.
    var innerLevels: [String] { get }
    /// The parameters, in order.
    var parameters: [StructureParameter] { get }
    /// G at given parameters, symmetric.
    func covariance(_ parameters: [Double]) -> Matrix
    /// ∂G/∂θ, one matrix a parameter.
    func derivatives(_ parameters: [Double]) -> [Matrix]
    /// ∂²G/∂θ∂θ′, or nil where G is linear in its parameters.
    func curvatures(_ parameters: [Double]) -> [[Matrix]]?
    /// Whether G is a covariance matrix (positive semi-definite) within the bounds.
    func isAdmissible(_ parameters: [Double]) -> Bool
}

extension RandomStructure {
    /// G is linear in its parameters.
    public func curvatures(_ parameters: [Double]) -> [[Matrix]]? { nil }
    /// The bounds suffice.
    public func isAdmissible(_ parameters: [Double]) -> Bool { true }
}

/// One parameter of a random structure.
public struct StructureParameter: Sendable, Equatable {
    /// What a parameter measures.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// A variance, squared scale of analysis, ≥ 0.
        case variance
        /// A correlation.
        case correlation
    }

    /// What it measures.
    public let kind: Kind
    /// What tells it from the structure's other parameters, such as an inner level; empty where there is no other.
    public let label: String
    /// The smallest value.
    public let lower: Double
    /// The largest value.
    public let upper: Double

    /// Creates a parameter.
    public init(kind: Kind, label: String, lower: Double, upper: Double) {
        self.kind = kind
        self.label = label
        self.lower = lower
        self.upper = upper
    }

    /// A variance, from 0 up.
    public static func variance(_ label: String = "") -> StructureParameter {
        StructureParameter(kind: .variance, label: label, lower: 0, upper: .infinity)
    }

    /// A correlation, from `lower` to 1.
    public static func correlation(_ label: String = "", lower: Double = -1) -> StructureParameter {
        StructureParameter(kind: .correlation, label: label, lower: lower, upper: 1)
    }
}

/// A plain random effect: every row of a level has the same deviation, G = (σ²).
public struct RandomIntercept: RandomStructure {
    /// `intercept`.
    public let code = "intercept"
    /// `random effect`.
    public let name = "random effect"
    /// One inner level without a name.
    public let innerLevels = [""]
    /// σ².
    public let parameters = [StructureParameter.variance()]

    /// Creates the structure.
    public init() {}

    /// (σ²).
    public func covariance(_ parameters: [Double]) -> Matrix { Matrix(diagonal: parameters) }
    /// (1).
    public func derivatives(_ parameters: [Double]) -> [Matrix] { [Matrix(diagonal: [1])] }
}
