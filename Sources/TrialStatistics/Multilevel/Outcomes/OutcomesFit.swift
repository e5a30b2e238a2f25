import TrialNumerics

/// Joint and separate effects on several outcomes.
public struct OutcomesFit: Sendable, Codable, Equatable {
    /// What is known of one outcome.
    public struct Outcome: Sendable, Codable, Equatable {
        /// The outcome, as the rows name it.
        public let outcome: String
        /// Number of its rows.
        public let rows: Int
        /// Number of its trials.
        public let trials: Int
        /// The effect from the rows of all outcomes.
        public let joint: JudgedEffect
        /// The variance of true effects in the joint model.
        public let tau2: Double
        /// The effect from the outcome's own rows; nil where they cannot be pooled.
        public let separate: JudgedEffect?
        /// The variance of true effects from its own rows; nil for one trial.
        public let separateTau2: Double?
        /// Borrowing of strength, in percent; nil where it cannot be had.
        public let borrowing: Double?
    }

    /// The model of all rows.
    public let fit: MultilevelFit
    /// How true effects of one trial hang together.
    public let structure: RandomStructureKind
    /// The outcomes, in the order of their first rows.
    public let outcomes: [Outcome]
    /// Correlations of true effects between outcomes, in the order of the outcomes; 1 on the diagonal.
    public let correlations: Matrix
    /// The test that no outcome is affected; nil where it cannot be had.
    public let test: DependentTest?
    /// The effects judged by how trials scatter; nil where that was not asked for or too few trials are there.
    public let robust: RobustInference?

    /// The correlation of true effects on two outcomes; nil where one has no rows.
    ///
    /// - Parameters:
    ///   - first: One outcome, as the rows name it.
    ///   - second: The other.
    public func correlation(_ first: String, _ second: String) -> Double? {
        guard let a = outcomes.firstIndex(where: { $0.outcome == first }),
            let b = outcomes.firstIndex(where: { $0.outcome == second })
        else { return nil }
        return correlations[a, b]
    }
}

extension MultilevelFitter {
    /// The joint model with each outcome by itself beside it.
    ///
    /// Effects are judged by t on the number of the outcome's trials less one, by the normal distribution where the fitter's
    /// inference is that. The separate estimates are univariate random effects by the same likelihood, those of one trial
    /// its own estimate. Borrowing of strength: Jackson, White, Price, Copas and Riley 2017, doi:10.1177/0962280215611702.
    ///
    /// - Parameters:
    ///   - several: The model.
    ///   - correction: How few trials are made up for where they also judge the effects; nil where not.
    /// - Throws: `StatisticsError` where the model cannot be fitted.
    public func outcomes(
        _ several: OutcomesModel, robust correction: ClusterCorrection? = nil
    ) throws(StatisticsError) -> OutcomesFit {
        let fit = try fitWithComponentLimits(several.model)
        let solution = try solution(several.model, fit)
        let g = solution.structures[0]
        let strengths = try? borrowingOfStrength(several.model, fit, outcomes: several.rows.outcomes)
        let outcomes = several.outcomes.enumerated().map { position, name in
            let own = several.rows.outcomes.indices.filter { several.rows.outcomes[$0] == name }
            let trials = several.trials(of: name)
            let alone = separate(several, rows: own, trials: trials)
            return OutcomesFit.Outcome(
                outcome: name, rows: own.count, trials: trials,
                joint: JudgedEffect(
                    solution.coefficients[position], variance: solution.covariance[position, position],
                    degreesOfFreedom: degrees(trials), level: level, spread: g[position, position]),
                tau2: g[position, position], separate: alone?.effect, separateTau2: alone?.tau2,
                borrowing: strengths?.first { $0.outcome == name }?.percent)
        }
        let least = several.outcomes.map { degrees(several.trials(of: $0)) }.min() ?? .infinity
        let joint = LinearHypothesis(
            Matrix(diagonal: Array(repeating: 1, count: several.outcomes.count)), coefficients: solution.coefficients,
            covariance: solution.covariance, degreesOfFreedom: least)
        return OutcomesFit(
            fit: fit, structure: several.structure, outcomes: outcomes, correlations: Self.correlations(g),
            test: joint.joint.map { DependentTest($0) },
            robust: correction.flatMap { correction in
                try? robust(
                    several.model, fit, clusters: several.rows.trials,
                    by: RobustMethod(correction: correction, level: level))
            })
    }

    /// Degrees of freedom of an outcome in so many trials; with one there are none, and then the normal distribution judges.
    private func degrees(_ trials: Int) -> Double {
        inference == .normal || trials < 2 ? .infinity : Double(trials - 1)
    }

    /// The effect of some rows by themselves: random effects of trials, for one trial the rows' common effect.
    private func separate(
        _ several: OutcomesModel, rows: [Int], trials: Int
    ) -> (effect: JudgedEffect, tau2: Double?)? {
        let term = RandomTerm(name: "trial", rows: rows.map { several.rows.trials[$0] })
        guard
            let model = try? MultilevelModel(
                estimates: rows.map { several.rows.estimates[$0] }, covariance: several.rows.covariance.subset(rows),
                terms: trials > 1 ? [term] : []),
            let fit = try? fit(model)
        else { return nil }
        let tau2 = fit.components.first?.value
        let effect = JudgedEffect(
            fit.pooled.estimate, variance: fit.covariance[0, 0], degreesOfFreedom: degrees(trials), level: level,
            spread: tau2)
        return (effect, tau2)
    }

    private static func correlations(_ g: Matrix) -> Matrix {
        var result = g
        for i in 0..<g.rows {
            for j in 0..<g.columns {
                let scale = (g[i, i] * g[j, j]).squareRoot()
                result[i, j] = i == j ? 1 : scale > 0 ? g[i, j] / scale : 0
            }
        }
        return result
    }
}
