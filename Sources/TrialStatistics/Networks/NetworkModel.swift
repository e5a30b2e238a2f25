import TrialNumerics

/// The frequentist network meta-analysis model: yᵢⱼ = θᵢ − θⱼ + δ + ε over all trials at once, common and random effects.
///
/// Graph-theoretical (Rücker 2012, doi:10.1002/jrsm.1058), which gives the estimates of the multivariate contrast-based model
/// exactly, multi-arm trials with their covariances included. The random-effects model has one variance τ² for all comparisons.
///
/// *Edge cases*: without a degree of freedom τ² is unknown, and the random model repeats the common one, with a warning.
public struct NetworkModel: Sendable {
    /// How τ² is estimated.
    public var heterogeneity: NetworkHeterogeneityEstimator
    /// A τ² that is known; nil to estimate it.
    public var tau2: Double?
    /// The level of all intervals.
    public var level: Double

    /// Creates a model.
    public init(
        heterogeneity: NetworkHeterogeneityEstimator = .derSimonianLaird, tau2: Double? = nil, level: Double = 0.95
    ) {
        self.heterogeneity = heterogeneity
        self.tau2 = tau2
        self.level = level
    }

    /// Fits both models.
    ///
    /// - Throws: `StatisticsError` where the network falls into parts (they are named), or an option is not possible.
    public func fit(_ network: TreatmentNetwork) throws(StatisticsError) -> NetworkFit {
        guard level > 0, level < 1 else {
            throw StatisticsError(.impossibleData, "the confidence level must lie between 0 and 1", field: "level")
        }
        if let tau2, !(tau2 >= 0 && tau2.isFinite) {
            throw StatisticsError(.invalidVariance, "a given τ² must be a number of at least 0", field: "tau2")
        }
        try network.checkConnected()
        guard let common = NetworkKernel(network, tau2: 0) else { throw Self.singular }
        let found: (tau2: Double?, convergence: Convergence) =
            if let tau2 { (tau2, .closedForm) } else { heterogeneity.tau2(network, common: common) }
        guard let random = NetworkKernel(network, tau2: found.tau2 ?? 0) else { throw Self.singular }
        return NetworkFit(self, common: common, random: random, tau2: found.tau2, convergence: found.convergence)
    }

    static let singular = StatisticsError(
        .invalidVariance, "the variances are too far apart for a solution; check the smallest and the largest",
        field: "standardError")
}

/// One treatment against another, by a network or a part of its evidence.
public struct NetworkEstimate: Sendable, Codable, Equatable {
    /// The estimate, on the scale of analysis.
    public let estimate: Double
    /// Its standard error.
    public let standardError: Double
    /// Estimate over standard error.
    public let statistic: Double
    /// Two-sided p-value by the normal distribution.
    public let pValue: Double
    /// Confidence limits.
    public let limits: ConfidenceLimits

    init(_ estimate: Double, variance: Double, level: Double) {
        self.estimate = estimate
        standardError = variance.squareRoot()
        statistic = estimate / standardError
        pValue = NormalDistribution.standard.twoSided(statistic)
        let half = NormalDistribution.standard.upperQuantile((1 - level) / 2) * standardError
        limits = ConfidenceLimits(lower: estimate - half, upper: estimate + half)
    }

    private init(reversing other: NetworkEstimate) {
        estimate = -other.estimate
        standardError = other.standardError
        statistic = -other.statistic
        pValue = other.pValue
        limits = ConfidenceLimits(lower: -other.limits.upper, upper: -other.limits.lower)
    }

    /// The same with treatment and comparator exchanged.
    public var reversed: NetworkEstimate { NetworkEstimate(reversing: self) }
}

/// A network fitted: every treatment against every other one, and how well the trials agree.
public struct NetworkFit: Sendable {
    /// The choices.
    public let model: NetworkModel
    /// The data.
    public let network: TreatmentNetwork
    let common: NetworkKernel
    let random: NetworkKernel
    /// τ², the variance between studies of one comparison; nil where no degree of freedom is left.
    public let tau2: Double?
    /// How τ² was found.
    public let convergence: Convergence

    init(
        _ model: NetworkModel, common: NetworkKernel, random: NetworkKernel, tau2: Double?, convergence: Convergence
    ) {
        self.model = model
        network = common.network
        self.common = common
        self.random = random
        self.tau2 = tau2
        self.convergence = convergence
    }

    /// The treatments, in the order of all matrices.
    public var treatments: [String] { network.treatments }
    /// Generalised Q of the common-effect model: heterogeneity and inconsistency together.
    public var q: Double { common.q }
    /// Degrees of freedom of Q.
    public var degreesOfFreedom: Int { common.degreesOfFreedom }

    func kernel(_ effects: NetworkEffects) -> NetworkKernel { effects == .common ? common : random }

    /// The treatment at position `i` against that at `j`.
    ///
    /// - Precondition: the positions differ.
    public func comparison(_ i: Int, _ j: Int, _ effects: NetworkEffects) -> NetworkEstimate {
        precondition(i != j, "a treatment is not compared with itself")
        let kernel = kernel(effects)
        return NetworkEstimate(kernel.estimate(i, j), variance: kernel.variance(i, j), level: model.level)
    }

