/// What a model says of some of its studies: the part of a fit that leave-one-out and cumulative tables show.
public struct Refit: Sendable, Codable, Equatable {
    /// Number of studies in this refit.
    public let studies: Int
    /// The coefficients; without moderators the first is the pooled effect.
    public let coefficients: [Coefficient]
    /// The between-study variance τ²; 0 for a common effect.
    public let tau2: Double
    /// I² in percent.
    public let iSquared: Double
    /// H².
    public let hSquared: Double
    /// Cochran's Q.
    public let q: Double
    /// Its degrees of freedom, k − p.
    public let qDegreesOfFreedom: Int
    /// P(χ² > Q).
    public let qPValue: Double
    /// What a reader must know of this refit.
    public let warnings: [MethodWarning]

    /// The first coefficient: the pooled effect of a model without moderators.
    public var pooled: Coefficient { coefficients[0] }

    init(_ model: LinearModel, by choices: PoolingModel, iSquared definition: ISquaredDefinition) {
        var plain = choices
        plain.heterogeneityInterval = nil
        let solved = choices.solve(model)
        self.init(
            studies: model.studies, coefficients: solved.inference.table(solved.solution, level: choices.level),
            HeterogeneitySummary(model: model, estimate: solved.estimate, choices: plain).heterogeneity
                .showing(definition, level: choices.level),
            warnings: solved.inference.warnings)
    }

    /// What a fit without one study says.
    init(_ fit: DeletedFit, by choices: PoolingModel, iSquared definition: ISquaredDefinition) {
        let summary = HeterogeneitySummary(
            atZero: fit.atZero, degreesOfFreedom: fit.residualDegreesOfFreedom,
            estimate: HeterogeneityEstimate(tau2: fit.tau2, standardError: nil), choices: choices)
        self.init(
            studies: fit.studies, coefficients: fit.inference.table(of: fit.solution, level: choices.level),
            summary.heterogeneity.showing(definition, level: choices.level), warnings: fit.inference.warnings)
    }

    private init(
        studies: Int, coefficients: [Coefficient], _ summary: Heterogeneity, warnings: [MethodWarning]
    ) {
        self.studies = studies
        self.coefficients = coefficients
        tau2 = summary.tau2
        iSquared = summary.iSquared
        hSquared = summary.hSquared
        q = summary.q
        qDegreesOfFreedom = summary.qDegreesOfFreedom
        qPValue = summary.qPValue
        self.warnings = warnings
    }
}

extension Heterogeneity {
    /// The same with I² and H² by `definition`.
    fileprivate func showing(_ definition: ISquaredDefinition, level: Double) -> Heterogeneity {
        definition == .fromTau2 ? self : withSquaresFromQ(level: level)
    }
}
