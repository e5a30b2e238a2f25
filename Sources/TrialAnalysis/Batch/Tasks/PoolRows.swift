import TrialJSON
import TrialStatistics

/// The rows of a request that pools estimates which have all they need.
struct PoolRows {
    /// Zero-based positions of the studies that stay.
    let kept: [Int]
    let excluded: [(study: Int, reason: String)]
    let estimates: [Double]
    let variances: [Double]
    let weights: [Double]?
    /// The moderators of the studies that stay.
    let moderators: ModeratorColumns
    /// Whether the request gave standard errors in place of variances.
    let hasStandardErrors: Bool
    private let data: BatchFields
    private let studies: Int

    /// Reads the rows; one that lacks a number, a moderator or a level of `levels` does not stay.
    ///
    /// - Parameters:
    ///   - given: The variances where they do not stand in a column of their own.
    ///   - levels: Further columns of `data.levels` that a row must have.
    init(
        _ request: BatchRequest, variances given: [Double?]? = nil, levels: [String] = []
    ) throws(StatisticsError) {
        let data = try request.data
        let y = try data.requiredColumn("estimate")
        let v = if let given { given } else { try Self.variances(data) }
        var w = try data.column("weights")
        if w == nil { w = try request.fields.column("weights") }
        for (name, column) in [("variance", v), ("weights", w)] {
            guard let column, column.count != y.count else { continue }
            throw StatisticsError(
                .unequalLengths, "needs one entry a study: \(y.count), not \(column.count)", field: name)
        }
        let names = try request.fields.texts("moderators").flatMap { $0.split(separator: ":").map(String.init) }
        var columns: [(name: String, values: [JSONValue])] = []
        for name in Set(names).sorted() {
            columns.append((name, try Self.moderator(name, data, studies: y.count)))
        }
        let moderatorColumns = columns
        for name in levels {
            let values = try Self.column(name, in: "levels", "level", data, studies: y.count)
            columns.append((name, values))
        }
        var (kept, excluded) = ([Int](), [(study: Int, reason: String)]())
        kept.reserveCapacity(y.count)
        for i in y.indices {
            if let gap = Self.gap(i, y, v, w, columns) {
                excluded.append((i + 1, "missing \(gap)"))
            } else {
                kept.append(i)
            }
        }
        self.kept = kept
        self.excluded = excluded
        estimates = kept.map { y[$0] ?? .nan }
        variances = kept.map { v[$0] ?? .nan }
        weights = w.map { column in kept.map { column[$0] ?? .nan } }
        var moderators = ModeratorColumns()
        for column in moderatorColumns { moderators[column.name] = try Self.values(column.name, column.values, kept) }
        self.moderators = moderators
        hasStandardErrors = !data.has("variance")
        self.data = data
        studies = y.count
    }

    private static func variances(_ data: BatchFields) throws(StatisticsError) -> [Double?] {
        if let variances = try data.column("variance") { return variances }
        guard let errors = try data.column("standardError") else {
            throw StatisticsError(.missingField, "the column is needed", field: "variance")
        }
        if let bad = errors.firstIndex(where: { $0.map { $0 < 0 } ?? false }) {
            throw StatisticsError(
                .invalidVariance, "a standard error must not be negative", study: bad + 1, field: "standardError")
        }
        return errors.map { $0.map { $0 * $0 } }
    }

    static func moderator(
        _ name: String, _ data: BatchFields, studies: Int
    ) throws(StatisticsError) -> [JSONValue] {
        try column(name, in: "moderators", "moderator", data, studies: studies)
    }

    /// A column of the object `group` of the data, `word` being what one of them is called.
    static func column(
        _ name: String, in group: String, _ word: String, _ data: BatchFields, studies: Int
    ) throws(StatisticsError) -> [JSONValue] {
        guard case .array(let values) = data.value[group]?[name] ?? .null else {
            var known: [String] = []
            if case .object(let pairs) = data.value[group] ?? .null { known = pairs.map(\.key) }
            throw StatisticsError(
                .missingField,
                "the \(word) has no column; there are: \(known.isEmpty ? "none" : known.joined(separator: ", "))",
                field: name)
        }
        guard values.count == studies else {
            throw StatisticsError(
                .unequalLengths, "needs one entry a study: \(studies), not \(values.count)",
                field: name)
        }
        return values
    }

