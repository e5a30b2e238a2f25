import TrialStatistics

/// A method for mean and standard deviation on one summary.
struct MomentConversion: Conversion {
    let summary: FiveNumberSummary
    /// By default Luo, Wan and Shi, which warn of skewness and leave the decision to the plan.
    var method: any MomentEstimator = LuoWanShi(refusesSkewness: false)

    func derive() throws(StatisticsError) -> Derivation { try method.moments(of: summary) }
}

extension DerivationInputs {
    /// The median with whichever of quartiles and range are there.
    func fiveNumbers() throws(DerivationError) -> FiveNumberSummary {
        var summary = FiveNumberSummary(median: try number("median"), total: try number("n"))
        if self["q1"] != nil || self["q3"] != nil {
            (summary.firstQuartile, summary.thirdQuartile) = (try number("q1"), try number("q3"))
        }
        if self["min"] != nil || self["max"] != nil {
            (summary.minimum, summary.maximum) = (try number("min"), try number("max"))
        }
        return summary
    }
}
