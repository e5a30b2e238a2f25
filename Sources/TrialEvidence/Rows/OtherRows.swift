extension PublishedSynthesis: TableRow {
    /// The columns of published-syntheses.csv.
    public static let columns: [Column] = [
        Column("review_id", .text, required: true, "The review."),
        Column("year", .integer, "The year of publication."),
        Column("doi", .text, "The digital object identifier."),
        Column("outcome", .text, required: true, "What was pooled."),
        Column("measure", .text, required: true, "The measure, as printed."),
        Column("model", .text, "The model, as printed."),
        Column("k", .integer, "How many studies."),
        Column("n_total", .integer, "How many patients."),
        Column("estimate", .number, "The pooled estimate."),
        Column("ci_low", .number, "The lower confidence limit."),
        Column("ci_high", .number, "The upper confidence limit."),
        Column("i2", .number, "I-squared in percent."),
        Column("p_value", .pValue, "The p-value as printed."),
        Column("subgroup", .text, "Which part of the evidence."),
        Column("indirect", .text, "Why it answers another question, such as another treatment; empty if it does not."),
        Column("source_url", .text, "A citable page where it was read."),
        Column("notes", .text, "Everything else worth knowing."),
    ]

    /// Reads a published synthesis.
    public init(_ reader: inout RowReader) {
        self.init(
            reviewID: reader.requiredText("review_id"), outcome: reader.requiredText("outcome"),
            measure: reader.requiredText("measure"))
        year = reader.integer("year")
        doi = reader.optionalText("doi")
        model = reader.text("model")
        studies = reader.integer("k")
        patients = reader.integer("n_total")
        estimate = reader.number("estimate")
        ciLow = reader.number("ci_low")
        ciHigh = reader.number("ci_high")
        iSquared = reader.number("i2")
        pValue = reader.pValue("p_value")
        subgroup = reader.text("subgroup")
        indirect = reader.text("indirect")
        sourceURL = reader.optionalText("source_url")
        notes = reader.text("notes")
        line = reader.line
    }

    /// The cells in the order of the columns.
    public var cells: [String] {
        [
            reviewID, Decimals.text(year), doi ?? "", outcome, measure, model, Decimals.text(studies),
            Decimals.text(patients), Decimals.text(estimate), Decimals.text(ciLow), Decimals.text(ciHigh),
            Decimals.text(iSquared), pValue?.text ?? "", subgroup, indirect, sourceURL ?? "", notes,
        ]
    }
}

extension RiskOfBiasJudgement: TableRow {
    /// The columns of risk_of_bias.csv.
    public static let columns: [Column] = [
        Column("study_id", .text, required: true, "The study."),
        Column("tool", .text, required: true, "The tool."),
        Column("domain", .text, required: true, "The domain of the tool, or overall."),
        Column("outcome", .text, "The outcome it is about; empty for the whole study."),
        Column("judgement", .code(BiasJudgement.spellings), required: true, "The judgement."),
        Column("support", .text, "What it rests on."),
        Column(
            "judged_by", .text,
            "The published review whose judgement it is; empty where those who made the dataset judged."),
    ]

    /// Reads a judgement.
    public init(_ reader: inout RowReader) {
        self.init(
            studyID: reader.requiredText("study_id"), tool: reader.requiredText("tool"),
            domain: reader.requiredText("domain"), judgement: reader.code("judgement", or: .unclear))
        outcome = reader.text("outcome")
        support = reader.text("support")
        judgedBy = reader.text("judged_by")
        line = reader.line
    }

    /// The cells in the order of the columns.
    public var cells: [String] { [studyID, tool, domain, outcome, judgement.rawValue, support, judgedBy] }
}

extension FlowCount: TableRow {
    /// The columns of flow.csv.
    public static let columns: [Column] = [
        Column("box", .text, required: true, "The box of the flow diagram."),
        Column("reason", .text, "The reason, for boxes that list reasons."),
        Column("n", .integer, required: true, "How many."),
    ]

    /// Reads a box.
    public init(_ reader: inout RowReader) {
        let text = reader.requiredText("n")
        self.init(box: reader.requiredText("box"), count: text.isEmpty ? 0 : reader.integer("n") ?? 0)
        reason = reader.text("reason")
        line = reader.line
    }

    /// The cells in the order of the columns.
    public var cells: [String] { [box, reason, String(count)] }
}
