/// What a column says about an arm, whichever arm it is.
enum WideBase: CaseIterable {
    case events, nonEvents, n, personYears, mean, sd, se, variance

    /// The column of an arm.
    func column(of arm: WideArmColumns) -> WideColumn {
        switch self {
        case .events: arm.events
        case .nonEvents: arm.nonEvents
        case .n: arm.n
        case .personYears: arm.personYears
        case .mean: arm.mean
        case .sd: arm.sd
        case .se: arm.se
        case .variance: arm.variance
        }
    }

    /// Whether the column holds a result and not only what goes with one.
    var isResult: Bool { self == .events || self == .mean }

    private var names: [String] {
        switch self {
        case .events:
            [
                "event", "events", "cases", "ev", "responders", "n_events", "no_of_events", "number_of_events",
                "events_total", "event_total", "events_n", "n_n",
            ]
        case .nonEvents: ["non_event", "non_events", "nonevents"]
        case .n:
            [
                "n", "total", "sample_size", "patients", "participants", "randomised", "randomized", "number",
                "n_total",
                "total_n", "n_patients", "no_of_patients", "number_of_patients", "group_size",
            ]
        case .personYears: ["time", "py", "person_years"]
        case .mean: ["mean", "m", "average"]
        case .sd: ["sd", "stdev", "std_dev", "standard_deviation"]
        case .se: ["se", "sem", "stderr", "standard_error"]
        case .variance: ["var", "variance"]
        }
    }

    private static let byName = Dictionary(
        uniqueKeysWithValues: allCases.flatMap { base in base.names.map { ($0, base) } })

    /// The base that words mean beyond doubt.
    static func named(_ words: some Collection<String>) -> WideBase? { byName[words.joined(separator: "_")] }

    /// Letters that often mean a base, and may mean something else.
    static let guessed: [String: WideBase] = [
        "d": .events, "r": .events, "x": .events, "s": .sd, "deaths": .events, "dead": .events, "death": .events,
        "y": .mean,
    ]
}
