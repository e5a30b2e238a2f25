extension OutcomeRow: TableRow {
    /// The columns of outcomes.csv and contrasts.csv.
    public static let columns: [Column] = keyColumns + numberColumns + provenanceColumns + laterColumns

    /// The columns that came after the first version; a file has them only where a row needs them.
    public static let laterColumns: [Column] = [
        Column("correlation", .number, "The correlation of two measurements of the same persons."),
        Column("test_statistic", .number, "The t statistic of the paired test, or of two groups."),
        Column("both", .integer, "Pairs with the event under the arm and under the comparator."),
        Column("first_only", .integer, "Pairs with the event under the arm only."),
        Column("second_only", .integer, "Pairs with the event under the comparator only."),
        Column("neither", .integer, "Pairs without the event."),
        Column(
            "derived", .text,
            "Which cells were derived: cell = rule(input value; input value), with bars between several."),
        Column("subgroup", .text, "The part of the study that the row is about; empty: the whole study."),
        Column(
            "definition", .text, "Which definition of the endpoint the numbers follow, as definitions.csv names it."),
        Column("report_kind", .code(ReportKind.spellings), "What kind of report prints the numbers."),
    ]

    private static let keyColumns: [Column] = [
        Column("study_id", .text, required: true, "The study."),
        Column("arm_id", .text, required: true, "The arm."),
        Column("comparator_arm_id", .text, "The arm it is compared with; empty for the result of one arm."),
        Column("population", .text, empty: "all", "Which patients; empty means all."),
        Column("outcome", .text, required: true, "What was measured."),
        Column("timepoint_months", .number, "Months since the start of treatment; empty where not stated."),
        Column("statistic", .code(Statistic.spellings), required: true, "Which numbers the row gives."),
    ]

    private static let numberColumns: [Column] = [
        Column("n", .integer, "Patients (or cycles) that the numbers are about."),
        Column("mean", .number, "The mean."),
        Column("sd", .number, "The standard deviation."),
        Column("se", .number, "The standard error of the mean."),
        Column("median", .number, "The median."),
        Column("q1", .number, "The first quartile."),
        Column("q3", .number, "The third quartile."),
        Column("min", .number, "The least value."),
        Column("max", .number, "The greatest value."),
        Column("ci_low", .number, "The lower confidence limit, on the natural scale."),
        Column("ci_high", .number, "The upper confidence limit, on the natural scale."),
        Column("ci_level", .number, "The confidence level in percent."),
        Column("events", .integer, "Patients with the event, or events where the statistic is a rate."),
        Column("person_years", .number, "The time under observation, added up over patients."),
        Column("effect", .number, "The published effect, on the natural scale."),
        Column("effect_measure", .code(PublishedMeasure.spellings), "What the published effect is."),
        Column("p_value", .pValue, "The p-value as printed."),
    ]

    private static let provenanceColumns: [Column] = [
        Column("source_location", .text, "Where in the source it is printed."),
        Column("source_url", .text, "A citable page where it was read; empty means the study itself."),
        Column("confidence", .code(Confidence.spellings), required: true, "How sure the reading is."),
        Column("notes", .text, "How it was derived, what disagrees, what is missing."),
        Column("variant", .text, "What tells the row from another that is otherwise the same."),
    ]

    /// Reads an outcome row.
    public init(_ reader: inout RowReader) {
        let arm = ArmKey(studyID: reader.requiredText("study_id"), armID: reader.requiredText("arm_id"))
        let provenance = Provenance(
            location: reader.text("source_location"), url: reader.optionalText("source_url"),
            confidence: reader.code("confidence", or: .uncertain), note: reader.text("notes"))
        self.init(
            arm: arm, outcome: reader.requiredText("outcome"), statistic: reader.code("statistic", or: .pValue),
            provenance: provenance)
        comparatorArmID = reader.optionalText("comparator_arm_id")
        population = Population(reader.optionalText("population") ?? "all")
        timepointMonths = reader.number("timepoint_months")
        variant = reader.text("variant")
        readNumbers(&reader)
        readPairs(&reader)
        derived = reader.derivations("derived")
        subgroup = reader.text("subgroup")
        definition = reader.text("definition")
        reportKind = reader.optionalCode("report_kind", as: ReportKind.self) ?? .notStated
        line = reader.line
    }

    private mutating func readNumbers(_ reader: inout RowReader) {
        n = reader.integer("n")
        mean = reader.number("mean")
        sd = reader.number("sd")
        se = reader.number("se")
        median = reader.number("median")
        q1 = reader.number("q1")
        q3 = reader.number("q3")
        min = reader.number("min")
        max = reader.number("max")
        ciLow = reader.number("ci_low")
        ciHigh = reader.number("ci_high")
        ciLevel = reader.number("ci_level")
        events = reader.integer("events")
        personYears = reader.number("person_years")
        effect = reader.number("effect")
        effectMeasure = reader.optionalCode("effect_measure", as: PublishedMeasure.self)
        pValue = reader.pValue("p_value")
    }

    private mutating func readPairs(_ reader: inout RowReader) {
        correlation = reader.number("correlation")
        testStatistic = reader.number("test_statistic")
        both = reader.integer("both")
        firstOnly = reader.integer("first_only")
        secondOnly = reader.integer("second_only")
        neither = reader.integer("neither")
    }

    /// The cells in the order of the columns.
    public var cells: [String] {
        let key = [
            studyID, armID, comparatorArmID ?? "", population.label, outcome, Decimals.text(timepointMonths),
            statistic.rawValue,
        ]
        let numbers = [
            Decimals.text(n), Decimals.text(mean), Decimals.text(sd), Decimals.text(se), Decimals.text(median),
            Decimals.text(q1), Decimals.text(q3), Decimals.text(min), Decimals.text(max), Decimals.text(ciLow),
            Decimals.text(ciHigh), Decimals.text(ciLevel), Decimals.text(events), Decimals.text(personYears),
            Decimals.text(effect), effectMeasure?.rawValue ?? "", pValue?.text ?? "",
        ]
        let source = [
            provenance.location, provenance.url ?? "", provenance.confidence.rawValue, provenance.note, variant,
        ]
        let later = [
            Decimals.text(correlation), Decimals.text(testStatistic), Decimals.text(both), Decimals.text(firstOnly),
            Decimals.text(secondOnly), Decimals.text(neither), RecordedDerivation.text(derived),
            subgroup, definition, reportKind.rawValue,
        ]
        return key + numbers + source + later
    }
}

extension RowReader {
    /// The recorded derivations of a cell, or none where it is empty or wrong.
    mutating func derivations(_ column: String) -> [RecordedDerivation] {
        do {
            return try RecordedDerivation.list(text(column))
        } catch {
            report(.badDerivation, column, error.description)
            return []
        }
    }
}
