import TrialResults
import TrialStatistics

/// The sampling covariance of two comparisons that share a control group, on the scale of analysis.
///
/// For differences of group-wise quantities it is the sampling variance of the control's quantity; for standardized
/// mean differences Gleser and Olkin 2009 (in *The Handbook of Research Synthesis and Meta-Analysis*, equation 19.19).
enum SharedControl {
    /// The covariance, or nil where the measure's is not known: then combine the arms or split the control.
    static func covariance(
        measure: String, control: GroupNumbers, estimates: (Double, Double), participants: Double
    ) -> Double? {
        if let mean = control.logMean { return mean.variance }
        let n = control.total ?? .nan
        let e = control.events ?? .nan
        switch measure {
        case "MD": return square(control.standardDeviation) / n
        case "SMD": return 1 / n + estimates.0 * estimates.1 / (2 * participants)
        case "ROM": return square(control.standardDeviation) / (n * square(control.mean))
        case "RR" where e > 0: return 1 / e - 1 / n
        case "OR" where e > 0 && e < n: return 1 / e + 1 / (n - e)
        case "RD": return e * (n - e) / (n * n * n)
        case "IRR" where e > 0: return 1 / e
        default: return nil
        }
    }

    private static func square(_ x: Double?) -> Double { x.map { $0 * $0 } ?? .nan }
}
