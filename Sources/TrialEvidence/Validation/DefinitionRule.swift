/// A definition is there once, and every row's definition is there.
public struct DefinitionRule: DatasetRule {
    /// Makes the rule.
    public init() {}

    /// Names repeated definitions, negative confirmation times, and rows whose definition is not in definitions.csv.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        var lines: [String: Int] = [:]
        var diagnostics: [Diagnostic] = []
        for definition in dataset.definitions {
            let place = Place(DatasetTable.definitions.file, line: definition.line, column: "definition")
            if let first = lines.updateValue(definition.line ?? 0, forKey: definition.id) {
                let message = "the definition \(definition.id) is there on line \(first); rename or remove one"
                diagnostics.append(Diagnostic(.badDefinition, at: place, message))
            }
            if let months = definition.confirmationMonths, months < 0 {
                let message = "a confirmation after \(Decimals.text(months)) months cannot be; correct it"
                diagnostics.append(Diagnostic(.badDefinition, at: place, message))
            }
        }
        let known = dataset.definitions.map(\.id)
        for (row, file) in dataset.filedOutcomes where !row.definition.isEmpty && lines[row.definition] == nil {
            let hint = NearestName.hint(known, for: row.definition)
            let message = "no definition has the name \"\(row.definition)\"\(hint); add it to definitions.csv"
            let place = Place(file, line: row.line, column: "definition")
            diagnostics.append(Diagnostic(.badDefinition, at: place, message))
        }
        return diagnostics
    }
}
