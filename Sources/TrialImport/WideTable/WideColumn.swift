/// What a column of a wide table holds; the raw value is its name in a mapping file and in our own wide tables.
public enum WideColumn: String, Sendable, Hashable, Codable, CaseIterable {
    // Which study, arms and result the row is about.
    case study, author, year
    case arm1 = "arm_1"
    case arm2 = "arm_2"
    case outcome, population
    case timepointMonths = "timepoint_months"
    case variant, statistic
    // The numbers of the two arms.
    case events1 = "events_1"
    case nonEvents1 = "non_events_1"
    case n1 = "n_1"
    case personYears1 = "person_years_1"
    case mean1 = "mean_1"
    case sd1 = "sd_1"
    case se1 = "se_1"
    case variance1 = "variance_1"
    case events2 = "events_2"
    case nonEvents2 = "non_events_2"
    case n2 = "n_2"
    case personYears2 = "person_years_2"
    case mean2 = "mean_2"
    case sd2 = "sd_2"
    case se2 = "se_2"
    case variance2 = "variance_2"
    // A published comparison.
    case measure
    /// The effect on the scale of the analysis: the log of a ratio.
    case yi
    case vi
    case sei
    /// The effect on the natural scale.
    case effect
    case lower, upper, level
    /// Both limits in one cell: `0.8-1.9`.
    case limits
    /// Observed minus expected events of the first arm, and their variance.
    case observedMinusExpected = "observed_minus_expected"
    case logRankVariance = "log_rank_variance"
    /// The p-value of a log-rank test, and the arm that did better by it.
    case logRankP = "log_rank_p"
    case favours
    case pValue = "p_value"
    // Where the numbers come from.
    case source1 = "source_location_1"
    case url1 = "source_url_1"
    case confidence1 = "confidence_1"
    case notes1 = "notes_1"
    case source2 = "source_location_2"
    case url2 = "source_url_2"
    case confidence2 = "confidence_2"
    case notes2 = "notes_2"

    /// Whether the cells are words rather than numbers.
    var isText: Bool {
        switch self {
        case .study, .author, .arm1, .arm2, .outcome, .population, .variant, .statistic, .measure, .pValue, .logRankP,
            .favours,
            .source1,
            .url1, .confidence1, .notes1, .source2, .url2, .confidence2, .notes2:
            true
        default: false
        }
    }

    /// Whether the cell is part of a published comparison.
    var isOfEffect: Bool {
        switch self {
        case .measure, .yi, .vi, .sei, .effect, .lower, .upper, .limits, .level,
            .observedMinusExpected, .logRankVariance, .logRankP, .favours:
            true
        default: false
        }
    }

    /// Whether the cells are whole numbers.
    var isCount: Bool {
        switch self {
        case .events1, .events2, .nonEvents1, .nonEvents2, .n1, .n2: true
        default: false
        }
    }
}

/// The columns of one of the two arms of a wide row.
struct WideArmColumns: Sendable {
    let arm, events, nonEvents, n, personYears, mean, sd, se, variance: WideColumn
    let source, url, confidence, notes: WideColumn

    static let first = WideArmColumns(
        arm: .arm1, events: .events1, nonEvents: .nonEvents1, n: .n1, personYears: .personYears1, mean: .mean1,
        sd: .sd1, se: .se1, variance: .variance1, source: .source1, url: .url1, confidence: .confidence1, notes: .notes1
    )
    static let second = WideArmColumns(
        arm: .arm2, events: .events2, nonEvents: .nonEvents2, n: .n2, personYears: .personYears2, mean: .mean2,
        sd: .sd2, se: .se2, variance: .variance2, source: .source2, url: .url2, confidence: .confidence2, notes: .notes2
    )

    /// The columns that hold numbers.
    var numbers: [WideColumn] { [events, nonEvents, n, personYears, mean, sd, se, variance] }
}
