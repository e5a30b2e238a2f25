extension Arm: TableRow {
    /// The columns of arms.csv.
    public static let columns: [Column] = firstColumns + laterColumns

    /// The columns that came after the first version; a file has them only where an arm needs them.
    public static let laterColumns: [Column] = [
        Column("comparator_class", .code(ComparatorClass.spellings), "What a control or comparator received.")
    ]

    private static let firstColumns: [Column] = [
        Column("study_id", .text, required: true, "The study the arm belongs to."),
        Column("arm_id", .text, required: true, "The name of the arm within the study."),
        Column("label", .text, "The name for people."),
        Column("role", .code(ArmRole.spellings), required: true, "What the arm is there for."),
        Column("route", .code(Route.spellings), "How the cells or the placebo were given."),
        Column("dose_million_cells_per_kg", .range, "Million cells for each kilogram of body weight."),
        Column("total_dose_million_cells_per_infusion", .range, "Million cells in each infusion."),
        Column("infusions", .range, "How many infusions."),
        Column("n", .integer, "Patients (or cycles, see unit) in the arm."),
        Column("notes", .text, "Everything else worth knowing."),
        Column(
            "period", .code(TrialPeriod.spellings), "The part of a crossover trial; empty where there is one period."),
        Column("unit", .code(CountingUnit.spellings), empty: "patient", "What the arm counts; empty means patients."),
        Column("combines", .list, "The arms that this one puts together, with semicolons between."),
    ]

    /// A dataset may declare further columns.
    public static var takesDeclaredColumns: Bool { true }

    /// Reads an arm.
    public init(_ reader: inout RowReader) {
        self.init(
            studyID: reader.requiredText("study_id"), id: reader.requiredText("arm_id"),
            role: reader.code("role", or: .comparator))
        label = reader.text("label")
        route = reader.optionalCode("route", as: Route.self) ?? .notStated
        dose.perKilogram = reader.range("dose_million_cells_per_kg")
        dose.perInfusion = reader.range("total_dose_million_cells_per_infusion")
        dose.infusions = reader.range("infusions")
        n = reader.integer("n")
        notes = reader.text("notes")
        period = reader.optionalCode("period", as: TrialPeriod.self) ?? .only
        unit = reader.optionalCode("unit", as: CountingUnit.self) ?? .patient
        combines = reader.list("combines")
        comparatorClass = reader.optionalCode("comparator_class", as: ComparatorClass.self) ?? .notStated
        declared = reader.declaredValues()
        line = reader.line
    }

    /// The cells in the order of the columns.
    public var cells: [String] {
        [
            studyID, id, label, role.rawValue, route.rawValue, dose.perKilogram?.text ?? "",
            dose.perInfusion?.text ?? "", dose.infusions?.text ?? "", Decimals.text(n), notes, period.rawValue,
            unit.rawValue, combines.joined(separator: ";"), comparatorClass.rawValue,
        ]
    }
}
