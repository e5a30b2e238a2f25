import TrialEvidence

/// The rules, by code.
public enum DerivationRules {
    /// The rules of this library, in the order in which they are listed.
    public static let all: [any DerivationRule] = [
        DeviationFromErrorRule(),
        DeviationFromVarianceRule(),
        DeviationFromIntervalRule(),
        DeviationFromTestRule(),
        DeviationFromPValueRule(),
        DeviationFromDifferenceRule(),
        DeviationFromRangeRule(),
        MomentsFromQuartilesRule(),
        MomentsFromRangeRule(),
        MomentsFromFiveNumbersRule(),
        ChangeDeviationRule(),
        CorrelationRule(),
        PairedDeviationRule(),
        PairedDeviationFromTestRule(),
        PairedDeviationFromPValueRule(),
        SingleDeviationFromPairsRule(),
        CountFromPercentRule(),
        RoundedPercentRule(),
        RemainingCountRule(),
        PersonYearsRule(),
        RateRule(),
        LogMeanFromIntervalRule(),
        LogRatioFromIntervalRule(),
        LogRatioFromPValueRule(),
        DifferenceFromIntervalRule(),
        DifferenceFromPValueRule(),
        DifferenceFromTestRule(),
        RatioFromLogRankRule(),
        RatioFromLogRankPValueRule(),
        RatioFromLogRule(),
        LimitsFromErrorRule(),
    ]

    /// The rule of that code, or `nil`.
    public static func named(_ code: String) -> (any DerivationRule)? { all.first { $0.code == code } }

    /// The rule of that code.
    ///
    /// - Throws: `DerivationError` that names the nearest code.
    static func required(_ code: String) throws(DerivationError) -> any DerivationRule {
        guard let rule = named(code) else {
            throw DerivationError("no rule has the code \"\(code)\"\(NearestName.hint(all.map(\.code), for: code))")
        }
        return rule
    }
}
