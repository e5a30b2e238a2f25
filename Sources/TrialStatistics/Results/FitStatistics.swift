import Glibc

/// The likelihood of a fit and what follows from it for the choice among models.
public struct FitStatistics: Sendable, Codable, Equatable {
    /// The log-likelihood.
    public let logLikelihood: Double
    /// Twice the distance to the saturated model (maximum likelihood) or −2 log-likelihood (restricted).
    public let deviance: Double
    /// Akaike's criterion.
    public let aic: Double
    /// Schwarz's criterion.
    public let bic: Double
    /// Akaike's criterion with the small-sample correction.
    public let aicc: Double
    /// Number of parameters counted, τ² among them where it was estimated.
    public let parameters: Int

    init(logLikelihood: Double, deviance: Double, parameters: Double, observations: Double) {
        self.logLikelihood = logLikelihood
        self.deviance = deviance
        self.parameters = Int(parameters)
        aic = -2 * logLikelihood + 2 * parameters
        bic = -2 * logLikelihood + parameters * log(observations)
        let n = max(observations, parameters + 2)
        aicc = -2 * logLikelihood + 2 * parameters * n / (n - parameters - 1)
    }
}
