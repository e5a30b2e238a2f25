import TrialNumerics

/// Meta-regression of rows that depend on each other in a way that nobody knows: approximate weights, robust standard errors.
///
/// Weights need not be right for the inference to hold, they only make it efficient. *Correlated effects*: the rows of a
/// study share participants; each weighs 1/{nⱼ(v̄ⱼ + τ²)}, τ² by moments with one assumed correlation ρ of the sampling errors.
/// *Hierarchical effects*: rows of a study have participants of their own; each weighs 1/(v + τ² + ω²), τ² between studies and ω²
/// within them by moments. *References*: Hedges, Tipton and Johnson 2010, doi:10.1002/jrsm.5; with few studies Tipton 2015,
/// Psychological Methods 20.
///
/// *Edge cases*: negative moments are 0; the second of two is then found again with the first at 0.
public struct RobustVarianceEstimation: Sendable, Codable, Equatable {
    /// What rows of one study share.
    public enum WorkingModel: Sendable, Equatable {
        /// Participants: sampling errors correlate by this number, 0…1.
        case correlated(Double)
        /// A true mean.
        case hierarchical
    }

    /// The coefficients with robust standard errors.
    public let inference: RobustInference
    /// The variance of true effects between studies, τ².
    public let tau2: Double
    /// The variance of true effects within studies, ω²; nil for correlated effects.
    public let omega2: Double?
    /// Percent of Q beyond what sampling errors explain; nil for hierarchical effects.
    public let iSquared: Double?
    /// The weights of the rows in percent.
    public let weights: [Double]

    /// Fits the regression.
    ///
    /// - Parameters:
    ///   - model: Estimates, variances and moderators.
    ///   - studies: The study of each row.
    ///   - working: What rows of one study share.
    ///   - isSmall: Whether few studies are made up for by CR2 and Satterthwaite's degrees of freedom; else the sandwich times
    ///     m/(m − p) with m − p degrees of freedom.
    ///   - level: Confidence level.
    /// - Throws: `StatisticsError` for columns of different lengths, fewer studies than coefficients and one, a correlation outside
    ///   0…1.
    public init(
        _ model: LinearModel, studies: [String], working: WorkingModel, isSmall: Bool = true, level: Double = 0.95
    ) throws(StatisticsError) {
        guard studies.count == model.studies else {
            throw StatisticsError(
                .unequalLengths, "\(studies.count) studies are named for \(model.studies) rows", field: "cluster")
        }
        let groups = RowConnections(labels: studies).sets
        guard groups.count > model.coefficients else {
            throw StatisticsError(
                .tooFewStudies, "\(model.coefficients) coefficients need more studies than \(groups.count)",
                field: "cluster")
        }
        let weights: [Double]
        switch working {
        case .correlated(let rho):
            guard rho >= 0, rho <= 1 else {
                throw StatisticsError(
                    .impossibleData, "the correlation must lie between 0 and 1, not \(rho)", field: "correlation")
            }
            let moments = try CorrelatedMoments(model, groups, rho: rho)
            (weights, tau2, omega2, iSquared) = (moments.weights, moments.tau2, nil, moments.iSquared)
        case .hierarchical:
            let moments = try HierarchicalMoments(model, groups)
            (tau2, omega2, iSquared) = (moments.tau2, moments.omega2, nil)
            weights = model.variances.map { 1 / ($0 + moments.tau2 + moments.omega2) }
        }
        let clusters = try WorkingClusters(model, weights: weights, clusters: studies)
        let method = RobustMethod(
            correction: isSmall ? .biasReduced : .clustersAndCoefficients,
            degrees: isSmall ? .satterthwaite : .clustersLessCoefficients, level: level)
        inference = try RobustInference(
            ClusterSandwich(clusters, method.correction), method, design: model.design)
        let total = weights.reduce(0, +)
        self.weights = weights.map { 100 * $0 / total }
    }
}

/// Sums over studies of a weighted regression in orthonormal coordinates.
private struct StudySums {
    let z: Matrix
    let groups: [[Int]]
    let weights: [Double]
    /// (Z′WZ)⁻¹.
    let inverse: Matrix
    let residuals: [Double]

    init(_ model: LinearModel, _ groups: [[Int]], weights: [Double]) throws(StatisticsError) {
        z = model.basis.columns
        self.groups = groups
        self.weights = weights
        let solved = try WorkingRegression(model, weights: weights)
        inverse = solved.inverse
        residuals = zip(model.estimates, z * solved.coordinates).map { $0 - $1 }
    }

    /// Σ w e².
    var q: Double { zip(weights, residuals).reduce(0) { $0 + $1.0 * $1.1 * $1.1 } }

