import TrialEvidence

/// Other names under which people keep the columns of outcome rows.
enum ColumnAliases {
    private static let others: [String: [String]] = [
        "study_id": ["study", "trial", "studlab"],
        "arm_id": ["arm", "group", "treatment", "arm_name"],
        "comparator_arm_id": ["comparator", "control_arm", "versus"],
        "population": ["patients"],
        "subgroup": ["sub_group", "stratum"],
        "outcome": ["outcome_id", "endpoint", "measure_name"],
        "timepoint_months": ["timepoint", "time", "months", "time_months", "follow_up_months"],
        "statistic": ["statistic_type", "type"],
        "n": ["total", "sample_size", "n_analysed", "n_analyzed", "denominator"],
        "mean": ["average"],
        "sd": ["std", "stdev", "std_dev", "standard_deviation"],
        "se": ["sem", "stderr", "standard_error"],
        "q1": ["p25", "lower_quartile"],
        "q3": ["p75", "upper_quartile"],
        "min": ["minimum"],
        "max": ["maximum"],
        "ci_low": ["lower", "ci_lower", "lcl", "ci_lb", "ci_start"],
        "ci_high": ["upper", "ci_upper", "ucl", "ci_ub", "ci_end"],
        "ci_level": ["level", "conf_level"],
        "events": ["event", "cases", "event_count"],
        "person_years": ["py", "exposure_years"],
        "effect": ["estimate", "effect_size"],
        "effect_measure": ["effect_type", "measure"],
        "p_value": ["p", "pval", "pvalue"],
        "source_location": ["source", "location", "page"],
        "source_url": ["url", "link"],
        "notes": ["note", "comment", "comments"],
    ]

    private static let ours: [String: String] = {
        var names = Dictionary(uniqueKeysWithValues: OutcomeRow.columns.map { ($0.name, $0.name) })
        for (name, aliases) in others {
            for alias in aliases { names[alias] = name }
        }
        return names
    }()

    /// Our name for a column: case, blanks, hyphens and points in the given name make no difference.
    static func ourName(for name: String) -> String? {
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
        return ours[words.joined(separator: "_")]
    }
}
