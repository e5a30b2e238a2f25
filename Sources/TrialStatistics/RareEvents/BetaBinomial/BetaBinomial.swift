import Glibc
import TrialNumerics

/// What the two groups of a beta-binomial model share.
public enum BetaBinomialLink: String, Sendable, Codable, CaseIterable {
    /// The correlation ρ of two participants of one arm.
    case commonCorrelation = "common-rho"
    /// The second parameter β of the beta distributions.
    case commonBeta = "common-beta"
}

/// The marginal beta-binomial model of two groups.
///
/// The risks of the studies' arms follow beta distributions; log-odds of the mean risks differ by θ. Kuss 2015,
/// doi:10.1002/sim.6383. The arms are not paired within studies, so double-zero studies take part fully. Maximum
/// likelihood with limits from the observed information; at ρ = 0 the model is logistic regression on the summed table.
public struct BetaBinomial: RareEventMethod {
    /// What the groups share.
    public let link: BetaBinomialLink

    /// Creates the model.
    public init(link: BetaBinomialLink = .commonCorrelation) { self.link = link }

    /// `beta-binomial-common-rho` or `beta-binomial-common-beta`.
    public var code: String { "beta-binomial-\(link.rawValue)" }
    /// The name in full.
    public var name: String {
        link == .commonCorrelation
            ? "beta-binomial model, common correlation, odds ratio" : "beta-binomial model, common β, odds ratio"
    }

    /// The marginal log odds ratio, or why it is not finite.
    public func answer(for studies: [BinaryComparison], level: Double) -> RareEventAnswer {
        switch fit(studies) {
        case .failure(let reason): return .none(reason)
        case .success(let fit):
            var result = RareEventEstimate.wald(
                EffectEstimate(estimate: fit.point[0], variance: fit.variance), level: level, scale: .log,
                usedDoubleZero: studies.contains { !$0.informsRatio })
            result.convergence = fit.convergence
            return .estimate(result)
        }
    }

    private struct Fit {
        var point: [Double]
        var variance: Double
        var convergence: LikelihoodConvergence
    }

    /// The log-likelihood at (θ, log-odds on control, γ), γ = ρ / (1 − ρ) or 1 / β, without binomial coefficients.
    func logLikelihood(_ studies: [BinaryComparison], _ effect: Double, _ control: Double, _ gamma: Double) -> Double {
        var total = 0.0
        for study in studies {
            total += arm(study.events1, study.total1, control + effect, gamma)
            total += arm(study.events2, study.total2, control, gamma)
        }
        return total
    }

    private func arm(_ events: Double, _ total: Double, _ logOdds: Double, _ gamma: Double) -> Double {
        // Risk and its complement, or odds and 1: the beta parameters times γ.
        let (a, b) =
            link == .commonCorrelation
            ? (inverseLogit(logOdds), inverseLogit(-logOdds)) : (exp(logOdds), 1)
        return logRisingProduct(events, from: a, step: gamma) + logRisingProduct(total - events, from: b, step: gamma)
            - logRisingProduct(total, from: a + b, step: gamma)
    }

    /// The log-likelihood of binomial counts with a risk of their own for each arm, without binomial coefficients.
    private func saturated(_ studies: [BinaryComparison]) -> Double {
        func term(_ count: Double, _ total: Double) -> Double { count > 0 ? count * log(count / total) : 0 }
        return studies.reduce(0) {
            $0 + term($1.events1, $1.total1) + term($1.nonEvents1, $1.total1) + term($1.events2, $1.total2)
                + term($1.nonEvents2, $1.total2)
        }
    }

    private func fit(_ studies: [BinaryComparison]) -> Result<Fit, RareEventReason> {
        let x1 = studies.reduce(0) { $0 + $1.events1 }
        let y1 = studies.reduce(0) { $0 + $1.nonEvents1 }
        let x2 = studies.reduce(0) { $0 + $1.events2 }
        let y2 = studies.reduce(0) { $0 + $1.nonEvents2 }
        if x1 + x2 == 0 { return .failure(.noEvents) }
        if y1 + y2 == 0 { return .failure(.onlyEvents) }
        if x1 == 0 || y2 == 0 { return .failure(.noneOnTreatment) }
        if x2 == 0 || y1 == 0 { return .failure(.noneOnControl) }
        if studies.contains(where: \.isBeyondLikelihoods) { return .failure(.beyondLikelihoods) }
        let collapsed = [log(x1 / y1) - log(x2 / y2), log(x2 / y2)]
        // Around the saturated value, whose size is that of the counts, a relative tolerance means what it says.
        let origin = saturated(studies)
        let atZero = logLikelihood(studies, collapsed[0], collapsed[1], 0) - origin
        let boundary = Fit(
            point: collapsed, variance: 1 / x1 + 1 / y1 + 1 / x2 + 1 / y2,
            convergence: LikelihoodConvergence(
                converged: true, iterations: 0, largestGradient: 0, method: "closed form at zero correlation"))
        guard let best = search(studies, from: collapsed, above: origin), best.value > atZero + 1e-9 * (1 + abs(atZero))
        else {
            return .success(boundary)
        }
        if best.point[2] > 8.9 {
            return .failure(
                RareEventReason(
                    "not-identified", "the correlation tends to 1: each arm has only events or none"))
        }
        return polish(studies, best.point)
    }

    /// The best of two searches over (θ, control, log γ).
    private func search(
        _ studies: [BinaryComparison], from start: [Double], above origin: Double
    ) -> (point: [Double], value: Double)? {
        var minimiser = MultivariateMinimiser()
        minimiser.relativeTolerance = 1e-9
        minimiser.maximumEvaluations = 600
        var best: (point: [Double], value: Double)?
        for gamma in [-4.0, -1.5] {
            let found = minimiser.minimum(
                from: [start[0], start[1], gamma], lower: [start[0] - 10, start[1] - 10, -16],
                upper: [start[0] + 10, start[1] + 10, 9]
            ) { origin - logLikelihood(studies, $0[0], $0[1], exp($0[2])) }
            if found.value.isFinite && -found.value > (best?.value ?? -.infinity) {
                best = (found.arguments, -found.value)
            }
        }
        return best
    }

    /// Newton: the last digits of the maximum and the information there.
    private func polish(_ studies: [BinaryComparison], _ start: [Double]) -> Result<Fit, RareEventReason> {
        var point = start
        for iteration in 1...30 {
            let (gradient, information) = BetaBinomialDerivatives(link, studies, point).parts
            guard let factor = Cholesky(information) else { break }
            let step = factor.solve(gradient)
            let size = step.reduce(0) { max($0, abs($1)) }
            if size < 1e-7 {
                return .success(
                    Fit(
                        point: point, variance: factor.inverse[0, 0],
                        convergence: LikelihoodConvergence(
                            converged: true, iterations: iteration,
                            largestGradient: gradient.reduce(0) { max($0, abs($1)) },
                            method: "BOBYQA, then Newton")))
            }
            for j in 0..<3 { point[j] += min(1, 0.5 / size) * step[j] }
        }
        return .failure(
            RareEventReason("not-converged", "the likelihood is flat in the correlation; rely on the exact methods"))
    }
}
