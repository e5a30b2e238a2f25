import TrialNumerics

/// Tests of coefficients by rearranging whole clusters, whatever their rows have in common.
///
/// Without moderators the signs of all rows of a cluster are flipped together; with moderators, which must be constant within
/// clusters, clusters exchange their rows of the design. Every rearrangement is fitted anew. p is the share of rearrangements, the
/// observed data among them, whose statistic is at least as extreme; so it is never below 2/2ᵐ for m clusters, or 1/m! with
/// moderators. *References*: Follmann and Proschan 1999, doi:10.1111/j.0006-341X.1999.00732.x, for studies; Phipson and Smyth
/// 2010, doi:10.2202/1544-6115.1585, for counting the observed data in a sample.
public struct ClusterPermutation: Sendable, Codable, Equatable {
    /// One test a coefficient.
    public let coefficients: [PermutationTest.CoefficientTest]
    /// Number of rearrangements counted, the observed data among them.
    public let rearrangements: Int
    /// Whether these are all there are.
    public let isExact: Bool
    /// Number of clusters.
    public let clusters: Int
    /// The seed of a sample; nil where all rearrangements were taken.
    public let seed: UInt64?
}

extension MultilevelFitter {
    /// The tests of the coefficients of `model` by rearranging clusters.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - clusters: The cluster of each row; they hold together all rows that depend on each other.
    ///   - plan: How many rearrangements are taken.
    /// - Throws: `StatisticsError` where clusters cut through rows that depend on each other, a moderator varies within a cluster,
    ///   there are fewer than two clusters, or the model cannot be fitted.
    public func permutation(
        _ model: MultilevelModel, clusters: [String], plan: PermutationPlan = PermutationPlan()
    ) throws(StatisticsError) -> ClusterPermutation {
        let rearranged = try RearrangedClusters(model, clusters: clusters, plan: plan)
        let observed = try search(model)
        let start = observed.end.solution.components
        let statistics = Self.statistics(observed)
        var counts = Array(repeating: 0, count: statistics.count)
        rearranged.visit { data, times in
            // A rearrangement without a fit counts as extreme: the test is never surer than what could be computed.
            let found = data.flatMap { try? self.search($0, near: start) }
            let own = found.map { Self.statistics($0) } ?? statistics
            for j in counts.indices where abs(own[j]) >= abs(statistics[j]) * (1 - PermutationTest.tieTolerance) {
                counts[j] += times
            }
        }
        return ClusterPermutation(
            coefficients: statistics.indices.map { j in
                PermutationTest.CoefficientTest(
                    name: model.design.names[j], statistic: statistics[j],
                    pValue: Double(counts[j]) / Double(rearranged.total))
            }, rearrangements: rearranged.total, isExact: rearranged.isExact, clusters: rearranged.count,
            seed: rearranged.isExact ? nil : plan.seed)
    }

    /// The coefficients over their standard errors; 0 for 0/0.
    private static func statistics(_ found: Found) -> [Double] {
        let solution = found.end.solution
        return solution.coefficients.enumerated().map { j, value in
            value == 0 ? 0 : value / solution.covariance[j, j].squareRoot()
        }
    }
}

/// The data that are as likely as the observed ones where there is no effect, cluster by cluster.
private struct RearrangedClusters {
    let isExact: Bool
    /// Number of data sets counted, the observed one among them.
    let total: Int
    /// Number of clusters.
    let count: Int
    private let model: MultilevelModel
    /// For each row the number of its cluster.
    private let member: [Int]
    private let plan: PermutationPlan
    private let flipsSigns: Bool

