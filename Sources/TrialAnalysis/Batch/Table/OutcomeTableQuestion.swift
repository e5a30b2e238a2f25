import TrialStatistics

/// What is asked of each outcome of a table: by which methods it is pooled, from which columns, and what is written of it.
public struct OutcomeTableQuestion: Sendable {
    /// The effect measure that the rows' counts or means are taken to; nil where they hold estimates.
    public let measure: AnyEffectMeasure?
    /// The columns that are written.
    public let columns: [OutcomeColumn]
    let pooling: OutcomePooling
    /// What the methods have to say whatever the rows hold.
    public let warnings: [MethodWarning]

    /// Prepares a question.
    ///
    /// - Parameters:
    ///   - request: The methods; what it leaves open comes from the profile `batch-1`, as with the requests of the batch program.
    ///   - measure: The code of an effect measure where rows hold what groups report.
    ///   - columns: The columns to write.
    ///   - catalogue: The methods and measures that can be named.
    /// - Throws: `StatisticsError` for a name that is not known, or a level outside 0…1.
    public init(
        _ request: MethodRequest, measure: String? = nil, columns: [OutcomeColumn] = OutcomeColumn.usual,
        catalogue: AnalysisCatalogue = .standard
    ) throws(StatisticsError) {
        let method = try request.resolved(by: MethodProfiles.batch1, methods: catalogue.methods)
        var choices = method.pooling
        if !columns.contains(where: { $0.need == .tau2Limits }) { choices.heterogeneityInterval = nil }
        if !columns.contains(where: { $0.need == .prediction }) { choices.prediction = nil }
        pooling = try OutcomePooling(choices, profile: method.profile)
        warnings = method.warnings
        self.columns = columns
        guard let measure else {
            self.measure = nil
            return
        }
        guard let known = catalogue.measures.all.first(where: { $0.code == measure }) else {
            throw StatisticsError(
                .unsupported,
                "'\(measure.prefix(40))' is no effect measure; \(UnknownMeasure.hint(measure, among: catalogue.measures.all))",
                field: "measure")
        }
        self.measure = known
    }

    /// The names of the columns that rows must have, as alternatives.
    var columnSets: [[String]] {
        measure?.columnSets ?? [["estimate", "variance"], ["estimate", "standardError"]]
    }
}

/// The header of a table of outcomes: which column says what.
struct OutcomeTableHeader: Sendable {
    /// The byte between fields.
    let separator: UInt8
    /// How many fields a row has.
    let width: Int
    /// The place of the outcome's name.
    let outcome: Int
    /// The names of the columns that are read, as the statistics call them.
    let names: [String]
    /// Their places, in the order of `names`.
    let places: [Int]

    /// How many fields of a row have to be kept.
    var reach: Int { max(outcome, places.max() ?? 0) + 1 }

    /// Reads the header from the first row of `bytes`.
    ///
    /// - Throws: `StatisticsError` that names the columns to give.
    init(_ bytes: UnsafeBufferPointer<UInt8>, for question: OutcomeTableQuestion) throws(StatisticsError) {
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
        separator = line.contains(0x09) ? 0x09 : UInt8(ascii: ",")
        var rows = TableRows(bytes, separator: separator, keeping: 1 + line.count { [separator] in $0 == separator })
        guard case .fields(let width) = rows.next() else {
            throw StatisticsError(
                .unreadableRequest, "row 1 is no header; name the columns there, such as outcome, estimate, variance")
        }
        self.width = width
        let given = rows.fields[..<width].map { rows.text($0) }
        let keys = given.map(Self.key)
        func place(_ name: String) throws(StatisticsError) -> Int? {
            let places = keys.indices.filter { keys[$0] == Self.key(name) }
            guard places.count < 2 else {
                throw StatisticsError(
                    .impossibleData, "row 1 names the column '\(name)' twice; rename one", field: name)
            }
            return places.first
        }
        guard let outcome = try place("outcome") else {
            throw StatisticsError(
                .missingField, "row 1 has no column 'outcome'; it has \(Self.listed(given))", field: "outcome")
        }
        self.outcome = outcome
        for names in question.columnSets {
            var places: [Int] = []
            for name in names { if let place = try place(name) { places.append(place) } }
            guard places.count == names.count else { continue }
            (self.names, self.places) = (names, places)
            return
        }
        let wanted = question.columnSets.map { $0.joined(separator: ", ") }.joined(separator: "; or ")
        let hint = question.measure == nil ? "; for counts or means name the measure" : ""
        throw StatisticsError(.missingField, "row 1 must name \(wanted)\(hint); it has \(Self.listed(given))")
    }

    private static func listed(_ names: [String]) -> String {
        let shown = names.prefix(12).map { $0.prefix(40) }.joined(separator: ", ")
        return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
    }

    /// A name without what people write in several ways: `standard-error` is `standardError`.
    private static func key(_ name: String) -> String {
        String(name.lowercased().unicodeScalars.filter { !" -_\u{FEFF}".unicodeScalars.contains($0) })
    }
}
