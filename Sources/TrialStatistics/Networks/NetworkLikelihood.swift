import Glibc
import TrialNumerics

extension NetworkFit {
    /// The likelihood of the random-effects model at its τ², with all constants, as of the multivariate contrast-based model.
    ///
    /// The rows are the contrasts of each study against its first arm; the restricted likelihood has ½ log |X′X| of these.
    public var fitStatistics: (maximum: FitStatistics?, restricted: FitStatistics?) {
        let independent = Double(network.independentContrasts)
        let coefficients = treatments.count - 1
        let found = random.likelihood(isRestricted: false).value
        guard found.isFinite else { return (nil, nil) }
        let parameters = Double(coefficients) + (model.tau2 == nil ? 1 : 0)
        let plain = found - 0.5 * independent * log(2 * .pi)
        let saturated =
            -0.5 * (independent * log(2 * .pi) + common.weights.reduce(0) { $0 + $1.logDeterminant })
        let maximum = FitStatistics(
            logLikelihood: plain, deviance: -2 * (plain - saturated), parameters: parameters, observations: independent)
        guard degreesOfFreedom > 0, let design = logDesignDeterminant else { return (maximum, nil) }
        let restricted =
            random.likelihood(isRestricted: true).value - 0.5 * Double(degreesOfFreedom) * log(2 * .pi) + 0.5 * design
        return (
            maximum,
            FitStatistics(
                logLikelihood: restricted, deviance: -2 * restricted, parameters: parameters,
                observations: Double(degreesOfFreedom))
        )
    }

    /// log |X′X| for contrasts against each study's first arm.
    private var logDesignDeterminant: Double? {
        let n = treatments.count
        var cross = Matrix(rows: n, columns: n)
        for study in network.studies {
            let base = study.arms[0]
            for arm in study.arms.dropFirst() {
                cross[arm, arm] += 1
                cross[base, base] += 1
                cross[arm, base] -= 1
                cross[base, arm] -= 1
            }
        }
        return Cholesky(Matrix((1..<n).map { i in (1..<n).map { cross[i, $0] } }))?.logDeterminant
    }
}
