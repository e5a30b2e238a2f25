import TrialResults
import TrialStatistics

/// The moderators of a regression over the rows of a set, with their values.
struct RegressionColumns {
    private let columns: [Column]
    private let request: RegressionRequest
    private let declared: Set<String>
    /// The positions of the rows that have every value.
    let rows: [Int]

    /// A moderator's value in every row of the set.
    private struct Column {
        let property: StudyProperty
        let label: PropertyLabel
        var quantities: [Double?]?
        var categories: [String?]?

        func isKnown(_ row: Int) -> Bool { (quantities?[row] ?? nil) != nil || (categories?[row] ?? nil) != nil }
    }

    init(_ set: ContrastSet, _ request: RegressionRequest) {
        self.request = request
        declared = Set(set.labels.keys)
        columns = request.moderators.map { property in
            let label = set.label(property)
            let name = property.rawValue
            var column = Column(property: property, label: label)
            if label.isQuantity {
                column.quantities = set.contrasts.map { $0.quantities[name] }
            } else {
                column.categories = set.contrasts.map { contrast in
                    contrast.properties[name].flatMap { $0 == StudyProperty.notStated ? nil : $0 }
                }
            }
            return column
        }
        rows = set.contrasts.indices.filter { [columns] row in columns.allSatisfy { $0.isKnown(row) } }
    }

    /// The moderators that a row lacks.
    func lacking(_ row: Int) -> [String] { columns.filter { !$0.isKnown(row) }.map(\.property.rawValue) }

    /// The moderators as the answer has them: raw values, where they are centred, and which category is the reference.
    var moderators: [RegressionAnswer.Moderator] {
        columns.map { column in
            var moderator = moderator(column)
            if declared.contains(column.property.rawValue) { moderator.isDeclared = true }
            return moderator
        }
    }

    private func moderator(_ column: Column) -> RegressionAnswer.Moderator {
        let name = column.property.rawValue
        if let quantities = column.quantities {
            let values = rows.compactMap { quantities[$0] }
            var moderator = RegressionAnswer.Moderator(property: name, name: column.label.name, values: values)
            let centring = request.centring(of: column.property)
            moderator.centre = centring.centre(of: values)
            if moderator.centre != nil { moderator.isCentredAtMean = centring == .mean }
            return moderator
        }
        let labels = rows.compactMap { column.categories?[$0] ?? nil }
        var moderator = RegressionAnswer.Moderator(property: name, name: column.label.name, categories: labels)
        moderator.reference =
            request.references[name] ?? labels.min { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        moderator.isReferenceStated = request.references[name] != nil
        return moderator
    }

    /// The terms of the model: the moderators, then their interactions.
    var terms: [ModeratorFormula.Term] {
        request.moderators.map { ModeratorFormula.Term([$0.rawValue]) }
            + request.interactions.map { ModeratorFormula.Term($0.map(\.rawValue)) }
    }

    /// The design of the rows that have every value.
    func design(_ moderators: [RegressionAnswer.Moderator]) throws(StatisticsError) -> DesignMatrix {
        var values = ModeratorColumns()
        for moderator in moderators {
            let centre = moderator.centre ?? 0
            values[moderator.property] =
                moderator.values.map { .numbers($0.map { $0 - centre }) } ?? .categories(moderator.categories ?? [])
        }
        var formula = ModeratorFormula(terms)
        formula.references = request.references
        return try formula.design(values, studies: rows.count)
    }
}
