/// The usual names of the columns of wide tables, as words with underscores between.
enum WideColumnNames {
    /// Names that tell no arm, in a table of one arm.
    static let oneArm: [String: WideColumn] = [
        "xi": .events1, "event": .events1, "events": .events1, "cases": .events1, "responders": .events1,
        "ni": .n1, "n": .n1, "total": .n1, "sample_size": .n1, "patients": .n1, "participants": .n1,
        "ti": .personYears1, "person_years": .personYears1, "mean": .mean1, "average": .mean1, "sdi": .sd1,
        "sd": .sd1, "standard_deviation": .sd1, "arm": .arm1, "treat": .arm1, "trt": .arm1, "intervention": .arm1,
        "treatment_group": .arm1, "study_arm": .arm1, "group": .arm1, "treatment": .arm1, "arm_id": .arm1,
    ]

    /// The column that words mean in any table.
    static func column(of words: [String]) -> WideColumn? {
        names[words.joined(separator: "_")]
    }

    /// The column of an arm that a usual word tells: `event.e`, `control n`, `meantrt`.
    static func armColumn(of words: [String]) -> WideColumn? {
        for (labels, arm) in [(ArmWords.treatment, WideArmColumns.first), (ArmWords.control, .second)] {
            for (label, base) in [(words.last, words.dropLast()), (words.first, words.dropFirst())] {
                guard let label, labels.contains(label), let found = WideBase.named(base) else { continue }
                return found.column(of: arm)
            }
            guard words.count == 1, let column = joined(words[0], labels, arm) else { continue }
            return column
        }
        return nil
    }

    /// `mean1`, `ntrt`: the name and the arm without anything between; arms of one letter could be the end of any word.
    private static func joined(_ word: String, _ labels: Set<String>, _ arm: WideArmColumns) -> WideColumn? {
        for label in labels where label.count > 1 || label.first?.isNumber == true {
            if word.hasSuffix(label), let base = WideBase.named([String(word.dropLast(label.count))]) {
                return base.column(of: arm)
            }
        }
        return nil
    }

    private static let others: [WideColumn: [String]] = [
        .study: [
            "study_id", "studlab", "slab", "study_name", "study_label", "trial", "trial_name", "trial_id", "studyid",
            "studies", "author_year", "author_and_year", "reference",
        ],
        .author: ["authors", "first_author", "author_s"],
        .year: ["study_year", "publication_year", "pubyear", "pub_year", "year_of_study", "year_of_publication", "yr"],
        .arm1: ["treatment_arm", "experimental_arm", "label_e", "treat1"],
        .arm2: ["control_arm", "comparator_arm", "label_c", "treat2"],
        .outcome: ["endpoint", "outcome_id", "outcome_name"],
        .population: ["subgroup"],
        .timepointMonths: ["timepoint", "months", "time_months", "follow_up_months"],
        .events1: ["ai", "x1i", "tpos"], .nonEvents1: ["bi", "tneg"], .n1: ["n1i"], .personYears1: ["t1i"],
        .mean1: ["m1i"], .sd1: ["sd1i"], .se1: ["se1i"],
        .events2: ["ci", "x2i", "cpos"], .nonEvents2: ["di", "cneg"], .n2: ["n2i"], .personYears2: ["t2i"],
        .mean2: ["m2i"], .sd2: ["sd2i"], .se2: ["se2i"],
        .measure: ["sm", "effect_measure"],
        .yi: ["te", "log_effect", "loges"],
        .vi: ["vte", "var_te", "variance"],
        .sei: [
            "sete", "se_te", "se", "selogor", "selogrr", "seloghr", "selnor", "selnrr", "selnhr", "se_of_effect",
            "standard_error",
        ],
        .effect: ["estimate", "effect_size", "point_estimate", "es"],
        .lower: [
            "ci_lb", "ci_lower", "ci_low", "lcl", "ci_start", "lower_ci", "lower_limit", "lower_bound", "lci", "ll",
            "low", "lower_cl", "ci_lower_limit", "lower_ci_limit", "lower_confidence_limit", "ci_l",
        ],
        .upper: [
            "ci_ub", "ci_upper", "ci_high", "ucl", "ci_end", "upper_ci", "upper_limit", "upper_bound", "uci", "ul",
            "high", "upper_cl", "ci_upper_limit", "upper_ci_limit", "upper_confidence_limit", "ci_u",
        ],
        .limits: ["95_ci", "90_ci", "99_ci", "ci_95", "confidence_interval", "95_confidence_interval", "conf_int"],
        .level: ["ci_level", "conf_level"],
        .observedMinusExpected: ["o_e", "oe", "o_minus_e", "obs_minus_exp"],
        .logRankVariance: ["variance_of_o_e", "var_o_e", "logrank_variance", "v_o_e"],
        .logRankP: ["logrank_p", "p_logrank", "p_log_rank", "log_rank_p_value", "logrank_p_value", "p_value_log_rank"],
        .favours: ["favors", "favoured_arm", "favored_arm"],
        .pValue: ["p", "pval", "pvalue", "p_val"],
        .source1: ["source", "source_location", "location"],
        .url1: ["source_url", "url"],
        .confidence1: ["confidence"],
        .notes1: ["notes", "note", "comment", "comments"],
    ]

    private static let names: [String: WideColumn] = {
        var names = Dictionary(uniqueKeysWithValues: WideColumn.allCases.map { ($0.rawValue, $0) })
        for (column, aliases) in others {
            for alias in aliases { names[alias] = column }
        }
        return names
    }()
}
