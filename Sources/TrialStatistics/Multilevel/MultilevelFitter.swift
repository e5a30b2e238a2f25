import Glibc
import TrialNumerics

/// Fits multilevel models by restricted or plain maximum likelihood.
///
/// Works block by block over rows that depend on each other, so that no matrix is larger than the largest block. The likelihood
/// and its derivatives are exact; see ``MultilevelModel`` for the model.
///
/// *Edge cases*: a component of exactly 0 is possible and said (`component-on-bound`); without random terms the fit is the common
/// effect with correlated errors. One row has one level of every term: an error unless the components are given.
public struct MultilevelFitter: Sendable {
    /// Whether the restricted likelihood (REML) is maximised in place of the plain one (ML).
    public var isRestricted: Bool
    /// Confidence level of all limits.
    public var level: Double
    /// How the coefficients are judged.
    public var inference: MultilevelInference
    /// Values of components that are not to be estimated, in the order of the components; nil where estimated. May be shorter.
    public var givenComponents: [Double?]

    /// Creates a fitter.
    public init(
        isRestricted: Bool = true, level: Double = 0.95, inference: MultilevelInference = .normal,
        givenComponents: [Double?] = []
    ) {
        self.isRestricted = isRestricted
        self.level = level
        self.inference = inference
        self.givenComponents = givenComponents
    }

    /// Fits the model.
    ///
    /// - Throws: `StatisticsError` where the level is outside 0…1, a given component is not possible, a term cannot be identified
    ///   or the likelihood exists nowhere.
    public func fit(_ model: MultilevelModel) throws(StatisticsError) -> MultilevelFit {
        let found = try search(model)
        return try MultilevelSummary(model, found, self).fit
    }

    /// What the search found, with what it started from.
    struct Found {
        let kernel: MultilevelKernel
        let end: ComponentSearch.End
        let derivatives: SurfaceDerivatives
    }

    /// - Parameter start: Components near which the top lies; the search elsewhere is left out where one is found from there.
    func search(_ model: MultilevelModel, near start: [Double]? = nil) throws(StatisticsError) -> Found {
        guard level > 0, level < 1 else {
            throw StatisticsError(.impossibleData, "the confidence level must lie between 0 and 1", field: "level")
        }
        var slots = try model.slots(given: givenComponents)
        try model.checkIdentifiability(slots)
        try model.checkBlocks()
        let kernel: MultilevelKernel
        if model.linear.residualDegreesOfFreedom == 0 {
            for i in slots.indices where slots[i].given == nil { slots[i].given = 0 }
        }
        kernel = MultilevelKernel(model, slots: slots)
        let search = ComponentSearch(kernel, isRestricted: isRestricted)
        let near = start.flatMap { search.maximum(near: $0) }
        guard let end = near.flatMap({ $0.converged ? $0 : nil }) ?? search.maximum(),
            let derivatives = search.surface.derivatives(end.solution.components)
        else {
            throw StatisticsError(
                .notConverged,
                "the covariance of the estimates is not positive definite at any start; check the covariances and given components",
                field: "covariance")
        }
        return Found(kernel: kernel, end: end, derivatives: derivatives)
    }
}

/// Turns what the search found into the answer.
struct MultilevelSummary {
    let fit: MultilevelFit

    init(_ model: MultilevelModel, _ found: MultilevelFitter.Found, _ fitter: MultilevelFitter) throws(StatisticsError)
    {
        let solution = found.end.solution
        let components = Self.components(found)
        let degrees = fitter.inference.degreesOfFreedom(model)
        let inference = CoefficientInference(covariance: solution.covariance, degreesOfFreedom: degrees)
        let coefficients = inference.table(
            names: model.design.names, estimates: solution.coefficients, level: fitter.level)
        guard let plain = CommonFit(model) else {
            throw StatisticsError(
                .invalidVariance, "the sampling covariance is too close to singular; lower the correlations",
                field: "covariance")
        }
        let total = MultilevelHeterogeneity.totalVariance(solution)
        let likelihood = Self.fitStatistics(solution, model.covariance)
        let tested =
            model.design.isPooledEffectOnly
            ? [] : (0..<model.coefficients).filter { !model.design.interceptColumns.contains($0) }
        let hasTerms = !model.terms.isEmpty
        fit = MultilevelFit(
            rows: model.rows, isRestricted: fitter.isRestricted, level: fitter.level, inference: fitter.inference,
            coefficients: coefficients, covariance: solution.covariance, components: components,
            heterogeneity: MultilevelHeterogeneity(model, plain: plain, components: components, total: total),
            moderatorTest: ModeratorTest(
                coefficients: solution.coefficients, covariance: solution.covariance,
                degreesOfFreedom: tested.map { degrees[$0] }.min() ?? .infinity, testing: tested),
            prediction: hasTerms && model.design.isPooledEffectOnly
                ? Self.prediction(coefficients[0], degrees[0], total, fitter.level) : nil,
            maximumLikelihood: likelihood.maximum, restrictedLikelihood: likelihood.restricted,
            weights: solution.weightPercentages,
            convergence: Convergence(
                converged: found.end.converged, iterations: found.end.steps,
                method: !hasTerms
                    ? "closed form" : "Newton on the \(fitter.isRestricted ? "restricted " : "")likelihood"),
            warnings: Self.warnings(found, components, fitter, degrees))
    }

