import TrialEvidence
import TrialStatistics

extension PublishedMeasure {
    /// The comparison that it is; nil for what compares nothing.
    public var form: PublishedForm? {
        switch self {
        case .rateRatio: .rateRatio
        case .riskRatio: .riskRatio
        case .oddsRatio: .oddsRatio
        case .hazardRatio: .hazardRatio
        case .riskDifference: .riskDifference
        case .meanDifference: .meanDifference
        case .ratioOfMeans: .ratioOfMeans
        case .standardisedMeanDifference, .cohenD: .standardizedMeanDifference
        case .adjustedBeta: .adjustedCoefficient
        case .percent, .percentOfTreated, .testStatistic: nil
        }
    }
}