    /// What a study lacks; nil where it is complete.
    private static func gap(
        _ i: Int, _ y: [Double?], _ v: [Double?], _ w: [Double?]?, _ columns: [(name: String, values: [JSONValue])]
    ) -> String? {
        if y[i] == nil { return "estimate" }
        if v[i] == nil { return "variance" }
        if let w, w[i] == nil { return "weight" }
        for column in columns { if case .null = column.values[i] { return column.name } }
        return nil
    }

    /// How the named moderators enter; nil for a pooled effect.
    func formula(_ request: BatchRequest) throws(StatisticsError) -> ModeratorFormula? {
        let terms = try request.fields.texts("moderators")
        let intercept = try request.fields.flag("intercept") ?? true
        guard !terms.isEmpty || !intercept else { return nil }
        return ModeratorFormula(
            terms.map { .init($0.split(separator: ":").map(String.init)) }, intercept: intercept)
    }

    /// Numbers, or categories as soon as one entry is a text.
    static func values(
        _ name: String, _ column: [JSONValue], _ kept: [Int]
    ) throws(StatisticsError) -> ModeratorColumns.Values {
        let isText = kept.contains { if case .string = column[$0] { true } else { false } }
        var (numbers, texts) = ([Double](), [String]())
        for index in kept {
            switch column[index] {
            case .number(let number):
                if isText { texts.append(JSONValue.number(number).text) } else { numbers.append(number) }
            case .string(let text): texts.append(text)
            case .bool(let flag):
                if isText { texts.append(flag ? "true" : "false") } else { numbers.append(flag ? 1 : 0) }
            default:
                throw StatisticsError(
                    .impossibleData, "must be numbers or texts", study: index + 1, field: name)
            }
        }
        return isText ? .categories(texts) : .numbers(numbers)
    }
}

extension PoolRows {
    /// The words of a column of `data.levels`, one for each study that stays; numbers and flags as they are written.
    func level(_ name: String) throws(StatisticsError) -> [String] { try levels.words(name) }

    /// The columns of `data.levels` for the studies that stay.
    var levels: LevelColumns { LevelColumns(data: data, studies: studies, kept: kept) }

    /// A further column of the studies that stay; nil where it is not given or has a gap.
    func complete(_ name: String) throws(StatisticsError) -> [Double]? {
        guard let column = try data.column(name) else { return nil }
        guard column.count == studies else {
            throw StatisticsError(
                .unequalLengths, "needs one entry a study: \(studies), not \(column.count)", field: name)
        }
        let values = kept.compactMap { column[$0] }
        return values.count == kept.count ? values : nil
    }

    /// Any column of `data` or of the moderators that holds one value a study, for an order or for groups.
    func anyValues(_ name: String) throws(StatisticsError) -> ModeratorColumns.Values {
        if let known = moderators[name] { return known }
        for place in [data.value["moderators"]?[name], data.value[name]] {
            guard case .array(let values) = place ?? .null else { continue }
            guard values.count == studies else {
                throw StatisticsError(
                    .unequalLengths, "needs one entry a study: \(studies), not \(values.count)", field: name)
            }
            return try Self.values(name, values, kept)
        }
        throw StatisticsError(.missingField, "there is no column '\(name)' in data or data.moderators", field: name)
    }
}

extension PoolRows {
    /// Throws for numbers whose squares or ratios double precision cannot hold; no real unit needs them.
    func checkMagnitudes() throws(StatisticsError) {
        do {
            try Magnitudes.check(estimates: estimates, variances: variances)
            if let weights { try Magnitudes.check(weights, of: "weights", least: 0, most: Magnitudes.largest) }
            for name in moderators.names {
                guard case .numbers(let values) = moderators[name] else { continue }
                try Magnitudes.check(values, of: name, least: 0, most: Magnitudes.largest)
            }
        } catch {
            throw error.counting(among: kept)
        }
    }
}
