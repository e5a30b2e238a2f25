extension EndpointDefinition: TableRow {
    /// The columns of definitions.csv.
    public static let columns: [Column] = [
        Column("definition", .text, required: true, "The name by which rows refer to it."),
        Column("title", .text, "The name for people."),
        Column("components", .list, "What it puts together, with semicolons between; any of them is the event."),
        Column("thresholds", .text, "The least change by the value at baseline, such as 0-5.5: 1; 6-10: 0.5."),
        Column("confirmation_months", .number, "For how many months the change must last; empty: not confirmed."),
        Column("notes", .text, "Where this is written, and what else is worth knowing."),
    ]

    /// Reads a definition.
    public init(_ reader: inout RowReader) {
        self.init(id: reader.requiredText("definition"))
        title = reader.text("title")
        components = reader.list("components")
        let text = reader.text("thresholds")
        if let list = Threshold.list(text) {
            thresholds = list
        } else {
            reader.report(
                .badDefinition, "thresholds",
                "\"\(text)\" is no list of thresholds; write the baseline and the change, such as 0-5.5: 1; 6-10: 0.5")
        }
        confirmationMonths = reader.number("confirmation_months")
        notes = reader.text("notes")
        line = reader.line
    }

    /// The cells in the order of the columns.
    public var cells: [String] {
        [
            id, title, components.joined(separator: "; "), Threshold.text(thresholds),
            Decimals.text(confirmationMonths), notes,
        ]
    }
}
