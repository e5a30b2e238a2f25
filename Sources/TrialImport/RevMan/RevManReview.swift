import TrialEvidence

/// What a RevMan file holds, whichever of its three forms it came in.
public struct RevManReview: Codable, Sendable, Equatable {
    /// The name of the file.
    public var file: String
    /// The title of the review; empty where the form does not carry it.
    public var title = ""
    /// The studies it lists.
    public var studies: [RevManStudy] = []
    /// Its analyses in their order.
    public var analyses: [RevManAnalysis] = []
    /// Its judgements on the risk of bias.
    public var judgements: [RevManJudgement] = []
    /// What was found beside these, each named.
    public var notTaken: [NotTaken] = []

    /// Nothing from a file yet.
    public init(file: String) {
        self.file = file
    }

    /// The results that RevMan stored: for checking a computation against, never to pool.
    public var storedResults: [StoredResult] {
        analyses.flatMap { analysis in
            analysis.storedResults + analysis.rows.compactMap(\.stored)
        }
    }
}

/// A study as a review lists it.
public struct RevManStudy: Codable, Sendable, Equatable {
    /// The name, such as `Bennike 1951`.
    public var name: String
    /// The year of the study.
    public var year: Int?
    /// The title of its main report.
    public var title = ""
    /// The journal of its main report.
    public var journal = ""
    /// The DOI of its main report.
    public var doi: String?
    /// The design; `nil` where the review does not give it as one of our codes.
    public var design: StudyDesign?
    /// What the review says of its methods, participants, interventions and outcomes.
    public var characteristics: [String] = []
    /// The line of the file.
    public var line: Int?

    init(name: String) {
        self.name = name
    }
}

/// A judgement on the risk of bias.
public struct RevManJudgement: Codable, Sendable, Equatable {
    /// The name of the study.
    public var study: String
    /// The domain as printed.
    public var domain: String
    /// The group of outcomes; empty for the whole study.
    public var outcome = ""
    /// The judgement; `nil` where none was made.
    public var judgement: BiasJudgement?
    /// What it rests on.
    public var support = ""
    /// The line of the file.
    public var line: Int?
}

/// What the rows of an analysis hold.
public enum RevManDataType: String, Codable, Sendable, CaseIterable {
    /// Events and totals of two groups.
    case dichotomous
    /// Means, standard deviations and totals of two groups.
    case continuous
    /// Observed minus expected events and their variance.
    case observedMinusExpected = "observed-minus-expected"
    /// An estimate and its standard error.
    case inverseVariance = "inverse-variance"
    /// Free text.
    case other

    /// Reads a code (`DIC`) or words (`Dichotomous`); `nil` where they are unknown.
    init?(text: String) {
        let words = text.lowercased()
        if words.hasPrefix("dic") {
            self = .dichotomous
        } else if words.hasPrefix("con") && !words.hasPrefix("contrast") {
            self = .continuous
        } else if words.hasPrefix("ipd") || words.hasPrefix("o-e") || words.hasPrefix("oe") || words.hasPrefix("obs") {
            self = .observedMinusExpected
        } else if words == "iv" || words.hasPrefix("giv") || words.contains("inverse") || words.hasPrefix("contrast") {
            self = .inverseVariance
        } else if words.hasPrefix("oth") {
            self = .other
        } else {
            return nil
        }
    }
}

/// The effect measure of an analysis.
public enum RevManMeasure: Codable, Sendable, Equatable {
    case oddsRatio
    case petoOddsRatio
    case riskRatio
    case riskDifference
    case hazardRatio
    case rateRatio
    case meanDifference
    case standardisedMeanDifference
    case other(String)

    /// Reads a code (`SMD`) or words (`Standardized Mean Difference`).
    init(text: String) {
        switch text.enumSpelling {
        case "OR", "ODDS_RATIO": self = .oddsRatio
        case "PETO_OR", "PETO_ODDS_RATIO": self = .petoOddsRatio
        case "RR", "RISK_RATIO", "RELATIVE_RISK": self = .riskRatio
        case "RD", "RISK_DIFFERENCE": self = .riskDifference
        case "HR", "HAZARD_RATIO": self = .hazardRatio
        case "RATE_RATIO", "INCIDENCE_RATE_RATIO", "IRR": self = .rateRatio
        case "MD", "WMD", "MEAN_DIFFERENCE": self = .meanDifference
        case "SMD", "STD_MEAN_DIFFERENCE", "STANDARDIZED_MEAN_DIFFERENCE", "STANDARDISED_MEAN_DIFFERENCE":
            self = .standardisedMeanDifference
        default: self = .other(text)
        }
    }

    /// The measure as evidence holds it; `nil` where it cannot.
    var published: PublishedMeasure? {
        switch self {
        case .oddsRatio, .petoOddsRatio: .oddsRatio
        case .riskRatio: .riskRatio
        case .riskDifference: .riskDifference
        case .hazardRatio: .hazardRatio
        case .rateRatio: .rateRatio
        case .meanDifference: .meanDifference
        case .standardisedMeanDifference: .standardisedMeanDifference
        case .other: nil
        }
    }
}

/// One analysis of a review: an outcome of a comparison.
public struct RevManAnalysis: Codable, Sendable, Equatable {
    /// The number of the comparison.
    public var comparison: Int
    /// The number of the outcome within it.
    public var number: Int
    /// The name of the comparison.
    public var comparisonName = ""
    /// The name of the outcome.
    public var name = ""
    /// The outcome where the form names it beside the analysis; empty elsewhere.
    public var outcome = ""
    /// What its rows hold.
    public var dataType: RevManDataType
    /// The effect measure.
    public var measure: RevManMeasure
    /// The method as printed, such as `MH`.
    public var method = ""
    /// Whether the model has random effects.
    public var isRandom = false
    /// The name of the experimental group.
    public var experimentalLabel = ""
    /// The name of the control group.
    public var controlLabel = ""
    /// Whether RevMan analysed the patients without the event.
    public var swapsEvents = false
    /// The data of the studies.
    public var rows: [RevManRow] = []
    /// The pooled results that are stored, overall and by subgroup.
    public var storedResults: [StoredResult] = []

    /// The number as RevMan writes it, such as `1.2`.
    public var label: String { "\(comparison).\(number)" }

    init(comparison: Int, number: Int, dataType: RevManDataType, measure: RevManMeasure) {
        self.comparison = comparison
        self.number = number
        self.dataType = dataType
        self.measure = measure
    }
}

/// The numbers of one group in a row.
public struct RevManGroup: Codable, Sendable, Equatable {
    /// Patients with the event.
    public var events: Double?
    /// The mean.
    public var mean: Double?
    /// The standard deviation.
    public var sd: Double?
    /// Patients.
    public var total: Double?
}

/// The data of one study in an analysis.
public struct RevManRow: Codable, Sendable, Equatable {
    /// The name of the study.
    public var study: String
    /// The subgroup; empty outside subgroups.
    public var subgroup = ""
    /// The experimental group.
    public var experimental = RevManGroup()
    /// The control group.
    public var control = RevManGroup()
    /// The estimate of an inverse-variance row, on the scale of its standard error (logarithms for ratios).
    public var estimate: Double?
    /// Its standard error.
    public var standardError: Double?
    /// Observed minus expected events.
    public var observedMinusExpected: Double?
    /// Their variance.
    public var variance: Double?
    /// A footnote.
    public var footnote = ""
    /// The result that RevMan stored for the study.
    public var stored: StoredResult?
    /// The line of the file.
    public var line: Int?

    init(study: String) {
        self.study = study
    }
}
