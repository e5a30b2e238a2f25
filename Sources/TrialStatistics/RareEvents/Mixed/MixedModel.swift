import Glibc
import TrialNumerics

/// A generalised linear mixed model fitted by maximum likelihood.
///
/// The random effects are integrated out exactly (or by adaptive Gauss–Hermite on request), the maximum is found by
/// Newton on the log-likelihood with its full Hessian. A model without a finite maximum says so.
///
/// *Edge cases*: an arm without events, separation, or heterogeneity that grows without bound give a reason in place of
/// an estimate; τ² = 0 competes as the boundary. *References*: Stijnen, Hamza and Özdemir 2010, doi:10.1002/sim.4040;
/// Jackson, Law, Stijnen, Viechtbauer and White 2018, doi:10.1002/sim.7588.
public struct MixedModel<Formulation: MixedModelFormulation>: RareEventMethod {
    /// How the model is written.
    public let formulation: Formulation
    /// Whether the effect varies over the studies (τ² is estimated) or is common.
    public let heterogeneous: Bool
    /// How the random effects are integrated out.
    public let integration: IntegrationRule
    /// The reference distribution of the coefficients.
    public let distribution: CoefficientDistribution
    /// Where the limits come from.
    public let limits: CoefficientLimits

    /// Creates a model.
    public init(
        _ formulation: Formulation, heterogeneous: Bool = true, integration: IntegrationRule = .exact,
        distribution: CoefficientDistribution = .normal, limits: CoefficientLimits = .wald
    ) {
        self.formulation = formulation
        self.heterogeneous = heterogeneous
        self.integration = integration
        self.distribution = distribution
        self.limits = limits
    }

    /// The formulation's word, `-common` without heterogeneity.
    public var code: String { formulation.code + (heterogeneous ? "" : "-common") }
    /// The formulation's name.
    public var name: String { formulation.name + (heterogeneous ? "" : ", common effect") }

    /// The pooled effect, or why the likelihood has no maximum.
    public func answer(for studies: [Formulation.Summary], level: Double) -> RareEventAnswer {
        switch summary(studies, design: nil, level: level) {
        case .failure(let reason): return .none(reason)
        case .success(let summary):
            let pooled = summary.coefficients(self)[0]
            var estimate = RareEventEstimate(
                pooled.estimate, from: pooled.lower, to: pooled.upper, scale: formulation.scale,
                usedDoubleZero: summary.fitter.problem.usedDoubleZero)
            estimate.standardError = pooled.standardError
            estimate.pValue = formulation.comparesGroups ? pooled.pValue : nil
            estimate.tau2 = summary.fit.tau2
            estimate.convergence = summary.convergence(integration)
            return .estimate(estimate)
        }
    }

    /// The model of checked studies; `design` has a row per study and a column per coefficient, by default one of ones.
    public func analyse(
        _ studies: [Formulation.Summary], design: Matrix? = nil, level: Double = 0.95
    ) -> Result<MixedModelResult, RareEventReason> {
        summary(studies, design: design, level: level).map { $0.result(self) }
    }

    private func summary(
        _ studies: [Formulation.Summary], design: Matrix?, level: Double
    ) -> Result<MixedModelSummary, RareEventReason> {
        precondition(design.map { $0.rows == studies.count } ?? true, "a design has one row per study")
        guard !studies.contains(where: \.isBeyondLikelihoods) else { return .failure(.beyondLikelihoods) }
        let problem = formulation.problem(studies)
        if problem.kept.isEmpty { return .failure(problem.obstacle ?? .noEvents) }
        if design == nil, let obstacle = problem.obstacle { return .failure(obstacle) }
        let rows = problem.kept.map { design?.row($0) ?? [1] }
        guard rows.count >= rows[0].count else {
            return .failure(RareEventReason("too-few-studies", "more coefficients than informative studies"))
        }
        let fitter = MixedModelFitter(problem: problem, design: Matrix(rows), rule: integration)
        let common = fitter.common()
        let fit = heterogeneous ? fitter.heterogeneous(from: common) : common
        if let reason = MixedModel.failure(fit, fitter.design) { return .failure(reason) }
        return .success(MixedModelSummary(fitter, common: common, fit: fit, level: level))
    }

    /// Why a fit must not be reported, if so.
    private static func failure(_ fit: MixedModelFitter.Fit, _ design: Matrix) -> RareEventReason? {
        if fit.optimum.diverged {
            return RareEventReason(
                "not-identified", "the heterogeneity grows without bound: the likelihood has no finite maximum")
        }
        if fit.optimum.exhausted {
            return RareEventReason(
                "too-much-work",
                "the search was given up after \(fit.optimum.iterations) steps, because its integrals spread too far; "
                    + "use glmm with conditional-exact, or mantel-haenszel")
        }
        guard let covariance = fit.covariance, design.isDetermined(fit.optimum.point.shared, covariance) else {
            return RareEventReason(
                "not-identified", "the data do not determine every coefficient (separation or a flat likelihood)")
        }
        return fit.optimum.converged
            ? nil
            : RareEventReason(
                "not-converged",
                "Newton stopped after \(fit.optimum.iterations) steps with a gradient of \(fit.optimum.largestGradient)"
            )
    }
}

extension Matrix {
    /// Whether every row's fitted effect is finite for practical purposes: below 50 with a standard error below 100 on
    /// the scale of the model, whatever the units of the columns.
    fileprivate func isDetermined(_ coefficients: [Double], _ covariance: Matrix) -> Bool {
        let block = Matrix((0..<columns).map { i in (0..<columns).map { covariance[i, $0] } })
        guard block.diagonal.allSatisfy({ $0 > 0 && $0.isFinite }) else { return false }
        return (0..<rows).allSatisfy { i in
            abs(dot(row(i), Array(coefficients.prefix(columns)))) < 50 && block.quadraticForm(row(i)) < 1e4
        }
    }
}
