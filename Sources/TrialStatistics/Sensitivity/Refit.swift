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
        let summary = HeterogeneitySummary(model: model, estimate: solved.estimate, choices: plain).heterogeneity
        studies = model.studies
        coefficients = solved.inference.table(solved.solution, level: choices.level)
        tau2 = summary.tau2
        let shown = definition == .fromTau2 ? summary : summary.withSquaresFromQ(level: choices.level)
        iSquared = shown.iSquared
        hSquared = shown.hSquared
        q = summary.q
        qDegreesOfFreedom = summary.qDegreesOfFreedom
        qPValue = summary.qPValue
        warnings = solved.inference.warnings
    }
}
