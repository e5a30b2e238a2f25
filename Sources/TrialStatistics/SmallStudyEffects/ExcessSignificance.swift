import TrialNumerics

/// The test of excess significance: whether more studies are significant than their power allows.
///
/// O studies have a two-sided p ≤ α; E = Σ power, each study's power at the true effect θ with variance v + τ². The
/// p-value is one-sided, for O above E: by χ² = (O − E)²/E + (O − E)²/(k − E), by the binomial distribution at E/k, or
/// by the exact distribution of a sum of unequal Bernoulli variables. The limit estimate is the θ at which p equals
/// `limitLevel`.
///
/// *Edge cases*: where every power is 1 but a study is not significant χ² is nil. The limit estimate is nil where even
/// θ = 0 does not reach the level, and with τ² > 0. *Reference*: Ioannidis and Trikalinos 2007,
/// doi:10.1177/1740774507079441.
public struct ExcessSignificance: Sendable, Codable, Equatable {
    /// How the p-value is found.
    public enum Distribution: String, Sendable, Codable, CaseIterable {
        /// Pearson's χ², signed.
        case chiSquared = "chi2"
        /// Binomial with the mean power.
        case binomial = "binom"
        /// Sum of Bernoulli variables, each with its own power.
        case exact
    }

    /// How the p-value was found.
    public let distribution: Distribution
    /// O, the number of significant studies.
    public let observed: Int
    /// E, the number expected.
    public let expected: Double
    /// Each study's power.
    public let power: [Double]
    /// The true effect assumed.
    public let effect: Double
    /// The between-study variance assumed.
    public let tau2: Double
    /// χ²; nil for the other distributions.
    public let chiSquared: Double?
    /// One-sided p-value for an excess.
    public let pValue: Double
    /// The true effect at which the p-value is `limitLevel`.
    public let limitEffect: Double?
    /// What a reader must know.
    public let warnings: [MethodWarning]

    /// The levels of the test.
    public struct Levels: Sendable {
        /// Two-sided level at which a study counts as significant.
        public var study = 0.05
        /// Level of the excess test at which the limit estimate is sought.
        public var limit = 0.1

        /// Creates the usual levels.
        public init() {}
    }

    /// What is taken for the truth.
    public struct Truth: Sendable {
        /// The true effect θ, or the mean of the true effects.
        public let effect: Double
        /// Their variance τ².
        public let tau2: Double

        /// Creates an assumption; one common effect unless said otherwise.
        public init(effect: Double, tau2: Double = 0) {
            self.effect = effect
            self.tau2 = tau2
        }
    }

    /// Tests the studies of an intercept-only model; θ and τ² are those of `choices`.
    ///
    /// - Throws: `StatisticsError` for moderators or levels outside 0…1.
    public init(
        _ model: LinearModel, by choices: PoolingModel, distribution: Distribution = .chiSquared,
        levels: Levels = Levels()
    ) throws(StatisticsError) {
        let solved = choices.solve(model)
        try self.init(
            model, assuming: Truth(effect: solved.solution.coefficients[0], tau2: solved.estimate.tau2),
            distribution: distribution, levels: levels)
    }

    /// Tests the studies of an intercept-only model against a given truth.
    ///
    /// - Throws: `StatisticsError` for moderators, levels outside 0…1, or a truth that is not finite.
    public init(
        _ model: LinearModel, assuming truth: Truth, distribution: Distribution = .chiSquared, levels: Levels = Levels()
    ) throws(StatisticsError) {
        guard model.design.isInterceptOnly else {
            throw StatisticsError(.unsupported, "the test of excess significance knows no moderators")
        }
        guard levels.study > 0, levels.study < 1, levels.limit > 0, levels.limit < 1 else {
            throw StatisticsError(.impossibleData, "the levels must lie between 0 and 1", field: "level")
        }
        guard truth.effect.isFinite, truth.tau2.isFinite, truth.tau2 >= 0 else {
            throw StatisticsError(.notFinite, "the assumed effect and τ² ≥ 0 must be finite numbers", field: "effect")
        }
        let critical = NormalDistribution.standard.upperQuantile(levels.study / 2)
        let observed = zip(model.estimates, model.variances).count { abs($0) / $1.squareRoot() >= critical }
        let evidence = Evidence(
            variances: model.variances, tau2: truth.tau2, critical: critical, observed: observed,
            distribution: distribution)
        let power = evidence.power(truth.effect)
        let sum = power.reduce(0, +)
        self.distribution = distribution
        self.observed = observed
        expected = sum
        self.power = power
        effect = truth.effect
        tau2 = truth.tau2
        chiSquared = distribution == .chiSquared ? evidence.chiSquared(expected: sum).ifFinite : nil
        pValue = evidence.pValue(truth.effect)
        limitEffect =
            truth.tau2 > 0 ? nil : evidence.limit(direction: truth.effect < 0 ? -1 : 1, level: levels.limit)
        warnings = MethodWarning.fewStudiesForAsymmetry(model.studies)
    }
}

private struct Evidence {
    let variances: [Double]
    let tau2: Double
    let critical: Double
    let observed: Int
    let distribution: ExcessSignificance.Distribution

    func power(_ effect: Double) -> [Double] {
        variances.map { v in
            let edge = critical * v.squareRoot()
            let truth = NormalDistribution(mean: effect, standardDeviation: (v + tau2).squareRoot())
            return truth.upperTail(edge) + truth.cumulative(-edge)
        }
    }

    func chiSquared(expected: Double) -> Double {
        let excess = Double(observed) - expected
        if excess == 0 { return 0 }
        return excess * excess / expected + excess * excess / (Double(variances.count) - expected)
    }

    func pValue(_ effect: Double) -> Double {
        let power = power(effect)
        let expected = power.reduce(0, +)
        switch distribution {
        case .chiSquared:
            let root = chiSquared(expected: expected).squareRoot()
            return NormalDistribution.standard.upperTail(Double(observed) >= expected ? root : -root)
        case .binomial:
            if observed == 0 { return 1 }
            let k = Double(power.count)
            return BinomialDistribution(trials: k, probability: min(1, expected / k)).upperTail(Double(observed - 1))
        case .exact:
            return Self.upperTail(power, observed)
        }
    }

    /// P(at least `count` successes) among independent trials with their own probabilities.
    private static func upperTail(_ probabilities: [Double], _ count: Int) -> Double {
        var masses = [1.0] + [Double](repeating: 0, count: probabilities.count)
        for (done, p) in probabilities.enumerated() {
            for m in stride(from: done + 1, through: 1, by: -1) { masses[m] = masses[m] * (1 - p) + masses[m - 1] * p }
            masses[0] *= 1 - p
        }
        return min(1, masses[count...].reduce(0, +))
    }

    /// The effect in `direction` at which the p-value rises through `level`.
    func limit(direction: Double, level: Double) -> Double? {
        let step = (variances.min() ?? 1).squareRoot() / 4
        let root = RootFinder.rootOfFalling(from: 0, step: step, limit: 1e6 * step) { level - pValue(direction * $0) }
        guard level > pValue(0), let distance = root.found else { return nil }
        return direction * distance
    }
}
