import TrialResults
import TrialStatistics

extension RowRules {
    /// The same, with arms that share a control as rows of their own, with their covariance, unless the plan says otherwise.
    func keepingSharedControls(_ entry: PlanEntry) -> RowRules {
        var rules = self
        if !entry.has("multi-arm") { rules.multiArm = .covariance }
        return rules
    }
}

extension AssumedDependence {
    /// That correlations were replaced by possible ones, with the trials; empty where none were.
    var warnings: [MethodWarning] {
        guard !replaced.isEmpty else { return [] }
        return [
            MethodWarning(
                code: "nearest-covariance",
                message:
                    "The correlations of \(replaced.joined(separator: ", ")) cannot all be true; the nearest possible ones were taken."
            )
        ]
    }
}
