/// What a cell of a wide table needs beside it to be of use, for those that were left over.
enum WideUse {
    /// Why a cell of this column was not read in a row whose result came from the arms, or from a comparison.
    static func reason(_ column: WideColumn, effectTaken: Bool) -> LeftReason {
        switch column {
        case .n1, .n2:
            return LeftReason(
                "patients-without-result", "the arm has a number of patients and neither events nor a mean")
        case .events1, .events2, .nonEvents1, .nonEvents2, .mean1, .mean2:
            return effectTaken
                ? LeftReason("arm-not-pooled", "the arm lacks its patients or its spread; the row's effect was taken")
                : LeftReason("lone-number", "it needs events or patients beside it")
        case .personYears1, .personYears2: return LeftReason("time-without-events", "the arm has a time and no events")
        case .sd1, .sd2, .se1, .se2: return LeftReason("spread-without-mean", "the arm has a spread and no mean")
        case .vi where effectTaken, .sei where effectTaken:
            return LeftReason("spread-twice", "the limits or another spread of the effect were taken")
        case .pValue:
            return LeftReason("p-beside-arms", "a p-value goes with a comparison, and the row's arms were taken")
        case .arm1, .arm2, .source1, .source2, .url1, .url2, .confidence1, .confidence2, .notes1, .notes2:
            return LeftReason("arm-without-result", "the arm has no result that it could go with")
        case .level where effectTaken: return LeftReason("level-without-limits", "the effect has no limits of its own")
        default:
            return effectTaken
                ? LeftReason("not-used", "the row's effect leaves no use for it")
                : LeftReason("effect-missing", "it goes with an effect, and the row has none")
        }
    }
}
