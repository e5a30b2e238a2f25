import TrialEvidence

/// The properties of a dataset's studies and arms: those that every dataset has and those of the columns that it declares.
///
/// A declared column comes before a property of the same name.
public struct PropertyCatalogue: Sendable {
    private let definitions: [String: PropertyDefinition]
    /// The names, those of declared columns first.
    public let names: [String]

    /// The properties that every dataset has.
    public static let builtIn = PropertyCatalogue([])

    /// The properties of a dataset.
    public init(_ dataset: Dataset) {
        self.init(
            [DatasetTable.studies, .arms].flatMap { table in
                (dataset.declaredColumns[table] ?? []).map { PropertyDefinition($0, of: table) }
            })
    }

    private init(_ declared: [PropertyDefinition]) {
        let own = Set(declared.map(\.property))
        let all = declared + PropertyDefinition.builtIn.filter { !own.contains($0.property) }
        names = all.map(\.property.rawValue)
        definitions = Dictionary(all.map { ($0.property.rawValue, $0) }) { first, _ in first }
    }

    /// What people call a property; nil where there is none of the name.
    public func label(_ property: StudyProperty) -> PropertyLabel? { definitions[property.rawValue]?.label }

    /// The labels of declared columns, by name.
    var declaredLabels: [String: PropertyLabel] { definitions.filter(\.value.isDeclared).mapValues(\.label) }

    /// Why a property cannot be used as a plan wants; nil where it can.
    ///
    /// A name that is not known comes with at most five that are near.
    public func problem(_ use: PropertyUse) -> String? {
        let name = use.property.rawValue
        guard let label = label(use.property) else {
            let candidates = NearestName.candidates(names, to: name).map { "'\($0)'" }.joined(separator: ", ")
            return "'\(use.key)' has no property '\(name)'; did you mean \(candidates)?"
                + " Further columns must be declared in datapackage.json"
        }
        switch use.need {
        case .category where label.isQuantity:
            return "'\(name)' is a number; say where to cut it, such as {by: \(name), cuts: [10, 20]}"
        case .quantity where !label.isQuantity:
            return "'\(name)' is no number, so it cannot be cut or centred; name a number or leave that out"
        case .any, .category, .quantity: return nil
        }
    }

    /// The values of a row; where the arms of a combined row differ a category is `several`, and a quantity a span.
    func values(study: Study, rows: [SelectedRow], dataset: IndexedDataset) -> PropertyValues {
        let sources = rows.map { PropertySource(study: study, row: $0, dataset: dataset) }
        var values = PropertyValues()
        for (name, definition) in definitions {
            switch definition.reading {
            case .category(let read):
                let all = Set(sources.map(read))
                if all.count > 1 {
                    values.categories[name] = StudyProperty.several
                } else if let value = all.first ?? nil {
                    values.categories[name] = value
                } else if definition.saysNotStated {
                    values.categories[name] = StudyProperty.notStated
                }
            case .quantity(let read):
                let all = Set(sources.map(read))
                let known = all.compactMap(\.self)
                if all.count == 1 {
                    values.quantities[name] = known.first
                } else if let low = known.min(), let high = known.max() {
                    values.spans[name] = QuantitySpan(low: low, high: high, isComplete: known.count == all.count)
                }
            }
        }
        return values
    }
}

/// What a row's study and arms are like.
struct PropertyValues {
    var categories: [String: String] = [:]
    var quantities: [String: Double] = [:]
    var spans: [String: QuantitySpan] = [:]
}

extension ContrastSet {
    /// What people call a property of the rows.
    func label(_ property: StudyProperty) -> PropertyLabel {
        labels[property.rawValue] ?? PropertyCatalogue.builtIn.label(property)
            ?? PropertyLabel(property.rawValue, isQuantity: false)
    }
}
