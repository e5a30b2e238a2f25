import TrialNumerics

/// The wider of the normal and the Hartung–Knapp interval.
///
/// Another guard than max(1, q): the Hartung–Knapp interval may be shorter than with q = 1 as long as it is not shorter
/// than the normal one. Both covariances are proportional, so one choice holds for all coefficients.
///
/// *Edge cases*: k = p gives the normal interval with a warning. *Reference*: Jackson, Law, Rücker and Schwarzer 2017,
/// doi:10.1002/sim.7411, hybrid method 2.
public struct WiderOfTwo: CoefficientInterval {
    /// `wider-of-two`.
    public let code = "wider-of-two"
    /// The name in full.
    public let name = "wider of normal and Hartung–Knapp"

    /// Creates the method.
    public init() {}

    /// What the wider method says.
    public func inference(for solution: ModelSolution, level: Double) -> CoefficientInference {
        judgement(of: solution, level: level)
    }

    func judgement(of solved: some SolvedCoefficients, level: Double) -> CoefficientInference {
        let normal = NormalInterval().judgement(of: solved, level: level)
        let adjusted = HartungKnapp().judgement(of: solved, level: level)
        let first = normal.table(of: solved, level: level)[0].limits
        let second = adjusted.table(of: solved, level: level)[0].limits
        return first.width > second.width ? normal : adjusted
    }

    /// The q at which both are of one width: the normal quantile over that of t, squared.
    func scaling(degreesOfFreedom: Int, level: Double) -> ResidualScaling {
        guard degreesOfFreedom > 0 else { return .normal }
        let tail = (1 - level) / 2
        let ratio =
            NormalDistribution.standard.upperQuantile(tail)
            / StudentTDistribution(degreesOfFreedom: Double(degreesOfFreedom)).upperQuantile(tail)
        return ResidualScaling(
            threshold: ratio * ratio, degreesBelow: .infinity, degreesFrom: Double(degreesOfFreedom))
    }
}

extension ConfidenceLimits {
    /// Upper minus lower limit.
    var width: Double { upper - lower }
}
