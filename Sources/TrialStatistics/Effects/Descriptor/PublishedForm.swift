/// A comparison of two groups as sources print it, ready made.
public enum PublishedForm: Sendable, Equatable, CaseIterable {
    /// A ratio of rates over person-time, or of mean counts.
    case rateRatio
    /// A ratio of two proportions.
    case riskRatio
    /// A ratio of two odds.
    case oddsRatio
    /// A ratio of two hazards.
    case hazardRatio
    /// A ratio of two means.
    case ratioOfMeans
    /// A difference of two proportions.
    case riskDifference
    /// A difference of two means.
    case meanDifference
    /// A difference in standard deviations, with or without a small-sample correction.
    case standardizedMeanDifference
    /// A regression coefficient of the treatment, adjusted for other things.
    case adjustedCoefficient

    /// Whether it is a ratio, to be analysed as a logarithm.
    public var isRatio: Bool {
        switch self {
        case .rateRatio, .riskRatio, .oddsRatio, .hazardRatio, .ratioOfMeans: true
        case .riskDifference, .meanDifference, .standardizedMeanDifference, .adjustedCoefficient: false
        }
    }

    /// The differences, which are analysed as they are printed.
    public static var differences: Set<PublishedForm> { Set(allCases.filter { !$0.isRatio }) }
}
