import TrialEvidence

extension PropertyDefinition {
    /// The property of a column that a dataset declares: text and truth are categories, numbers quantities.
    init(_ column: DeclaredColumn, of table: DatasetTable) {
        let value: @Sendable (PropertySource) -> DeclaredValue? = { source in
            (table == .arms ? source.row.arm.declared : source.study.declared)[column.name]
        }
        property = StudyProperty(rawValue: column.name)
        isDeclared = true
        switch column.kind {
        case .string, .boolean:
            label = PropertyLabel(column.label, isQuantity: false)
            reading = .category { value($0)?.category }
        case .number, .integer:
            label = PropertyLabel(column.label, unit: column.unit, isQuantity: true)
            reading = .quantity { value($0)?.quantity }
        }
    }
}

extension DeclaredValue {
    /// The value as a category.
    fileprivate var category: String {
        switch self {
        case .text(let text): text
        case .truth(let truth): truth ? "yes" : "no"
        case .number: cell
        }
    }

    /// The value as a quantity.
    fileprivate var quantity: Double? { if case .number(let number) = self { number } else { nil } }
}

extension Study {
    /// What the study is called: as its source spells it, where that is known, else its first author and year.
    var shownName: String {
        guard label.isEmpty else { return label }
        let name = firstAuthor.isEmpty ? id : firstAuthor
        return year.map { "\(name) \($0)" } ?? name
    }
}
