/// What the numbers of a measure are.
enum MeasureKind: Equatable {
    case mean(isAdjusted: Bool)
    case geometricMean
    case median
    case patients
    case percentOfPatients
    case proportionOfPatients
    case events
    case rate
    case units
    case unknown

    /// Whether the numbers say how many patients had something.
    var countsPatients: Bool { self == .patients || self == .percentOfPatients || self == .proportionOfPatients }

    private static let people: Set<String> = [
        "participant", "participants", "subject", "subjects", "patient", "patients", "person", "persons", "people",
        "individual", "individuals", "responder", "responders", "adults", "children", "women", "men",
    ]
    private static let happenings: Set<String> = [
        "event", "events", "episode", "episodes", "relapse", "relapses", "lesion", "lesions", "seizure", "seizures",
        "attack", "attacks", "exacerbation", "exacerbations", "hospitalization", "hospitalizations", "deaths",
    ]

    /// Reads the parameter type, in words or as an enumeration, and for plain numbers the unit.
    init(_ measure: RegistryMeasure) {
        switch (measure.paramType ?? "").enumSpelling {
        case "MEAN", "LOG_MEAN": self = .mean(isAdjusted: false)
        case "LEAST_SQUARES_MEAN": self = .mean(isAdjusted: true)
        case "GEOMETRIC_MEAN", "GEOMETRIC_LEAST_SQUARES_MEAN": self = .geometricMean
        case "MEDIAN": self = .median
        case "COUNT_OF_PARTICIPANTS": self = .patients
        case "COUNT_OF_UNITS": self = .units
        case "NUMBER": self = Self.ofNumber(unit: measure.unitOfMeasure ?? "", title: measure.title ?? "")
        default: self = .unknown
        }
    }

    private static func ofNumber(unit: String, title: String) -> MeasureKind {
        let unitWords = unit.words
        let concernsPeople = unitWords.contains(where: people.contains)
        let isPercent = unit.contains("%") || unitWords.contains { $0 == "percent" || $0 == "percentage" }
        if isPercent {
            let onlyPercent = unitWords.allSatisfy { $0 == "percent" || $0 == "percentage" }
            return concernsPeople || onlyPercent && isAboutPeople(title) ? .percentOfPatients : .unknown
        }
        if unitWords.contains("proportion"), concernsPeople { return .proportionOfPatients }
        let isRate = unitWords.contains("per") || unit.contains("/") || unitWords.contains("rate")
        if isRate { return .rate }
        let plain = unitWords.filter { !["number", "of", "count"].contains($0) }
        if !plain.isEmpty, plain.allSatisfy(people.contains) { return .patients }
        return unitWords.contains(where: happenings.contains) && !concernsPeople ? .events : .unknown
    }

    private static func isAboutPeople(_ title: String) -> Bool {
        let words = title.words.prefix(3)
        return words.contains(where: people.contains) && (words.first == "percentage" || words.first == "percent")
    }
}

/// How the spread of a measure is given.
enum SpreadKind: Equatable {
    case absent
    case standardDeviation
    case standardError
    case confidenceInterval(level: Double?)
    case fullRange
    case quartiles
    case geometricVariation
    case other

    /// Reads the dispersion type in words (`95% Confidence Interval`) or as an enumeration (`STANDARD_DEVIATION`).
    init(_ text: String?) {
        let spelling = (text ?? "").enumSpelling
        switch spelling {
        case "", "NOT_APPLICABLE", "NA", "NONE": self = .absent
        case "STANDARD_DEVIATION": self = .standardDeviation
        case "STANDARD_ERROR", "STANDARD_ERROR_OF_THE_MEAN": self = .standardError
        case "FULL_RANGE": self = .fullRange
        case "INTER_QUARTILE_RANGE", "INTERQUARTILE_RANGE": self = .quartiles
        case "GEOMETRIC_COEFFICIENT_OF_VARIATION": self = .geometricVariation
        default:
            self = spelling.contains("CONFIDENCE") ? .confidenceInterval(level: Self.level(in: spelling)) : .other
        }
    }

    /// The level in `95_CONFIDENCE_INTERVAL` and `97_5_CONFIDENCE_INTERVAL`; `nil` where it is not named.
    private static func level(in spelling: String) -> Double? {
        let digits = spelling.split(separator: "_").filter { $0.allSatisfy(\.isNumber) }
        return digits.first.flatMap { Double(digits.count > 1 ? "\($0).\(digits[1])" : String($0)) }
    }
}
