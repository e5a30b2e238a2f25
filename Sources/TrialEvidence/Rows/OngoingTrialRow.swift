extension OngoingTrial: TableRow {
    /// The columns of ongoing-trials.csv.
    public static let columns: [Column] = [
        Column("registry_id", .text, required: true, "The registry's number."),
        Column("intervention", .text, required: true, "What is given."),
        Column("product_class", .text, "The kind of product, such as MSC or exosome."),
        Column("cell_source", .code(CellSource.spellings), "The tissue of the cells."),
        Column("donor", .code(Donor.spellings), "Whose cells."),
        Column("route", .text, "The way in."),
        Column("phase", .text, "The phase as the registry writes it."),
        Column("status", .text, "The status as the registry writes it."),
        Column("n", .integer, "How many people are or will be in it."),
        Column("start", .text, "When it begins: year, year and month, or day."),
        Column("completion", .text, "When its last data are due."),
        Column("design", .text, "What kind of trial it is."),
        Column("regulatory", .text, "What a regulator said of the product."),
        Column("record_date", .text, "When the record was read or last changed."),
        Column("source_url", .text, "A citable page where it was read."),
        Column("notes", .text, "Everything else worth knowing."),
    ]

    /// Reads a trial.
    public init(_ reader: inout RowReader) {
        self.init(
            registryID: reader.requiredText("registry_id"), intervention: reader.requiredText("intervention"))
        productClass = reader.text("product_class")
        source = reader.code("cell_source", or: .notStated)
        donor = reader.code("donor", or: .notStated)
        route = reader.text("route")
        phase = reader.text("phase")
        status = reader.text("status")
        patients = reader.integer("n")
        start = reader.text("start")
        completion = reader.text("completion")
        design = reader.text("design")
        regulatory = reader.text("regulatory")
        recordDate = reader.text("record_date")
        sourceURL = reader.optionalText("source_url")
        notes = reader.text("notes")
        line = reader.line
    }

    /// The cells in the order of the columns.
    public var cells: [String] {
        [
            registryID, intervention, productClass, source.rawValue, donor.rawValue, route, phase, status,
            Decimals.text(patients), start, completion, design, regulatory, recordDate, sourceURL ?? "", notes,
        ]
    }
}
