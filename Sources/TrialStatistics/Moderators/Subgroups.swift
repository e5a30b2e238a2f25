import TrialNumerics

/// Pools each group of studies by itself and tests whether the groups differ.
///
/// Q between = Σ (θ_g − θ̄)² / SE_g² with the standard errors of the interval method in force, against χ² on G − 1
/// degrees of freedom. With a t-type interval an F test is given beside it: Welch's where each group has its own τ²,
/// Knapp and Hartung's of the meta-regression on groups where τ² is common.
///
/// *Edge cases*: a group with one study contributes its own estimate (its τ² is 0 unless τ² is common) and leaves Welch's
/// test undefined. *References*: Borenstein and Higgins 2013, doi:10.1007/s11121-013-0377-7; Welch 1951,
/// doi:10.1093/biomet/38.3-4.330; Knapp and Hartung 2003, doi:10.1002/sim.1482.
public struct Subgroups: Sendable {
    /// Whether the groups share τ².
    public enum Heterogeneity: String, Sendable, Codable, CaseIterable {
        /// Each group has its own τ².
        case separate
        /// One τ², estimated from the residuals within groups.
        case common
    }

    /// Whether the groups share τ².
    public let heterogeneity: Heterogeneity

    /// Creates the analysis.
    public init(heterogeneity: Heterogeneity = .separate) { self.heterogeneity = heterogeneity }

    /// Pools `model` by the label of each study.
    ///
    /// - Parameters:
    ///   - model: Estimates without moderators.
    ///   - labels: The group of each study.
    ///   - pooling: The choices for each group and for all studies together.
    /// - Throws: `StatisticsError` where there is not one label a study, where the model has moderators, or where a
    ///   common τ² is asked for and no group has two studies.
    public func analyse(
        _ model: LinearModel, labels: [String], pooling: PoolingModel
    ) throws(StatisticsError) -> SubgroupAnalysis {
        try check(model, labels)
        let members = Self.members(labels)
        let grouped = try groupModel(model, members)
        var choices = pooling
        if heterogeneity == .common, pooling.givenTau2 == nil, let estimator = pooling.heterogeneity {
            guard let grouped else {
                throw StatisticsError(
                    .tooFewStudies, "a common τ² needs a group with two studies; choose separate τ²", field: "labels")
            }
            choices.givenTau2 = estimator.estimate(grouped).tau2
        }
        var groups: [SubgroupAnalysis.Group] = []
        for (label, rows) in members {
            groups.append(.init(label: label, studies: rows, fit: try choices.fit(model.subset(rows))))
        }
        let q = groups.reduce(0) { $0 + $1.fit.heterogeneity.q }
        return SubgroupAnalysis(
            heterogeneity: heterogeneity, groups: groups, overall: try pooling.fit(model),
            commonTau2: heterogeneity == .common ? choices.givenTau2 : nil, qWithin: q,
            qWithinDegreesOfFreedom: model.studies - groups.count, between: BetweenGroupsTest(groups),
            betweenF: try betweenF(groups, grouped, choices), warnings: Self.warnings(groups))
    }

    private func check(_ model: LinearModel, _ labels: [String]) throws(StatisticsError) {
        guard labels.count == model.studies else {
            throw StatisticsError(
                .unequalLengths, "there must be one group label a study: \(model.studies), not \(labels.count)",
                field: "labels")
        }
        guard model.design.isInterceptOnly else {
            throw StatisticsError(
                .unsupported,
                "subgroups need independent estimates without moderators; put the group among the moderators")
        }
    }

    private static func members(_ labels: [String]) -> [(String, [Int])] {
        var order: [String] = []
        var rows: [String: [Int]] = [:]
        for (i, label) in labels.enumerated() {
            if rows[label] == nil { order.append(label) }
            rows[label, default: []].append(i)
        }
        return order.map { ($0, rows[$0] ?? []) }
    }

