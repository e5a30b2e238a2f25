import TrialNumerics

/// A test of combinations of coefficients that draws the clusters' residuals with random signs.
///
/// The model is fitted with the combinations at 0, its residuals are kept cluster by cluster and multiplied by one random sign a
/// cluster, and the statistic of the full model, Q on the CR1 covariance with the working weights held, is compared
/// with that of the data. With so few clusters that all signs can be tried, all are. *References*: Cameron, Gelbach and Miller
/// 2008, Review of Economics and Statistics 90; for meta-analysis Joshi, Pustejovsky and Beretvas 2022, doi:10.1002/jrsm.1554.
///
/// *Edge cases*: under about 5 clusters there are too few different signs for a small p-value: the smallest possible one is said.
public struct ClusterWildBootstrap: Sendable, Codable, Equatable {
    /// The statistic of the data, Q/q.
    public let statistic: Double
    /// The share of draws whose statistic is as large; the data count as one of them.
    public let pValue: Double
    /// How many draws were made.
    public let draws: Int
    /// Whether all signs were tried.
    public let isExact: Bool
    /// The seed of the draws; nil where all were tried.
    public let seed: UInt64?
    /// The smallest p-value that so many clusters allow.
    public let smallest: Double
    /// Number of clusters.
    public let clusters: Int
}

extension ClusterWildBootstrap {
    /// How many draws, from which seed.
    public struct Draws: Sendable, Equatable {
        /// Draws where not all signs are tried.
        public var count: Int
        /// The seed.
        public var seed: UInt64

        /// 1,999 draws, unless told otherwise.
        public init(count: Int = 1999, seed: UInt64 = 1) {
            self.count = count
            self.seed = seed
        }
    }
}

extension MultilevelFitter {
    /// The bootstrap test of the rows of `combinations`, whose columns are the coefficients of a fit of `model`.
    ///
    /// - Throws: `StatisticsError` as `robust` does, for fewer than one draw, and where the combinations depend on each other.
    public func wildBootstrap(
        _ combinations: Matrix, _ model: MultilevelModel, _ fit: MultilevelFit, clusters: [String],
        draws: ClusterWildBootstrap.Draws = .init()
    ) throws(StatisticsError) -> ClusterWildBootstrap {
        guard combinations.columns == model.coefficients, combinations.rows > 0 else {
            throw StatisticsError(
                .unequalLengths, "a combination needs \(model.coefficients) numbers, one a coefficient",
                field: "combinations")
        }
        guard draws.count > 0 else {
            throw StatisticsError(.impossibleData, "there must be one draw at least", field: "iterations")
        }
        let working = try WorkingClusters(try solution(model, fit), clusters: clusters)
        guard let runner = WildDraws(working, combinations) else {
            throw StatisticsError(
                .unsupported, "the combinations depend on each other, or cannot be tested with these clusters",
                field: "combinations")
        }
        return runner.test(draws)
    }
}

/// The statistic as a function of the clusters' signs.
///
/// With residuals r = y − Xβ₀ of the null fit and signs s, β* − β₀ = M Σ s X′Wr, and the residuals of a cluster are s r − X(β* − β₀).
private struct WildDraws {
    private let inverse: Matrix
    private let rows: Matrix
    /// X′W of each cluster times its null residuals.
    private let scores: [[Double]]
    /// X′WX of each cluster.
    private let information: [Matrix]

    private static let mostExact = 12

    init?(_ clusters: WorkingClusters, _ combinations: Matrix) {
        inverse = clusters.inverse
        rows = combinations * clusters.basis.back
        // The null fit: β₀ = β − M L′(LML′)⁻¹ Lβ.
        let l = rows
        let through = inverse * l.transposed
        guard let middle = Cholesky(l * through) else { return nil }
        let shift = through * middle.solve(combinations * clusters.coefficients)
        var (scores, information) = ([[Double]](), [Matrix]())
        for cluster in clusters.clusters {
            let residuals = zip(cluster.residuals, cluster.design * shift).map { $0 + $1 }
            let weighted = (cluster.weight * cluster.design).transposed
            scores.append(weighted * residuals)
            information.append(weighted * cluster.design)
        }
        self.scores = scores
        self.information = information
        guard statistic(Array(repeating: 1, count: scores.count)) != nil else { return nil }
    }

    private func statistic(_ signs: [Double]) -> Double? {
        var total = Array(repeating: 0.0, count: inverse.rows)
        for (score, sign) in zip(scores, signs) { for a in total.indices { total[a] += sign * score[a] } }
        let move = inverse * total
        let q = rows.rows
        var covariance = Matrix(rows: q, columns: q)
        for (number, score) in scores.enumerated() {
            let back = information[number] * move
            let rest = rows * (inverse * zip(score, back).map { signs[number] * $0 - $1 })
            for a in 0..<q { for b in 0..<q { covariance[a, b] += rest[a] * rest[b] } }
        }
        guard let factor = Cholesky(covariance) else { return nil }
        let half = factor.forwardSolve(rows * move)
        let m = Double(scores.count)
        return (m - 1) / m * dot(half, half) / Double(q)
    }

    func test(_ draws: ClusterWildBootstrap.Draws) -> ClusterWildBootstrap {
        let m = scores.count
        let observed = statistic(Array(repeating: 1, count: m)) ?? .nan
        let bar = observed * (1 - 1e-10)
        let isExact = m <= Self.mostExact
        // All signs turned give the same statistic, so the first cluster keeps its sign.
        let count = isExact ? 1 << (m - 1) : draws.count
        var generator = SeededGenerator(seed: draws.seed)
        var asLarge = 0
        for draw in 0..<count {
            let signs: [Double] = (0..<m).map { cluster in
                if isExact { return cluster > 0 && draw >> (cluster - 1) & 1 == 1 ? -1 : 1 }
                return Bool.random(using: &generator) ? 1 : -1
            }
            // A draw whose covariance is singular is an extreme one.
            if statistic(signs).map({ $0 >= bar }) ?? true { asLarge += 1 }
        }
        let p = isExact ? Double(asLarge) / Double(count) : Double(asLarge + 1) / Double(count + 1)
        return ClusterWildBootstrap(
            statistic: observed, pValue: p, draws: count, isExact: isExact, seed: isExact ? nil : draws.seed,
            smallest: max(1 / Double(isExact ? count : count + 1), m < 60 ? 1 / Double(1 << (m - 1)) : 0), clusters: m)
    }
}
