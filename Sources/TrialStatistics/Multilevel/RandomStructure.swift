import TrialNumerics

/// What one random term contributes to the covariance of the rows of one of its levels: a matrix G over the inner levels.
///
/// Two rows of one outer level covary by G at their inner levels, rows of two outer levels do not. A plain random effect has one
/// inner level and G = (σ²). G is a function of coordinates, one a parameter: a correlation as it is, a variance as it is or as
/// its root where that keeps G smooth at zero; `StructureParameter` says which.
public protocol RandomStructure: Sendable {
    /// A stable word, such as `UN`.
    var code: String { get }
    /// The name in full.
    var name: String { get }
    /// The names of the inner levels, in the order of G; one empty name for a plain random effect.
    var innerLevels: [String] { get }
    /// The parameters, in order.
    var parameters: [StructureParameter] { get }
    /// G at given coordinates, symmetric.
    func covariance(_ coordinates: [Double]) -> Matrix
    /// ∂G/∂θ, one matrix a coordinate.
    func derivatives(_ coordinates: [Double]) -> [Matrix]
    /// ∂²G/∂θ∂θ′, or nil where G is linear in its coordinates.
    func curvatures(_ coordinates: [Double]) -> [[Matrix]]?
    /// Whether G is a covariance matrix (positive semi-definite) within the bounds.
    func isAdmissible(_ coordinates: [Double]) -> Bool
    /// The same matrices in coordinates without bounds and edges, where the own coordinates have an edge inside their bounds.
    var unrestricted: (any RandomStructure)? { get }
    /// The coordinates of a matrix of the family; nil where it has none or `unrestricted` is not used.
    func coordinates(of covariance: Matrix) -> [Double]?
}

extension RandomStructure {
    /// G is linear in its coordinates.
    public func curvatures(_ coordinates: [Double]) -> [[Matrix]]? { nil }
    /// The bounds suffice.
    public func isAdmissible(_ coordinates: [Double]) -> Bool { true }
    /// The own coordinates suffice.
    public var unrestricted: (any RandomStructure)? { nil }
    /// Not needed where the own coordinates suffice.
    public func coordinates(of covariance: Matrix) -> [Double]? { nil }
}

/// One parameter of a random structure.
public struct StructureParameter: Sendable, Equatable {
    /// What a parameter measures.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// A variance, squared scale of analysis, ≥ 0.
        case variance
        /// A correlation.
        case correlation
        /// The distance over which correlations fall, in the unit of the distances, > 0.
        case range
    }

    /// How a value and its coordinate go together.
    public enum Coordinate: Sendable {
        /// The coordinate is the value.
        case value
        /// The coordinate is the root of the value: a standard deviation for a variance.
        case root
    }

    /// What it measures.
    public let kind: Kind
    /// How value and coordinate go together.
    public let coordinate: Coordinate
    /// What tells it from the structure's other parameters, such as an inner level; empty where there is no other.
    public let label: String
    /// The smallest value, also as a coordinate.
    public let lower: Double
    /// The largest value, also as a coordinate.
    public let upper: Double
    /// Where a search may start; nil for a variance, whose size the data tell.
    public let typical: Double?

    private init(
        kind: Kind, coordinate: Coordinate, label: String, bounds: (lower: Double, upper: Double),
        typical: Double? = nil
    ) {
        self.kind = kind
        self.coordinate = coordinate
        self.label = label
        (lower, upper) = bounds
        self.typical = typical
    }

    /// A variance, from 0 up.
    public static func variance(_ label: String = "", as coordinate: Coordinate = .value) -> StructureParameter {
        StructureParameter(kind: .variance, coordinate: coordinate, label: label, bounds: (0, .infinity))
    }

    /// A correlation, from `lower` to 1.
    public static func correlation(
        _ label: String = "", lower: Double = -1, typical: Double = 0.5
    ) -> StructureParameter {
        StructureParameter(
            kind: .correlation, coordinate: .value, label: label, bounds: (lower, 1), typical: typical)
    }

    /// The range of a spatial structure.
    public static func range(lower: Double, typical: Double, upper: Double) -> StructureParameter {
        StructureParameter(
            kind: .range, coordinate: .value, label: "", bounds: (lower, upper), typical: typical)
    }

    /// A coordinate that is not reported and has no bounds.
    static let unbounded = StructureParameter(
        kind: .variance, coordinate: .value, label: "", bounds: (-.infinity, .infinity))

    /// The value of a coordinate.
    func value(_ coordinate: Double) -> Double {
        switch self.coordinate {
        case .value: coordinate
        case .root: coordinate * coordinate
        }
    }

    /// The coordinate of a value.
    func coordinate(_ value: Double) -> Double {
        switch coordinate {
        case .value: value
        case .root: value.squareRoot()
        }
    }

    /// The standard error of the value from that of the coordinate.
    func standardError(_ error: Double, at coordinate: Double) -> Double {
        switch self.coordinate {
        case .value: error
        case .root: 2 * coordinate * error
        }
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
    public func covariance(_ coordinates: [Double]) -> Matrix { Matrix(diagonal: coordinates) }
    /// (1).
    public func derivatives(_ coordinates: [Double]) -> [Matrix] { [Matrix(diagonal: [1])] }
}
