/// One result: of an arm, or of an arm against another, in a population at a time point.
public struct OutcomeRow: Sendable, Equatable, Codable {
    /// The study.
    public var studyID: String
    /// The arm.
    public var armID: String
    /// The arm it is compared with; `nil` for the result of one arm.
    public var comparatorArmID: String?
    /// Which patients.
    public var population = Population("all")
    /// What was measured, such as `edss_change`.
    public var outcome: String
    /// Months since the start of treatment; `nil` where the source does not say.
    public var timepointMonths: Double?
    /// What tells this row from another that is otherwise the same, such as an unlabelled visit or a second source.
    public var variant = ""
    /// The part of the study that the row is about, as a review's analysis names its subgroups; empty for the whole study.
    ///
    /// Rows of different parts are different people or comparisons and count beside each other; rows that differ in
    /// `variant` only say the same thing twice, and one of them counts.
    public var subgroup = ""
    /// Which definition of the endpoint the numbers follow, by its name in definitions.csv; empty where nobody said.
    public var definition = ""
    /// What kind of report prints the numbers.
    public var reportKind = ReportKind.notStated
    /// Which numbers the row gives.
    public var statistic: Statistic
    /// Patients (or cycles) that the numbers are about.
    public var n: Int?
    /// The mean.
    public var mean: Double?
    /// The standard deviation.
    public var sd: Double?
    /// The standard error of the mean.
    public var se: Double?
    /// The median.
    public var median: Double?
    /// The first quartile.
    public var q1: Double?
    /// The third quartile.
    public var q3: Double?
    /// The least value.
    public var min: Double?
    /// The greatest value.
    public var max: Double?
    /// The lower confidence limit, on the natural scale.
    public var ciLow: Double?
    /// The upper confidence limit, on the natural scale.
    public var ciHigh: Double?
    /// The confidence level in percent.
    public var ciLevel: Double?
    /// Patients with the event, or events where the statistic is a rate.
    public var events: Int?
    /// The time under observation in years, added up over patients.
    public var personYears: Double?
    /// The published effect, on the natural scale.
    public var effect: Double?
    /// What the published effect is.
    public var effectMeasure: PublishedMeasure?
    /// The p-value as printed.
    public var pValue: PValue?
    /// The correlation of two measurements of the same persons: of the arm and the other period, or of start and end.
    public var correlation: Double?
    /// The t statistic of the paired test.
    public var testStatistic: Double?
    /// Pairs with the event under the arm and under the comparator.
    public var both: Int?
    /// Pairs with the event under the arm only.
    public var firstOnly: Int?
    /// Pairs with the event under the comparator only.
    public var secondOnly: Int?
    /// Pairs without the event.
    public var neither: Int?
    /// Which of these numbers were derived, by which rule and from what; all others are as printed.
    public var derived: [RecordedDerivation] = []
    /// Where the numbers come from.
    public var provenance: Provenance
    /// The line of the file it was read from.
    public var line: Int?

    /// Makes a row without numbers.
    public init(arm: ArmKey, outcome: String, statistic: Statistic, provenance: Provenance) {
        studyID = arm.studyID
        armID = arm.armID
        self.outcome = outcome
        self.statistic = statistic
        self.provenance = provenance
    }

    /// What tells the row from others of its arm, outcome and time: the part of the study, and the variant.
    public var distinction: String { [subgroup, variant].filter { !$0.isEmpty }.joined(separator: "; ") }

    /// The name of the arm in the whole dataset.
    public var arm: ArmKey { ArmKey(studyID: studyID, armID: armID) }

    /// The name of the comparator in the whole dataset.
    public var comparator: ArmKey? { comparatorArmID.map { ArmKey(studyID: studyID, armID: $0) } }

    /// Whether the row is a published comparison of two arms.
    public var isComparison: Bool { comparatorArmID != nil }

    /// The cells that hold a number.
    public var filledCells: Set<OutcomeCell> {
        let present: [(OutcomeCell, Bool)] = [
            (.n, n != nil), (.mean, mean != nil), (.sd, sd != nil), (.se, se != nil), (.median, median != nil),
            (.q1, q1 != nil), (.q3, q3 != nil), (.min, min != nil), (.max, max != nil), (.ciLow, ciLow != nil),
            (.ciHigh, ciHigh != nil), (.ciLevel, ciLevel != nil), (.events, events != nil),
            (.personYears, personYears != nil), (.effect, effect != nil), (.effectMeasure, effectMeasure != nil),
            (.pValue, pValue != nil), (.correlation, correlation != nil), (.testStatistic, testStatistic != nil),
            (.both, both != nil), (.firstOnly, firstOnly != nil), (.secondOnly, secondOnly != nil),
            (.neither, neither != nil),
        ]
        return Set(present.lazy.filter(\.1).map(\.0))
    }

    /// The cells that its statistic needs and the source does not print.
    public var missingCells: [OutcomeCell] {
        let filled = filledCells
        return statistic.cells.filter { !filled.contains($0) }
    }
}

/// What makes an outcome row the only one of its kind.
public struct OutcomeKey: Sendable, Hashable, Codable {
    /// The study and the arm.
    public var arm: ArmKey
    /// The comparator within the study.
    public var comparatorArmID: String?
    /// Which patients.
    public var population: Population
    /// What was measured.
    public var outcome: String
    /// When.
    public var timepointMonths: Double?
    /// Which numbers.
    public var statistic: Statistic
    /// What tells it from a row that is otherwise the same.
    public var variant: String
    /// The part of the study.
    public var subgroup = ""
}

extension OutcomeRow {
    /// What makes this row the only one of its kind.
    public var key: OutcomeKey {
        OutcomeKey(
            arm: arm, comparatorArmID: comparatorArmID, population: population, outcome: outcome,
            timepointMonths: timepointMonths, statistic: statistic, variant: variant, subgroup: subgroup)
    }
}

extension OutcomeKey: CustomStringConvertible {
    /// The key in words, for messages.
    public var description: String {
        let against = comparatorArmID.map { " against \($0)" } ?? ""
        let time = timepointMonths.map { " at \(Decimals.text($0)) months" } ?? ""
        let words = [subgroup, variant].filter { !$0.isEmpty }
        let extra = words.isEmpty ? "" : " (\(words.joined(separator: "; ")))"
        return
            "\(arm.studyID) \(arm.armID)\(against), \(outcome) in \(population.label)\(time), \(statistic.rawValue)\(extra)"
    }
}
