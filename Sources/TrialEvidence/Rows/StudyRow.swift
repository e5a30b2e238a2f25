extension Study: TableRow {
    /// The columns of studies.csv.
    public static let columns: [Column] =
        identityColumns + patientColumns + treatmentColumns + hazardColumns
        + laterColumns

    /// The columns that came after the first version; a file has them only where a study needs them.
    public static let laterColumns: [Column] = [
        Column("label", .text, "The study's name as its source spells it, where that differs from study_id.")
    ]

    private static let identityColumns: [Column] = [
        Column("study_id", .text, required: true, "The name by which the other tables refer to the study."),
        Column("first_author", .text, "The first author's family name."),
        Column("year", .integer, "The year of publication."),
        Column("title", .text, "The title."),
        Column("journal", .text, "The journal, or where else it appeared."),
        Column("doi", .text, "The digital object identifier."),
        Column("pmid", .text, "The PubMed identifier."),
        Column("registry_id", .list, "The registrations, with semicolons between."),
        Column("design", .code(StudyDesign.spellings), "How the study was designed."),
        Column("blinding", .text, "Who did not know the treatment."),
        Column("country", .text, "The countries."),
    ]

    private static let patientColumns: [Column] = [
        Column("n_randomised", .integer, "Patients randomised."),
        Column("n_enrolled", .integer, "Patients enrolled."),
        Column("n_rrms", .integer, "Patients with relapsing-remitting disease; empty is not known."),
        Column("n_spms", .integer, "Patients with secondary progressive disease; empty is not known."),
        Column("n_ppms", .integer, "Patients with primary progressive disease; empty is not known."),
        Column("n_prms", .integer, "Patients with progressive relapsing disease; empty is not known."),
        Column("baseline_edss_mean", .number, "The mean EDSS at baseline."),
        Column("baseline_edss_sd", .number, "The standard deviation of the EDSS at baseline."),
        Column("baseline_edss_range", .text, "The range of the EDSS, of the patients or of the eligibility."),
    ]

    private static let treatmentColumns: [Column] = [
        Column("cell_source", .code(CellSource.spellings), "The tissue the cells were grown from."),
        Column("donor", .code(Donor.spellings), "Whose cells they were."),
        Column("cell_type", .text, "The product as the source names it."),
        Column("follow_up_months", .number, "How long patients were followed."),
        Column("funding", .text, "Who paid."),
        Column("rob_notes", .text, "What bears on the risk of bias."),
        Column("source_url", .text, "A citable page where the study was read."),
        Column("notes", .text, "Everything else worth knowing."),
    ]

    private static let hazardColumns: [Column] = [
        Column("secondary_report_of", .text, "The study whose patients this report is about again."),
        Column("overlaps_with", .list, "Studies that have patients in common with this one."),
        Column("may_overlap_with", .list, "Studies of which the sources do not exclude common patients."),
        Column("ms_course", .code(MSCourse.spellings), "The course that the source states in words."),
        Column("first_period_months", .number, "Months until patients of a crossover trial changed over."),
    ]

    /// A dataset may declare further columns.
    public static var takesDeclaredColumns: Bool { true }

    /// Reads a study.
    public init(_ reader: inout RowReader) {
        self.init(id: reader.requiredText("study_id"), design: .notStated)
        readIdentity(&reader)
        readPatients(&reader)
        readTreatment(&reader)
        secondaryReportOf = reader.optionalText("secondary_report_of")
        overlapsWith = reader.list("overlaps_with")
        mayOverlapWith = reader.list("may_overlap_with")
        statedCourse = reader.optionalCode("ms_course", as: MSCourse.self) ?? .unknown
        firstPeriodMonths = reader.number("first_period_months")
        label = reader.text("label")
        declared = reader.declaredValues()
        line = reader.line
    }

    private mutating func readIdentity(_ reader: inout RowReader) {
        firstAuthor = reader.text("first_author")
        year = reader.integer("year")
        title = reader.text("title")
        journal = reader.text("journal")
        doi = reader.optionalText("doi")
        pmid = reader.optionalText("pmid")
        registryIDs = reader.list("registry_id")
        design = reader.optionalCode("design", as: StudyDesign.self) ?? .notStated
        blinding = reader.text("blinding")
        country = reader.text("country")
    }

    private mutating func readPatients(_ reader: inout RowReader) {
        randomised = reader.integer("n_randomised")
        enrolled = reader.integer("n_enrolled")
        typeCounts.relapsingRemitting = reader.integer("n_rrms")
        typeCounts.secondaryProgressive = reader.integer("n_spms")
        typeCounts.primaryProgressive = reader.integer("n_ppms")
        typeCounts.progressiveRelapsing = reader.integer("n_prms")
        baselineEDSS.mean = reader.number("baseline_edss_mean")
        baselineEDSS.sd = reader.number("baseline_edss_sd")
        baselineEDSS.range = reader.text("baseline_edss_range")
    }

    private mutating func readTreatment(_ reader: inout RowReader) {
        product.source = reader.optionalCode("cell_source", as: CellSource.self) ?? .notStated
        product.donor = reader.optionalCode("donor", as: Donor.self) ?? .notStated
        product.type = reader.text("cell_type")
        followUpMonths = reader.number("follow_up_months")
        funding = reader.text("funding")
        riskOfBiasNotes = reader.text("rob_notes")
        sourceURL = reader.optionalText("source_url")
        notes = reader.text("notes")
    }

    /// The cells in the order of the columns.
    public var cells: [String] {
        [
            id, firstAuthor, Decimals.text(year), title, journal, doi ?? "", pmid ?? "",
            registryIDs.joined(separator: "; "), design.rawValue, blinding, country, Decimals.text(randomised),
            Decimals.text(enrolled), Decimals.text(typeCounts.relapsingRemitting),
            Decimals.text(typeCounts.secondaryProgressive), Decimals.text(typeCounts.primaryProgressive),
            Decimals.text(typeCounts.progressiveRelapsing), Decimals.text(baselineEDSS.mean),
            Decimals.text(baselineEDSS.sd), baselineEDSS.range, product.source.rawValue, product.donor.rawValue,
            product.type, Decimals.text(followUpMonths), funding, riskOfBiasNotes, sourceURL ?? "", notes,
            secondaryReportOf ?? "", overlapsWith.joined(separator: ";"), mayOverlapWith.joined(separator: ";"),
            statedCourse.rawValue, Decimals.text(firstPeriodMonths), label,
        ]
    }
}
