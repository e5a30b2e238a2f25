import Glibc
import TrialNumerics

/// How the variance τ² between the studies of a network is estimated; one τ² for every comparison.
///
/// The two likelihoods without `MV` take the contrasts of a multi-arm study against its first arm (in the order of treatments) as
/// if their sampling errors were independent, as R's netmeta does, so that τ² depends a little on that order. Those of the
/// multivariate model have their covariance and depend on nothing. Without multi-arm studies they are the same.
public enum NetworkHeterogeneityEstimator: String, Sendable, Codable, CaseIterable {
    /// The generalised method of moments, as DerSimonian and Laird for two treatments.
    case derSimonianLaird = "DL"
    /// Restricted maximum likelihood, contrasts of a multi-arm study taken as independent.
    case restrictedMaximumLikelihood = "REML"
    /// Maximum likelihood, contrasts of a multi-arm study taken as independent.
    case maximumLikelihood = "ML"
    /// Restricted maximum likelihood of the multivariate model.
    case multivariateRestricted = "REML-MV"
    /// Maximum likelihood of the multivariate model.
    case multivariateMaximum = "ML-MV"

    /// Whether covariances within multi-arm studies are left out of the likelihood of τ².
    var ignoresCovariance: Bool { self == .restrictedMaximumLikelihood || self == .maximumLikelihood }
    private var isRestricted: Bool { self == .restrictedMaximumLikelihood || self == .multivariateRestricted }

    /// τ² with how it was found; nil τ² where no degree of freedom is left.
    func tau2(_ network: TreatmentNetwork, common: NetworkKernel) -> (tau2: Double?, convergence: Convergence) {
        guard common.degreesOfFreedom > 0 else { return (nil, .closedForm) }
        if self == .derSimonianLaird {
            let denominator = common.momentDenominator
            let excess = common.q - Double(common.degreesOfFreedom)
            return (denominator > 0 ? max(0, excess / denominator) : 0, .closedForm)
        }
        return NetworkLikelihoodSearch(
            ignoresCovariance ? network.withIndependentContrasts : network, isRestricted: isRestricted
        ).maximum()
    }
}

/// The highest of the roots of the score, looked for over the whole line of τ².
struct NetworkLikelihoodSearch {
    let network: TreatmentNetwork
    let isRestricted: Bool

    init(_ network: TreatmentNetwork, isRestricted: Bool) {
        self.network = network
        self.isRestricted = isRestricted
    }

    private func point(_ tau2: Double) -> (tau2: Double, value: Double, score: Double)? {
        guard let kernel = NetworkKernel(network, tau2: tau2) else { return nil }
        let found = kernel.likelihood(isRestricted: isRestricted)
        guard found.value.isFinite, found.score.isFinite else { return nil }
        return (tau2, found.value, found.score)
    }

    func maximum() -> (tau2: Double?, convergence: Convergence) {
        let method = "roots of the \(isRestricted ? "restricted " : "")likelihood's derivative"
        var evaluations = 0
        let typical = network.studies.flatMap(\.variances).sorted()[network.contrasts.count / 2]
        let spread = network.studies.flatMap { $0.estimates.map { $0 * $0 } }.max() ?? 0
        let top = log(max(typical, spread) * 1e3)
        let bottom = log(typical * 1e-7)
        let steps = 48
        var grid = [0.0]
        for k in 0...steps { grid.append(exp(bottom + (top - bottom) * Double(k) / Double(steps))) }
        var points: [(tau2: Double, value: Double, score: Double)] = []
        for tau2 in grid {
            evaluations += 1
            if let p = point(tau2) { points.append(p) }
        }
        guard let first = points.first else {
            return (nil, Convergence(converged: false, iterations: evaluations, method: method))
        }
        var best = first
        for (left, right) in zip(points, points.dropFirst()) where left.score > 0 && right.score <= 0 {
            let root = refine(left, right, &evaluations)
            if root.value > best.value || best.score > 0 { best = root }
        }
        return (best.tau2, Convergence(converged: best.tau2 < exp(top), iterations: evaluations, method: method))
    }

    /// Bisection with regula falsi (Illinois) on the score.
    private func refine(
        _ left: (tau2: Double, value: Double, score: Double), _ right: (tau2: Double, value: Double, score: Double),
        _ evaluations: inout Int
    ) -> (tau2: Double, value: Double, score: Double) {
        var (low, high) = (left, right)
        var (lowScore, highScore) = (left.score, right.score)
        var lastSide = 0
        for step in 0..<200 where high.tau2 - low.tau2 > 1e-14 * high.tau2 {
            let cut = (low.tau2 * highScore - high.tau2 * lowScore) / (highScore - lowScore)
            let middle = step % 3 == 2 || !(cut > low.tau2 && cut < high.tau2) ? 0.5 * (low.tau2 + high.tau2) : cut
            evaluations += 1
            guard let p = point(middle) else { break }
            if p.score == 0 { return p }
            if p.score > 0 {
                (low, lowScore) = (p, p.score)
                if lastSide == 1 { highScore /= 2 }
                lastSide = 1
            } else {
                (high, highScore) = (p, p.score)
                if lastSide == -1 { lowScore /= 2 }
                lastSide = -1
            }
        }
        return abs(low.score) < abs(high.score) ? low : high
    }
}