    init(_ model: MultilevelModel, clusters: [String], plan: PermutationPlan) throws(StatisticsError) {
        guard clusters.count == model.rows else {
            throw StatisticsError(
                .unequalLengths, "has \(clusters.count) rows, there are \(model.rows) estimates", field: "cluster")
        }
        guard plan.iterations > 0 else {
            throw StatisticsError(
                .impossibleData, "a permutation test needs at least one iteration", field: "iterations")
        }
        let sets = RowConnections(labels: clusters).sets
        guard sets.count > 1 else {
            throw StatisticsError(
                .tooFewStudies, "one cluster cannot be rearranged; give two or more", field: "cluster")
        }
        var member = Array(repeating: 0, count: model.rows)
        for (number, rows) in sets.enumerated() { for row in rows { member[row] = number } }
        for connected in model.connections.sets {
            guard let other = connected.first(where: { member[$0] != member[connected[0]] }) else { continue }
            throw StatisticsError(
                .unsupported,
                "the row depends on rows of cluster '\(clusters[connected[0]])' by the model; choose clusters that hold together all rows that depend on each other",
                study: other + 1, field: "cluster")
        }
        flipsSigns = model.design.isInterceptOnly
        if !flipsSigns {
            for rows in sets {
                let first = model.design.values.row(rows[0])
                guard let other = rows.first(where: { model.design.values.row($0) != first }) else { continue }
                throw StatisticsError(
                    .unsupported,
                    "a moderator varies within cluster '\(clusters[rows[0]])', so clusters cannot exchange it",
                    study: other + 1, field: "moderators")
            }
        }
        self.model = model
        self.member = member
        self.plan = plan
        count = sets.count
        let all = Self.all(count, flipsSigns: flipsSigns)
        isExact = all.map { $0 <= plan.exactLimit } ?? false
        total = isExact ? all ?? 0 : plan.iterations + 1
    }

    /// How many rearrangements there are; nil beyond what an integer holds.
    private static func all(_ clusters: Int, flipsSigns: Bool) -> Int? {
        if flipsSigns { return clusters < 62 ? 1 << clusters : nil }
        return clusters <= 20 ? (1...clusters).reduce(1, *) : nil
    }

    /// Hands over each data set with how often it counts; nil where it is no model.
    func visit(_ look: (MultilevelModel?, Int) -> Void) {
        guard isExact else {
            look(model, 1)
            var generator = SeededGenerator(seed: plan.seed)
            for _ in 0..<plan.iterations { look(sampled(&generator), 1) }
            return
        }
        if flipsSigns {
            // Flipping all signs flips only those of the statistics, so half of the flips stand for all.
            for mask in 0..<(1 << (count - 1)) {
                look(flipped((0..<count).map { $0 > 0 && mask >> ($0 - 1) & 1 == 1 }), 2)
            }
        } else {
            var order = Array(0..<count)
            permute(&order, from: 0) { look(exchanged($0), 1) }
        }
    }

    private func sampled(_ generator: inout SeededGenerator) -> MultilevelModel? {
        if flipsSigns { return flipped((0..<count).map { _ in generator.next() & 1 == 1 }) }
        return exchanged(Array(0..<count).shuffled(using: &generator))
    }

    private func permute(_ order: inout [Int], from place: Int, _ look: ([Int]) -> Void) {
        guard place < order.count - 1 else { return look(order) }
        for other in place..<order.count {
            order.swapAt(place, other)
            permute(&order, from: place + 1, look)
            order.swapAt(place, other)
        }
    }

    private func flipped(_ isFlipped: [Bool]) -> MultilevelModel? {
        try? MultilevelModel(
            estimates: model.estimates.indices.map {
                isFlipped[member[$0]] ? -model.estimates[$0] : model.estimates[$0]
            },
            covariance: model.covariance, design: model.design, terms: model.terms)
    }

    /// Each cluster with the row of the design that another one had.
    private func exchanged(_ order: [Int]) -> MultilevelModel? {
        var first = Array(repeating: 0, count: count)
        for row in member.indices.reversed() { first[member[row]] = row }
        let rows = member.map { model.design.values.row(first[order[$0]]) }
        return try? MultilevelModel(
            estimates: model.estimates, covariance: model.covariance,
            design: DesignMatrix(values: Matrix(rows), names: model.design.names), terms: model.terms)
    }
}