    /// The meta-regression with one coefficient a group; nil where every group has one study.
    private func groupModel(
        _ model: LinearModel, _ members: [(String, [Int])]
    ) throws(StatisticsError) -> LinearModel? {
        guard members.count < model.studies else { return nil }
        var x = Matrix(rows: model.studies, columns: members.count)
        for (g, member) in members.enumerated() { for i in member.1 { x[i, g] = 1 } }
        return try LinearModel(
            estimates: model.estimates, variances: model.variances,
            design: DesignMatrix(values: x, names: members.map { $0.0 }), givenWeights: model.givenWeights)
    }

    private func betweenF(
        _ groups: [SubgroupAnalysis.Group], _ grouped: LinearModel?, _ choices: PoolingModel
    ) throws(StatisticsError) -> BetweenGroupsTest? {
        guard groups.contains(where: { $0.fit.pooled.degreesOfFreedom != nil }) else { return nil }
        guard heterogeneity == .common else { return BetweenGroupsTest(welch: groups) }
        guard let grouped else { return nil }
        let tau2 = choices.givenTau2 ?? 0
        let solution = ModelSolution(grouped, tau2: tau2, isRandom: choices.heterogeneity != nil)
        let inference = choices.interval.inference(for: solution, level: choices.level)
        return BetweenGroupsTest(solution, inference)
    }

    private static func warnings(_ groups: [SubgroupAnalysis.Group]) -> [MethodWarning] {
        groups.filter { $0.studies.count == 1 }.map {
            MethodWarning(
                code: "group-of-one",
                message: "Group '\($0.label)' has one study; its heterogeneity cannot be judged.")
        }
    }
}

extension BetweenGroupsTest {
    /// Q between against χ²; nil for fewer than two groups.
    init?(_ groups: [SubgroupAnalysis.Group]) {
        guard groups.count > 1 else { return nil }
        let q = Self.between(groups).q
        let df = Double(groups.count - 1)
        self.init(
            name: "Q", statistic: q, degreesOfFreedom: df, denominatorDegreesOfFreedom: nil,
            pValue: ChiSquaredDistribution(degreesOfFreedom: df).upperTail(q))
    }

    /// Welch's F; nil where a group has one study.
    init?(welch groups: [SubgroupAnalysis.Group]) {
        guard groups.count > 1, groups.allSatisfy({ $0.studies.count > 1 }) else { return nil }
        let (q, weights) = Self.between(groups)
        let total = weights.reduce(0, +)
        let g = Double(groups.count)
        let spread = zip(weights, groups).reduce(0) { sum, pair in
            let rest = 1 - pair.0 / total
            return sum + rest * rest / Double(pair.1.studies.count - 1)
        }
        let statistic = q / (g - 1) / (1 + 2 * (g - 2) / (g * g - 1) * spread)
        let denominator = (g * g - 1) / (3 * spread)
        self.init(
            name: "Welch F", statistic: statistic, degreesOfFreedom: g - 1, denominatorDegreesOfFreedom: denominator,
            pValue: FDistribution(numeratorDegreesOfFreedom: g - 1, denominatorDegreesOfFreedom: denominator)
                .upperTail(statistic))
    }

    /// The F test that all coefficients of a cell-means model are equal.
    init?(_ solution: ModelSolution, _ inference: CoefficientInference) {
        let groups = solution.coefficients.count
        guard groups > 1, let df = inference.degreesOfFreedom.min(), df.isFinite, df > 0 else { return nil }
        let weights = inference.covariance.diagonal.map { 1 / $0 }
        let m = Double(groups - 1)
        let statistic = Self.between(solution.coefficients, weights) / m
        self.init(
            name: "Knapp–Hartung F", statistic: statistic, degreesOfFreedom: m, denominatorDegreesOfFreedom: df,
            pValue: FDistribution(numeratorDegreesOfFreedom: m, denominatorDegreesOfFreedom: df).upperTail(statistic))
    }

    private static func between(_ groups: [SubgroupAnalysis.Group]) -> (q: Double, weights: [Double]) {
        let weights = groups.map { 1 / ($0.fit.pooled.standardError * $0.fit.pooled.standardError) }
        return (between(groups.map(\.fit.pooled.estimate), weights), weights)
    }

    private static func between(_ estimates: [Double], _ weights: [Double]) -> Double {
        let mean = dot(estimates, weights) / weights.reduce(0, +)
        return zip(estimates, weights).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }
    }
}
