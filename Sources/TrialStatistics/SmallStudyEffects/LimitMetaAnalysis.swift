import TrialNumerics

/// Limit meta-analysis: the effect that would be seen if every study were infinitely precise.
///
/// A generalised radial regression of y/√(v + τ²) on 1/√(v + τ²) gives slope β and intercept α. The study-specific
/// limit estimates are β + √(τ²/(v + τ²)) (y − β); three adjusted effects follow: β + τα (the default), the
/// common-effect mean of the limit estimates, and the slope of their own radial regression. G² is the share of the
/// variability of the limit estimates that is left unexplained by small-study effects.
///
/// *Edge cases*: fewer than three studies or equal variances are errors; at τ² = 0 all limit estimates are β and G² =
/// 0. *Reference*: Rücker, Schwarzer, Carpenter, Binder and Schumacher 2011, doi:10.1093/biostatistics/kxq046.
public struct LimitMetaAnalysis: Sendable, Codable, Equatable {
    /// Which adjusted effect.
    public enum Adjustment: String, Sendable, Codable, CaseIterable {
        /// β + τα: the expectation of an infinitely precise study.
        case expectation = "beta0"
        /// The common-effect mean of the limit estimates.
        case limitMean = "mulim"
        /// The slope of the radial regression of the limit estimates.
        case limitSlope = "betalim"
    }

    /// Which adjusted effect was asked for.
    public let adjustment: Adjustment
    /// The adjusted effect with its normal interval.
    public let adjusted: Coefficient
    /// The intercept α of the generalised radial regression: the small-study effect.
    public let smallStudyEffect: Double
    /// Its slope β.
    public let slope: Double
    /// Cochran's Q, and its parts: by small-study effects, and left over.
    public let q: Double, smallStudyQ: Double, residualQ: Double
    /// G²: residual over total sum of squares of the radial regression of the limit estimates, 0…1; 0 at τ² = 0.
    public let gSquared: Double
    /// The τ² used.
    public let tau2: Double
    /// The limit estimates of the studies.
    public let limitEstimates: [Double]
    /// What a reader must know.
    public let warnings: [MethodWarning]

    /// Analyses the studies of an intercept-only model at the τ² of `choices`.
    ///
    /// - Throws: `StatisticsError` for moderators, fewer than three studies or equal variances.
    public init(
        _ model: LinearModel, by choices: PoolingModel, adjustment: Adjustment = .expectation
    ) throws(StatisticsError) {
        try choices.checkedLevel()
        guard model.design.isInterceptOnly else {
            throw StatisticsError(.unsupported, "limit meta-analysis knows no moderators")
        }
        guard model.studies > 2 else {
            throw StatisticsError(.tooFewStudies, "limit meta-analysis needs at least 3 studies")
        }
        let tau2 = choices.solve(model).estimate.tau2
        let (y, v) = (model.estimates, model.variances)
        let plain = try RadialRegression(y, v)
        let general = try RadialRegression(y, v.map { $0 + tau2 })
        let limits = zip(y, v).map {
            general.slope + (tau2 / ($1 + tau2)).squareRoot() * ($0 - general.slope)
        }
        let radial = try RadialRegression(limits, v)
        let precision = v.reduce(0) { $0 + 1 / $1 }
        let (estimate, error): (Double, Double)
        switch adjustment {
        case .expectation:
            estimate = general.slope + tau2.squareRoot() * general.intercept
            error = general.error(at: tau2.squareRoot())
        case .limitMean:
            estimate = zip(limits, v).reduce(0) { $0 + $1.0 / $1.1 } / precision
            error = 1 / precision.squareRoot()
        case .limitSlope:
            estimate = radial.slope
            error = radial.slopeError
        }
        var kernel = ModelKernel(model)
        q = kernel.evaluate(0).residual
        residualQ = plain.residual
        smallStudyQ = q - plain.residual
        gSquared = tau2 > 0 ? radial.unexplained : 0
        adjusted = Self.coefficient(estimate, error, level: choices.level)
        self.adjustment = adjustment
        smallStudyEffect = general.intercept
        slope = general.slope
        self.tau2 = tau2
        limitEstimates = limits
        warnings = MethodWarning.fewStudiesForAsymmetry(model.studies)
    }

    private static func coefficient(_ estimate: Double, _ error: Double, level: Double) -> Coefficient {
        let half = NormalDistribution.standard.upperQuantile((1 - level) / 2) * error
        return Coefficient(
            name: "adjusted", estimate: estimate, standardError: error, statistic: estimate / error,
            degreesOfFreedom: nil, pValue: NormalDistribution.standard.twoSided(estimate / error),
            limits: ConfidenceLimits(lower: estimate - half, upper: estimate + half))
    }
}

/// The straight line of y/√v on 1/√v, residual variance taken as 1.
struct RadialRegression {
    let slope: Double
    let intercept: Double
    let slopeError: Double
    let residual: Double
    private let meanPrecision: Double
    private let points: Double

    /// The standard error of slope + `abscissa` × intercept.
    func error(at abscissa: Double) -> Double {
        let lever = (1 - abscissa * meanPrecision) * slopeError
        return (lever * lever + abscissa * abscissa / points).squareRoot()
    }

    /// Residual over total sum of squares of y/√v about its mean: 1 − R².
    let unexplained: Double

    init(_ estimates: [Double], _ variances: [Double]) throws(StatisticsError) {
        let k = Double(estimates.count)
        let x = variances.map { 1 / $0.squareRoot() }
        let z = zip(estimates, x).map { $0 * $1 }
        let (meanX, meanZ) = (x.reduce(0, +) / k, z.reduce(0, +) / k)
        var (xx, xz, zz) = (0.0, 0.0, 0.0)
        for i in x.indices {
            xx += (x[i] - meanX) * (x[i] - meanX)
            xz += (x[i] - meanX) * (z[i] - meanZ)
            zz += (z[i] - meanZ) * (z[i] - meanZ)
        }
        guard xx > 1e-24 * k * meanX * meanX else {
            throw StatisticsError(
                .invalidVariance,
                "all studies have the same variance, so small ones cannot be compared with large ones",
                field: "variance")
        }
        meanPrecision = meanX
        points = k
        slope = xz / xx
        intercept = meanZ - slope * meanX
        slopeError = 1 / xx.squareRoot()
        var residual = 0.0
        for i in x.indices {
            let r = z[i] - intercept - slope * x[i]
            residual += r * r
        }
        self.residual = residual
        unexplained = zz > 0 ? residual / zz : 0
    }
}
