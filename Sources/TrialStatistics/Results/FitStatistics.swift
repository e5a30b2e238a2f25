import Glibc
import TrialNumerics

/// The likelihood of a fit and what follows from it for the choice among models.
public struct FitStatistics: Sendable, Codable, Equatable {
    /// The log-likelihood ℓ, with all constants.
    public let logLikelihood: Double
    /// Twice the distance to the saturated model (maximum likelihood) or −2 log-likelihood (restricted).
    public let deviance: Double
    /// Akaike's criterion: −2ℓ + 2m, m parameters.
    public let aic: Double
    /// Schwarz's criterion: −2ℓ + m log n; n is k, or k − p for the restricted likelihood.
    public let bic: Double
    /// Akaike's criterion with the small-sample correction: −2ℓ + 2mn/(n − m − 1), n at least m + 2.
    public let aicc: Double
    /// Number of parameters counted, τ² among them where it was estimated.
    public let parameters: Int

    init(logLikelihood: Double, deviance: Double, parameters: Double, observations: Double) {
        self.logLikelihood = logLikelihood
        self.deviance = deviance
        self.parameters = Int(saturating: parameters)
        aic = -2 * logLikelihood + 2 * parameters
        bic = -2 * logLikelihood + parameters * log(observations)
        let n = max(observations, parameters + 2)
        aicc = -2 * logLikelihood + 2 * parameters * n / (n - parameters - 1)
    }
}
