import TrialNumerics

/// Coefficients judged by how clusters of rows really scatter, whatever the model assumed of rows within a cluster.
///
/// *Edge cases*: with fewer than about 4 degrees of freedom the p-values are not to be relied on, which a warning says; a
/// variance of 0 has no degrees of freedom.
public struct RobustInference: Sendable, Codable, Equatable {
    /// One cluster.
    public struct Cluster: Sendable, Codable, Equatable {
        /// Its name.
        public let name: String
        /// Number of its rows.
        public let rows: Int
        /// Its part of the sum of all hat values; they add to 1.
        public let leverage: Double
    }

    /// How few clusters were made up for.
    public let correction: ClusterCorrection
    /// Where the degrees of freedom come from.
    public let degrees: ClusterDegrees
    /// Confidence level of all limits.
    public let level: Double
    /// The coefficients with robust standard errors.
    public let coefficients: [Coefficient]
    /// The robust covariance of the coefficients.
    public let covariance: Matrix
    /// The joint test of the moderators, of the pooled effect where there are none; nil where it cannot be had.
    public let test: RobustWaldTest?
    /// The clusters in the order of their first rows.
    public let clusters: [Cluster]
    /// What a reader must know.
    public let warnings: [MethodWarning]
}

/// A joint test of q combinations of coefficients on a cluster-robust covariance.
///
/// With Satterthwaite's degrees of freedom the approximate Hotelling test: F = (η − q + 1)/(ηq) Q on q and η − q + 1 degrees of
/// freedom (Tipton and Pustejovsky 2015, doi:10.3102/1076998615606099); else Q/q on the clusters' degrees of freedom, or Q
/// itself against χ².
public struct RobustWaldTest: Sendable, Codable, Equatable {
    /// F; χ² without a denominator.
    public let statistic: Double
    /// Number of combinations, q.
    public let degreesOfFreedom: Int
    /// Degrees of freedom below the F; nil for χ².
    public let denominatorDegreesOfFreedom: Double?
    /// P(F or χ² > statistic).
    public let pValue: Double
}

/// What robust inference is asked to do.
public struct RobustMethod: Sendable, Equatable {
    /// How few clusters are made up for.
    public var correction: ClusterCorrection
    /// Where the degrees of freedom come from.
    public var degrees: ClusterDegrees
    /// Confidence level.
    public var level: Double

    /// CR2 with Satterthwaite's degrees of freedom, unless told otherwise.
    public init(
        correction: ClusterCorrection = .biasReduced, degrees: ClusterDegrees = .satterthwaite, level: Double = 0.95
    ) {
        self.correction = correction
        self.degrees = degrees
        self.level = level
    }
}

extension MultilevelFitter {
    /// The coefficients of a fit of `model` judged robustly by clusters, which must hold together all rows that depend on each other.
    ///
    /// - Throws: `StatisticsError` where the fit does not belong to the model, there is one cluster only, or clusters cut
    ///   through rows that the model lets depend on each other.
    public func robust(
        _ model: MultilevelModel, _ fit: MultilevelFit, clusters: [String], by method: RobustMethod
    ) throws(StatisticsError) -> RobustInference {
        let sandwich = try sandwich(model, fit, clusters: clusters, method.correction)
        return try RobustInference(sandwich, method, design: model.design)
    }

    /// A joint test of the rows of `combinations`, whose columns are the coefficients, on the robust covariance.
    ///
    /// - Throws: `StatisticsError` as `robust` does, and where the combinations depend on each other.
    public func robustTest(
        _ combinations: Matrix, _ model: MultilevelModel, _ fit: MultilevelFit, clusters: [String],
        by method: RobustMethod
    ) throws(StatisticsError) -> RobustWaldTest {
        guard combinations.columns == model.coefficients, combinations.rows > 0 else {
            throw StatisticsError(
                .unequalLengths, "a combination needs \(model.coefficients) numbers, one a coefficient",
                field: "combinations")
        }
        let sandwich = try sandwich(model, fit, clusters: clusters, method.correction)
        guard let test = RobustWaldTest(combinations, sandwich, method.degrees) else {
            throw StatisticsError(
                .unsupported,
                "the combinations depend on each other, or there are too few clusters to test them together; leave some out",
                field: "combinations")
        }
        return test
    }