    /// Z′f of a study for factors f of its rows.
    func total(_ rows: [Int], _ factor: (Int) -> Double) -> [Double] {
        (0..<z.columns).map { a in rows.reduce(0) { $0 + factor($1) * z[$1, a] } }
    }

    /// tr M(ab′).
    func trace(_ a: [Double], _ b: [Double]) -> Double { dot(b, inverse * a) }
}

/// τ² and weights of correlated effects.
private struct CorrelatedMoments {
    let tau2: Double
    let iSquared: Double
    let weights: [Double]

    init(_ model: LinearModel, _ groups: [[Int]], rho: Double) throws(StatisticsError) {
        var means = Array(repeating: 0.0, count: groups.count)
        var initial = Array(repeating: 0.0, count: model.studies)
        for (number, rows) in groups.enumerated() {
            means[number] = rows.reduce(0) { $0 + model.variances[$1] } / Double(rows.count)
            for row in rows { initial[row] = 1 / (Double(rows.count) * means[number]) }
        }
        let sums = try StudySums(model, groups, weights: initial)
        var (expected, slope) = (Double(groups.count), 0.0)
        for rows in groups {
            let (n, w) = (Double(rows.count), initial[rows[0]])
            let all = sums.total(rows) { _ in 1 }
            let shared = sums.trace(all, all)
            let single = rows.reduce(0) { $0 + sums.inverse.quadraticForm(sums.z.row($1)) }
            expected -= w / n * (single + rho * (shared - single))
            slope += n * w - w * w * shared
        }
        let q = sums.q
        let tau2 = slope > 0 ? max(0, (q - expected) / slope) : 0
        self.tau2 = tau2
        iSquared = q > 0 ? max(0, 100 * (q - expected) / q) : 0
        var weights = initial
        for (number, rows) in groups.enumerated() {
            for row in rows { weights[row] = 1 / (Double(rows.count) * (means[number] + tau2)) }
        }
        self.weights = weights
    }
}

/// τ² and ω² of hierarchical effects: Σ w e² and Σ (Σ e)² over studies set to what they are expected to be.
private struct HierarchicalMoments {
    let tau2: Double
    let omega2: Double

    init(_ model: LinearModel, _ groups: [[Int]]) throws(StatisticsError) {
        let weights = model.variances.map { 1 / $0 }
        let sums = try StudySums(model, groups, weights: weights)
        let p = model.coefficients
        var squares = Matrix(rows: p, columns: p)
        var (plain, weighted) = (squares, squares)
        /// The two statistics, then what each gains from sampling errors, τ² and ω².
        var first = (q: 0.0, sampling: 0.0, tau2: 0.0, omega2: 0.0)
        var second = (q: sums.q, sampling: Double(model.studies - p), tau2: 0.0, omega2: 0.0)
        for rows in groups {
            let n = Double(rows.count)
            let s = sums.total(rows) { _ in 1 }
            let u = sums.total(rows) { weights[$0] }
            let rest = rows.reduce(0) { $0 + sums.residuals[$1] }
            first.q += rest * rest
            first.sampling += rows.reduce(0) { $0 + model.variances[$1] } - sums.trace(s, s)
            first.tau2 += n * n - 2 * n * sums.trace(u, s)
            first.omega2 += n - 2 * sums.trace(u, s)
            second.tau2 += rows.reduce(0) { $0 + weights[$1] } - sums.trace(u, u)
            for a in 0..<p {
                for b in 0..<p {
                    plain[a, b] += s[a] * s[b]
                    weighted[a, b] += u[a] * u[b]
                }
            }
            for row in rows {
                for a in 0..<p {
                    for b in 0..<p {
                        squares[a, b] += weights[row] * weights[row] * sums.z[row, a] * sums.z[row, b]
                    }
                }
            }
        }
        let m = sums.inverse
        first.tau2 += Self.trace(plain * m, weighted * m)
        first.omega2 += Self.trace(plain * m, squares * m)
        second.omega2 = weights.reduce(0, +) - (m * squares).diagonal.reduce(0, +)
        let determinant = first.omega2 - second.omega2 * first.tau2 / second.tau2
        let left = (first.q - first.sampling) - first.tau2 * (second.q - second.sampling) / second.tau2
        // With one row a study the two cannot be told apart; all of it then lies between studies.
        let isApart = abs(determinant) > 1e-10 * abs(first.omega2)
        let omega2 = isApart ? max(0, left / determinant) : 0
        self.omega2 = omega2
        tau2 = max(0, (second.q - second.sampling - second.omega2 * omega2) / second.tau2)
    }

    private static func trace(_ a: Matrix, _ b: Matrix) -> Double {
        var sum = 0.0
        for i in 0..<a.rows { for j in 0..<a.rows { sum += a[i, j] * b[j, i] } }
        return sum
    }
}
