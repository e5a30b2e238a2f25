import Testing
import TrialNumerics
import TrialStatistics

/// REML that takes over the reference's τ² where that one stopped short of the optimum, and proves that it did.
///
/// The reference's default control ends when τ² moves by less than 1e-5, so its τ² is off by about that much. What
/// follows from τ² is then compared at full precision at the reference's own τ², and the likelihood is shown to be at
/// least as high at ours.
struct StoppedShort: HeterogeneityEstimator {
    let code = "REML"
    let name = "restricted maximum likelihood"
    let reference: [Double]
    /// The largest distance that the reference's control explains.
    static let reach = 5e-5

    init(_ reference: [Double?]) { self.reference = reference.compactMap { $0 } }

    func estimate(_ model: LinearModel) -> HeterogeneityEstimate {
        let ours = RestrictedMaximumLikelihood().estimate(model)
        guard let theirs = reference.min(by: { abs($0 - ours.tau2) < abs($1 - ours.tau2) }),
            abs(theirs - ours.tau2) < Self.reach
        else { return ours }
        #expect(likelihood(model, ours.tau2) >= likelihood(model, theirs) - 1e-12)
        return HeterogeneityEstimate(tau2: theirs, standardError: ours.standardError)
    }

    private func likelihood(_ model: LinearModel, _ tau2: Double) -> Double {
        var pooling = PoolingModel(heterogeneity: RestrictedMaximumLikelihood(), interval: NormalInterval())
        pooling.givenTau2 = tau2
        return (try? pooling.fit(model))?.restrictedLikelihood?.logLikelihood ?? .nan
    }
}