    func sandwich(
        _ model: MultilevelModel, _ fit: MultilevelFit, clusters: [String], _ correction: ClusterCorrection
    ) throws(StatisticsError) -> ClusterSandwich {
        try ClusterSandwich(WorkingClusters(try solution(model, fit), clusters: clusters), correction)
    }
}

extension RobustInference {
    /// Below this number of degrees of freedom a p-value of Satterthwaite's cannot be relied on (Tipton 2015).
    private static let fewDegrees = 4.0

    init(_ sandwich: ClusterSandwich, _ method: RobustMethod, design: DesignMatrix) throws(StatisticsError) {
        guard method.level > 0, method.level < 1 else {
            throw StatisticsError(.impossibleData, "the confidence level must lie between 0 and 1", field: "level")
        }
        let estimates = sandwich.clusters.coefficients
        let (p, m) = (estimates.count, Double(sandwich.clusters.names.count))
        let degrees: [Double]
        switch method.degrees {
        case .satterthwaite:
            degrees = sandwich.degreesOfFreedom(Matrix(diagonal: Array(repeating: 1, count: p)))
        case .clusters: degrees = Array(repeating: m - 1, count: p)
        case .clustersLessCoefficients:
            guard m > Double(p) else {
                throw StatisticsError(
                    .tooFewStudies, "\(Int(m)) clusters leave no degrees of freedom for \(p) coefficients",
                    field: "cluster")
            }
            degrees = Array(repeating: m - Double(p), count: p)
        case .infinite: degrees = Array(repeating: .infinity, count: p)
        }
        let covariance = sandwich.covariance
        let inference = CoefficientInference(covariance: covariance, degreesOfFreedom: degrees)
        coefficients = inference.table(names: design.names, estimates: estimates, level: method.level)
        self.covariance = covariance
        correction = method.correction
        self.degrees = method.degrees
        level = method.level
        let tested = design.isPooledEffectOnly ? [0] : (0..<p).filter { !design.interceptColumns.contains($0) }
        var rows = Matrix(rows: tested.count, columns: p)
        for (a, j) in tested.enumerated() { rows[a, j] = 1 }
        test = tested.isEmpty ? nil : RobustWaldTest(rows, sandwich, method.degrees)
        clusters = zip(sandwich.clusters.names, zip(sandwich.clusters.clusters, sandwich.leverages)).map {
            Cluster(name: $0, rows: $1.0.residuals.count, leverage: $1.1)
        }
        warnings = Self.warnings(design.names, degrees)
    }

    private static func warnings(_ names: [String], _ degrees: [Double]) -> [MethodWarning] {
        let few = zip(names, degrees).filter { $1 < fewDegrees }.map { "'\($0.0)'" }
        guard !few.isEmpty else { return [] }
        return [
            MethodWarning(
                code: "few-degrees-of-freedom",
                message: "Fewer than 4 degrees of freedom are left for \(few.joined(separator: ", ")): too few or too "
                    + "unequal clusters for p-values that can be relied on.")
        ]
    }
}

extension RobustWaldTest {
    /// Nil where the combinations depend on each other or no degrees of freedom are left.
    init?(_ combinations: Matrix, _ sandwich: ClusterSandwich, _ degrees: ClusterDegrees) {
        let q = Double(combinations.rows)
        let covariance = combinations * sandwich.covariance * combinations.transposed
        guard let factor = Cholesky(covariance) else { return nil }
        let half = factor.forwardSolve(combinations * sandwich.clusters.coefficients)
        let wald = dot(half, half)
        degreesOfFreedom = combinations.rows
        let m = Double(sandwich.clusters.names.count)
        switch degrees {
        case .infinite:
            statistic = wald
            denominatorDegreesOfFreedom = nil
            pValue = ChiSquaredDistribution(degreesOfFreedom: q).upperTail(wald)
            return
        case .satterthwaite:
            guard let eta = sandwich.hotelling(combinations), eta - q + 1 > 0 else { return nil }
            statistic = (eta - q + 1) / (eta * q) * wald
            denominatorDegreesOfFreedom = eta - q + 1
        case .clusters, .clustersLessCoefficients:
            let lost = degrees == .clusters ? 1 : Double(sandwich.clusters.coefficients.count)
            guard m > lost else { return nil }
            statistic = wald / q
            denominatorDegreesOfFreedom = m - lost
        }
        let f = FDistribution(
            numeratorDegreesOfFreedom: q, denominatorDegreesOfFreedom: denominatorDegreesOfFreedom ?? .infinity)
        pValue = f.upperTail(statistic)
    }
}
