/// A cell of an outcome row that may hold a number.
public enum OutcomeCell: String, Sendable, Hashable, Codable, CaseIterable {
    case n, mean, sd, se, median, q1, q3, min, max
    case ciLow = "ci_low"
    case ciHigh = "ci_high"
    case ciLevel = "ci_level"
    case events
    case personYears = "person_years"
    case effect
    case effectMeasure = "effect_measure"
    case pValue = "p_value"
    case correlation
    case testStatistic = "test_statistic"
    case both
    case firstOnly = "first_only"
    case secondOnly = "second_only"
    case neither
}

/// Which numbers an outcome row gives.
public enum Statistic: String, EvidenceCode {
    /// Mean and standard deviation of an arm.
    case meanSD = "mean_sd"
    /// Mean and standard error of an arm.
    case meanSE = "mean_se"
    /// Mean of an arm with its confidence interval.
    case meanCI = "mean_ci"
    /// Mean, least and greatest value of an arm.
    case meanRange = "mean_range"
    /// A mean and nothing else.
    case meanOnly = "mean_only"
    /// Median and quartiles of an arm.
    case medianIQR = "median_iqr"
    /// Median, least and greatest value of an arm.
    case medianRange = "median_range"
    /// Median of an arm with its confidence interval.
    case medianCI = "median_ci"
    /// The value of one patient.
    case singleValue = "single_value"
    /// Patients with the event, of `n`.
    case events
    /// Events, which may be several a patient, over person-years.
    case countRate = "count_rate"
    /// A percentage whose count is not printed.
    case percent
    /// A published ratio of two arms with its confidence interval, on the natural scale.
    case ratioCI = "ratio_ci"
    /// A published difference of two arms with its confidence interval.
    case differenceCI = "difference_ci"
    /// A p-value, perhaps with an effect that has no measure of spread.
    case pValue = "p_value"
    /// A test statistic and nothing else.
    case testStatistic = "test_statistic_only"
    /// Mean and standard deviation of the differences within persons, the arm minus the comparator; `n` counts pairs.
    case pairedMeanSD = "paired_mean_sd"
    /// Mean difference within persons with its standard error.
    case pairedMeanSE = "paired_mean_se"
    /// Mean difference within persons with its confidence interval.
    case pairedMeanCI = "paired_mean_ci"
    /// Mean difference within persons with the t statistic of the paired test.
    case pairedMeanT = "paired_mean_t"
    /// Mean difference within persons with the two-sided p-value of the paired t test.
    case pairedMeanP = "paired_mean_p"
    /// Pairs with the event under both arms, under the arm only, under the comparator only, and under neither.
    case pairedTable = "paired_table"

    /// The other spelling in the collected evidence.
    public static var aliases: [String: Statistic] { ["p_value_only": .pValue] }

    /// The cells that this statistic needs to be of full use.
    public var cells: [OutcomeCell] {
        switch self {
        case .meanSD: [.n, .mean, .sd]
        case .meanSE: [.n, .mean, .se]
        case .meanCI: [.n, .mean, .ciLow, .ciHigh, .ciLevel]
        case .meanRange: [.n, .mean, .min, .max]
        case .meanOnly: [.n, .mean]
        case .medianIQR: [.n, .median, .q1, .q3]
        case .medianRange: [.n, .median, .min, .max]
        case .medianCI: [.n, .median, .ciLow, .ciHigh, .ciLevel]
        case .singleValue: [.mean]
        case .events: [.n, .events]
        case .countRate: [.n, .events, .personYears]
        case .percent: [.n, .effect]
        case .ratioCI, .differenceCI: [.effect, .effectMeasure, .ciLow, .ciHigh, .ciLevel]
        case .pValue: [.pValue]
        case .testStatistic: [.effect]
        case .pairedMeanSD: [.n, .mean, .sd]
        case .pairedMeanSE: [.n, .mean, .se]
        case .pairedMeanCI: [.n, .mean, .ciLow, .ciHigh, .ciLevel]
        case .pairedMeanT: [.n, .mean, .testStatistic]
        case .pairedMeanP: [.n, .mean, .pValue]
        case .pairedTable: [.both, .firstOnly, .secondOnly, .neither]
        }
    }

    /// Whether the row compares two arms and so needs a comparator.
    public var comparesArms: Bool { self == .ratioCI || self == .differenceCI || isPaired }

    /// Whether the row compares the same persons, or matched pairs, under the arm and under the comparator.
    public var isPaired: Bool {
        switch self {
        case .pairedMeanSD, .pairedMeanSE, .pairedMeanCI, .pairedMeanT, .pairedMeanP, .pairedTable: true
        default: false
        }
    }
}

/// What a published effect is.
public enum PublishedMeasure: String, EvidenceCode {
    /// A ratio of rates of events over person-time, or of mean counts.
    case rateRatio = "RateRatio"
    /// A ratio of two proportions.
    case riskRatio = "RiskRatio"
    /// A ratio of two odds.
    case oddsRatio = "OddsRatio"
    /// A ratio of two hazards.
    case hazardRatio = "HazardRatio"
    /// A difference of two proportions.
    case riskDifference = "RiskDifference"
    /// A difference of two means.
    case meanDifference = "MeanDifference"
    /// A ratio of two means.
    case ratioOfMeans = "RatioOfMeans"
    /// A standardised mean difference, as printed; which correction it has is in the notes.
    case standardisedMeanDifference = "SMD"
    /// Cohen's d, as printed.
    case cohenD = "Cohen_d"
    /// A regression coefficient of the treatment, adjusted for other things.
    case adjustedBeta = "adjusted_beta"
    /// A percentage of the arm.
    case percent
    /// A percentage of the treated whose number is not printed.
    case percentOfTreated = "percent of treated participants"
    /// A test statistic.
    case testStatistic = "T"

    /// Whether the effect is a ratio, to be analysed on the log scale.
    public var isRatio: Bool {
        switch self {
        case .rateRatio, .riskRatio, .oddsRatio, .hazardRatio, .ratioOfMeans: true
        default: false
        }
    }
}

/// How sure the reading of a number is.
public enum Confidence: String, EvidenceCode {
    /// Read in the abstract, the registry or the publisher's table.
    case primary
    /// Read in a commentary, a digest, a press release or a copy.
    case secondary
    /// The text was cut off or garbled.
    case uncertain
}