    /// Estimates of the treatment of the row against that of the column.
    public func estimates(_ effects: NetworkEffects) -> Matrix {
        let kernel = kernel(effects)
        return matrix { kernel.estimate($0, $1) }
    }

    /// Their standard errors, 0 on the diagonal.
    public func standardErrors(_ effects: NetworkEffects) -> Matrix {
        let kernel = kernel(effects)
        return matrix { kernel.variance($0, $1).squareRoot() }
    }

    private func matrix(_ element: (Int, Int) -> Double) -> Matrix {
        var result = Matrix(rows: treatments.count, columns: treatments.count)
        for i in treatments.indices { for j in treatments.indices where i != j { result[i, j] = element(i, j) } }
        return result
    }

    /// The covariance of the effects against the treatment at `reference`, in the order of the others.
    public func covariance(reference: Int, _ effects: NetworkEffects) -> Matrix {
        let c = kernel(effects).inverse
        let others = treatments.indices.filter { $0 != reference }
        return Matrix(
            others.map { i in
                others.map { j in c[i, j] - c[i, reference] - c[j, reference] + c[reference, reference] }
            })
    }

    /// Standard error of what a new study of a comparison would show: √(se² + τ²); nil without τ².
    public func predictionError(_ i: Int, _ j: Int) -> Double? {
        tau2.map { (random.variance(i, j) + $0).squareRoot() }
    }

    /// Where the true difference in a new study may lie, by t on the degrees of freedom of Q; nil where it has none.
    public func prediction(_ i: Int, _ j: Int) -> ConfidenceLimits? {
        guard let error = predictionError(i, j), degreesOfFreedom > 0 else { return nil }
        let quantile = StudentTDistribution(degreesOfFreedom: Double(degreesOfFreedom))
            .upperQuantile((1 - model.level) / 2)
        let estimate = random.estimate(i, j)
        return ConfidenceLimits(lower: estimate - quantile * error, upper: estimate + quantile * error)
    }

    /// The test that all treatments are equal: χ² with one degree of freedom fewer than treatments; nil where it cannot be had.
    ///
    /// - Parameter effects: Whether effects are common or random.
    public func overallTest(_ effects: NetworkEffects) -> LinearHypothesis.JointTest? {
        let others = treatments.count - 1
        guard others > 0 else { return nil }
        let kernel = kernel(effects)
        return LinearHypothesis(
            Matrix(diagonal: Array(repeating: 1, count: others)),
            coefficients: (1...others).map { kernel.estimate($0, 0) }, covariance: covariance(reference: 0, effects),
            degreesOfFreedom: .infinity, level: model.level
        ).joint
    }

    /// How heterogeneous and inconsistent the network is as a whole.
    public var heterogeneity: NetworkHeterogeneity {
        NetworkHeterogeneity(q: q, degreesOfFreedom: degreesOfFreedom, level: model.level)
    }

    /// The standard error that gives each row its weight: 1/√w, larger in multi-arm studies; nil where a weight is not positive.
    public func adjustedErrors(_ effects: NetworkEffects) -> [Double?] {
        var errors: [Double?] = Array(repeating: nil, count: network.contrasts.count)
        for (study, w) in zip(network.studies, kernel(effects).weights) {
            for (row, weight) in zip(study.rows, w.weights) where weight > 0 { errors[row] = 1 / weight.squareRoot() }
        }
        return errors
    }

    /// What each row adds to the Q of the common-effect model.
    public var rowQ: [Double] { common.rowQ }

    /// What a reader must know beside the numbers.
    public var warnings: [MethodWarning] {
        var warnings: [MethodWarning] = []
        if degreesOfFreedom == 0 {
            warnings.append(
                MethodWarning(
                    code: "no-degrees-of-freedom",
                    message: "No comparison was made twice, so that heterogeneity is unknown; the random-effects model "
                        + "repeats the common one."))
        }
        if !convergence.converged {
            warnings.append(
                MethodWarning(code: "not-converged", message: "The search for τ² did not end; do not rely on this fit.")
            )
        }
        if model.tau2 == nil, model.heterogeneity.ignoresCovariance,
            network.studies.contains(where: { $0.arms.count > 2 })
        {
            warnings.append(
                MethodWarning(
                    code: "multi-arm-likelihood",
                    message:
                        "The likelihood of τ² takes the comparisons of a multi-arm study as independent; REML-MV and ML-MV "
                        + "have their covariance."))
        }
        let negative = zip(network.studies, random.weights).filter { $1.weights.contains { $0 < 0 } }.map(\.0.name)
        if !negative.isEmpty {
            warnings.append(
                MethodWarning(
                    code: "negative-weight",
                    message:
                        "The standard errors of \(negative.joined(separator: ", ")) do not fit independent arms; a "
                        + "comparison has a negative weight. Check them against the report."))
        }
        return warnings
    }
}

/// Which of the two models.
public enum NetworkEffects: String, Sendable, Codable, CaseIterable {
    /// One true difference for each comparison.
    case common
    /// True differences that vary between studies by τ².
    case random
}
