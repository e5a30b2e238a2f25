/// The names under which metafor, meta, RevMan and people keep the columns of wide tables.
struct WideColumnAliases {
    private let hasTwoArms: Bool
    private let hasSpread: Bool

    /// Learns from the whole header what the names that tell no arm mean.
    init(_ header: [String]) {
        let folded = header.map(Self.fold)
        hasTwoArms = folded.contains { Self.twoArms[$0].map(Self.second.contains) ?? false }
        hasSpread = folded.contains("sdi")
    }

    /// The column that a name means: case, blanks, hyphens and points make no difference.
    ///
    /// Names that tell no arm, such as `n` or `mean`, mean the only arm, and nothing in a table of two arms.
    func column(for name: String) -> WideColumn? {
        let folded = Self.fold(name)
        if let column = Self.twoArms[folded] { return column }
        guard !hasTwoArms else { return nil }
        // metafor calls both the mean of a single group and its non-events `mi`.
        if folded == "mi" { return hasSpread ? .mean1 : .nonEvents1 }
        return Self.oneArm[folded]
    }

    private static func fold(_ name: String) -> String {
        String(name.trimmed.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }

    private static let second = Set(WideArmColumns.second.numbers)

    private static let oneArm: [String: WideColumn] = [
        "xi": .events1, "event": .events1, "events": .events1, "cases": .events1, "ni": .n1, "n": .n1, "total": .n1,
        "ti": .personYears1, "person_years": .personYears1, "mean": .mean1, "sdi": .sd1, "sd": .sd1,
    ]

    private static let others: [WideColumn: [String]] = [
        .study: ["study_id", "studlab", "slab", "study_name", "study_label", "trial", "trial_name"],
        .author: ["authors", "first_author"],
        .year: ["study_year", "publication_year", "pubyear", "year_of_study"],
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
        .sei: ["sete", "se_te", "se", "selogor", "selogrr", "seloghr"],
        .effect: ["estimate", "effect_size"],
        .lower: ["ci_lb", "ci_lower", "ci_low", "lcl", "ci_start"],
        .upper: ["ci_ub", "ci_upper", "ci_high", "ucl", "ci_end"],
        .level: ["ci_level", "conf_level"],
        .pValue: ["p", "pval", "pvalue"],
        .source1: ["source", "source_location", "location"],
        .url1: ["source_url", "url"],
        .confidence1: ["confidence"],
        .notes1: ["notes", "note", "comment", "comments"],
    ]

    private static let twoArms: [String: WideColumn] = {
        var names = Dictionary(uniqueKeysWithValues: WideColumn.allCases.map { ($0.rawValue, $0) })
        for (column, aliases) in others {
            for alias in aliases { names[alias] = column }
        }
        let experimental = ["e", "t", "1", "exp", "experimental", "trt", "treat", "treatment", "intervention"]
        let control = ["c", "2", "ctrl", "control", "placebo"]
        for (columns, arms) in [(WideArmColumns.first, experimental), (.second, control)] {
            for (column, bases) in bases(columns) {
                for base in bases {
                    for arm in arms {
                        names["\(base)_\(arm)"] = column
                        names["\(arm)_\(base)"] = column
                    }
                    names[base + arms.first { $0.first?.isNumber ?? false }!] = column
                }
            }
        }
        return names
    }()

    private static func bases(_ arm: WideArmColumns) -> [(WideColumn, [String])] {
        [
            (arm.events, ["event", "events", "cases"]), (arm.nonEvents, ["non_event", "non_events"]),
            (arm.n, ["n", "total"]), (arm.personYears, ["time", "py", "person_years"]), (arm.mean, ["mean", "m"]),
            (arm.sd, ["sd"]), (arm.se, ["se", "sem"]),
        ]
    }
}
