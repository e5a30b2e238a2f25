import TrialResults

/// The comparison with what stands beside an analysis, in one sentence.
struct BesideWords: Sendable {
    let display: MeasureDisplay

    /// The difference with its limits, and what it is not.
    func sentence(_ beside: BesideResult) -> String {
        "Against “\(DisplayText.clean(beside.title))”: \(DisplayText.clean(beside.differenceName)) "
            + "\(difference(beside)). Not \(display.convention.spelled("randomised")), so by itself no evidence of an effect."
    }

    /// The difference with its limits, on the natural scale of differences.
    func difference(_ beside: BesideResult) -> String {
        let effect = beside.naturalDifference
        guard !effect.estimate.isNaN else { return display.format.missing }
        let number = display.format.number
        let limits = display.convention.limits(number(effect.lower), number(effect.upper))
        return display.convention.effect(number(effect.estimate), limits: limits)
    }
}
