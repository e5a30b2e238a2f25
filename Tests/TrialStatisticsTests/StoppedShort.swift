import Testing
import TrialNumerics
import TrialStatistics

/// An estimator that takes over the reference's τ² where that one stopped short of the solution, and proves that it did.
///
/// The reference's default control ends when τ² moves by less than 1e-5 (or Q by 1e-4), so its τ² is off by about that
/// much. What follows from τ² is then compared at full precision at the reference's own τ². For REML the likelihood is
/// shown to be at least as high at ours, for Paule–Mandel the equation Q(τ²) = k − p to hold better.
struct StoppedShort: HeterogeneityEstimator {
    let base: any HeterogeneityEstimator
    let reference: [Double]
    var code: String { base.code }
    var name: String { base.name }
    /// The largest distance that the reference's control explains, absolute or relative to τ².
    static let reach = 5e-5

    init(_ reference: [Double?], base: any HeterogeneityEstimator = RestrictedMaximumLikelihood()) {
        self.reference = reference.compactMap { $0 }
        self.base = base
    }

    func estimate(_ model: LinearModel) -> HeterogeneityEstimate {
        let ours = base.estimate(model)
        guard let theirs = reference.min(by: { abs($0 - ours.tau2) < abs($1 - ours.tau2) }),
            abs(theirs - ours.tau2) < Self.reach * max(1, ours.tau2)
        else { return ours }
        #expect(merit(model, ours.tau2) >= merit(model, theirs) - 1e-11)
        return HeterogeneityEstimate(tau2: theirs, standardError: base.standardError(of: theirs, in: model))
    }

    /// What the estimator maximises.
    private func merit(_ model: LinearModel, _ tau2: Double) -> Double {
        if base.code != "REML" {
            let excess = (ModelSolution(model, tau2: tau2, isRandom: true).residualScale ?? .nan) - 1
            return tau2 == 0 ? -max(0, excess) : -abs(excess)
        }
        var pooling = PoolingModel(heterogeneity: base, interval: NormalInterval())
        pooling.givenTau2 = tau2
        return (try? pooling.fit(model))?.restrictedLikelihood?.logLikelihood ?? .nan
    }
}