    private static func prediction(_ pooled: Coefficient, _ df: Double, _ total: Double?, _ level: Double)
        -> ConfidenceLimits?
    {
        guard let total else { return nil }
        let quantile = StudentTDistribution(degreesOfFreedom: df).upperQuantile((1 - level) / 2)
        let half = quantile * (total + pooled.standardError * pooled.standardError).squareRoot()
        return ConfidenceLimits(lower: pooled.estimate - half, upper: pooled.estimate + half)
    }

    /// The components with standard errors from the expected information of those that are free to move.
    private static func components(_ found: MultilevelFitter.Found) -> [VarianceComponent] {
        let values = found.end.solution.components
        let slots = found.kernel.slots
        func isOnBound(_ i: Int) -> Bool {
            let p = slots[i].parameter
            return slots[i].given == nil && (values[i] <= p.lower || values[i] >= p.upper)
        }
        let information = found.derivatives.expected
        let singular = found.kernel.singularTerms(found.end.solution.structures)
        // Beside a variance of 0 its correlation carries no information.
        let free = slots.indices.filter {
            slots[$0].given == nil && !isOnBound($0) && information[$0, $0] > 0 && !singular.contains(slots[$0].term)
        }
        let inverse =
            free.isEmpty ? nil : Cholesky(Matrix(free.map { i in free.map { information[i, $0] } }))?.inverse
        return slots.indices.map { i in
            let parameter = slots[i].parameter
            let error = free.firstIndex(of: i).flatMap { at in
                inverse.map { parameter.standardError($0[at, at].squareRoot(), at: values[i]) }
            }
            return VarianceComponent(
                slots[i], value: parameter.value(values[i]), standardError: error, limits: nil, isOnBound: isOnBound(i))
        }
    }

    private static func fitStatistics(_ solution: MultilevelSolution, _ covariance: SamplingCovariance)
        -> (maximum: FitStatistics, restricted: FitStatistics?)
    {
        let kernel = solution.kernel
        let parameters = Double(kernel.model.coefficients + kernel.slots.count { $0.given == nil })
        let logTwoPi = log(2 * Double.pi)
        let isInBlock = Set(covariance.blocks.flatMap(\.rows))
        var saturated = 0.0
        for (row, variance) in covariance.variances.enumerated() {
            saturated -= 0.5 * (logTwoPi + (isInBlock.contains(row) ? 0 : log(variance)))
        }
        for block in covariance.blocks { saturated -= 0.5 * (Cholesky(block.matrix)?.logDeterminant ?? .nan) }
        let df = Double(kernel.model.linear.residualDegreesOfFreedom)
        return (
            FitStatistics(
                logLikelihood: solution.maximum, deviance: -2 * (solution.maximum - saturated),
                parameters: parameters, observations: Double(kernel.model.rows)),
            df > 0
                ? FitStatistics(
                    logLikelihood: solution.restricted, deviance: -2 * solution.restricted, parameters: parameters,
                    observations: df)
                : nil
        )
    }

    /// Names of components inside their bounds whose standard error would be a thousand times their natural size.
    private static func undetermined(_ found: MultilevelFitter.Found) -> [String] {
        let (kernel, solution) = (found.kernel, found.end.solution)
        let sampling = kernel.model.covariance.variances.reduce(0, +) / Double(kernel.model.rows)
        let singular = kernel.singularTerms(solution.structures)
        return kernel.slots.indices.filter { i in
            let (slot, value) = (kernel.slots[i], solution.components[i])
            guard slot.given == nil, value > slot.parameter.lower, value < slot.parameter.upper,
                !singular.contains(slot.term)
            else { return false }
            let size =
                switch slot.parameter.kind {
                case .variance: max(value, slot.parameter.coordinate(sampling))
                case .correlation: 1.0
                case .range: value
                }
            return !(found.derivatives.expected[i, i] * size * size > 1e-6)
        }.map { kernel.slots[$0].name }
    }

    private static func warnings(
        _ found: MultilevelFitter.Found, _ components: [VarianceComponent], _ fitter: MultilevelFitter,
        _ degrees: [Double]
    ) -> [MethodWarning] {
        var warnings: [MethodWarning] = []
        if !found.end.converged {
            warnings.append(
                MethodWarning(
                    code: "not-converged",
                    message: "The search for the variance components did not converge; do not rely on this fit."))
        }
        for component in components where component.isOnBound {
            warnings.append(
                MethodWarning(
                    code: "component-on-bound",
                    message: "The estimate of '\(component.name)' lies on the edge of what is possible, at "
                        + "\(component.value); the data say little about it."))
        }
        for name in undetermined(found) {
            warnings.append(
                MethodWarning(
                    code: "component-undetermined",
                    message: "The likelihood hardly changes with '\(name)': the data do not tell it."))
        }
        for term in found.kernel.singularTerms(found.end.solution.structures) {
            warnings.append(
                MethodWarning(
                    code: "component-on-bound",
                    message:
                        "The covariance matrix of '\(term)' lies on the edge of what is possible (it is singular); the "
                        + "data say little about some of its correlations."))
        }
        if fitter.inference != .normal, degrees.contains(where: { !$0.isFinite }) {
            warnings.append(
                MethodWarning(
                    code: "no-degrees-of-freedom",
                    message: "There are too few levels for a t distribution; the normal one is used."))
        }
        return warnings
    }
}
