extension Scale: TableRow {
    /// The columns of scales.csv.
    public static let columns: [Column] = [
        Column("outcome", .text, required: true, "The outcome, as outcomes.csv spells it."),
        Column("title", .text, "The name for people."),
        Column("unit", .text, "The unit; empty for points of a scale."),
        Column("minimum", .number, "The least value that a patient can have."),
        Column("maximum", .number, "The greatest value that a patient can have."),
        Column("step", .number, "The distance between neighbouring values of one item; empty: continuous."),
        Column("worse", .code(WorseEnd.spellings), "Which end is worse; empty: neither, or not stated."),
        Column(
            "items", .integer, empty: "1", "How many items are averaged into a patient's value; empty: one, or a sum."),
        Column("important", .number, "The minimal important difference, in units of the scale; empty: not known."),
        Column("notes", .text, "Where this is written, and what else is worth knowing."),
    ]

    /// Reads a scale.
    public init(_ reader: inout RowReader) {
        self.init(outcome: reader.requiredText("outcome"))
        title = reader.text("title")
        unit = reader.text("unit")
        minimum = reader.number("minimum")
        maximum = reader.number("maximum")
        step = reader.number("step")
        worse = reader.optionalCode("worse", as: WorseEnd.self) ?? .notStated
        items = reader.integer("items")
        important = reader.number("important")
        notes = reader.text("notes")
        line = reader.line
    }

    /// The cells in the order of the columns.
    public var cells: [String] {
        [
            outcome, title, unit, Decimals.text(minimum), Decimals.text(maximum), Decimals.text(step), worse.rawValue,
            Decimals.text(items), Decimals.text(important), notes,
        ]
    }
}
