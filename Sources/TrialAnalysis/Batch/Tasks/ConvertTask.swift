import TrialJSON
import TrialStatistics

/// `convert`: what a source prints → what a measure takes, each number with its formula.
///
/// `conversion` names one of ``conversions``, which says the columns; a row with a gap or an impossible number is listed
/// in `excluded`. `ratio` (false): estimate and limits are ratios, whose logarithm is wanted. `level` is that of limits.
struct ConvertTask: BatchTask {
    let name = "convert"
    let fields = ["conversion", "ratio"]
    let pools = false

    /// One row's numbers with what holds for all rows.
    struct Row {
        let values: [String: Double]
        let level: Double
        let isRatio: Bool

        subscript(name: String) -> Double { values[name] ?? .nan }
    }

    /// A conversion by its word.
    struct Known: Sendable {
        let word: String
        let columns: [String]
        let make: @Sendable (Row) -> any Conversion

        init(_ word: String, _ columns: [String], _ make: @escaping @Sendable (Row) -> any Conversion) {
            self.word = word
            self.columns = columns
            self.make = make
        }
    }

    static let conversions = [
        Known("sd-from-standard-error", ["standardError", "total"]) {
            DeviationFromStandardError(standardError: $0["standardError"], total: $0["total"])
        },
        Known("sd-from-interval", ["lower", "upper", "total"]) {
            DeviationFromInterval(lower: $0["lower"], upper: $0["upper"], total: $0["total"], level: $0.level)
        },
        Known("sd-from-t", ["difference", "t", "total1", "total2"]) {
            PooledDeviationFromTest(
                difference: $0["difference"], report: .t($0["t"]), total1: $0["total1"], total2: $0["total2"])
        },
        Known("sd-from-p", ["difference", "pValue", "total1", "total2"]) {
            PooledDeviationFromTest(
                difference: $0["difference"], report: .pValue($0["pValue"]), total1: $0["total1"],
                total2: $0["total2"])
        },
        Known("sd-of-change", ["baseline", "final", "correlation"]) {
            ChangeDeviation(baseline: $0["baseline"], final: $0["final"], correlation: $0["correlation"])
        },
        Known("correlation-from-change", ["baseline", "final", "change"]) {
            CorrelationFromChange(baseline: $0["baseline"], final: $0["final"], change: $0["change"])
        },
        Known("error-from-interval", ["estimate", "lower", "upper"]) {
            WaldConversion(
                estimate: $0["estimate"], lower: $0["lower"], upper: $0["upper"], level: $0.level,
                isRatio: $0.isRatio)
        },
        Known("error-from-statistic", ["estimate", "statistic"]) {
            WaldConversion(
                estimate: $0["estimate"], statistic: $0["statistic"], pValue: nil, isRatio: $0.isRatio)
        },
        Known("error-from-p", ["estimate", "pValue"]) {
            WaldConversion(estimate: $0["estimate"], statistic: nil, pValue: $0["pValue"], isRatio: $0.isRatio)
        },
    ]

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let words = Self.conversions.map { (word: $0.word, value: $0) }
        guard let conversion = try request.fields.choice("conversion", from: words) else {
            throw StatisticsError(
                .missingField, "name one of \(words.map(\.word).joined(separator: ", "))", field: "conversion")
        }
        let (rows, excluded) = try derived(conversion, request)
        let names = rows.compactMap { $0 }.first?.values.map(\.name) ?? []
        func texts(_ text: (Derivation) -> String) -> JSONValue { .array(rows.map { JSONValue($0.map(text)) }) }
        let warnings = rows.enumerated().flatMap { index, row in
            (row?.warnings ?? []).map { MethodWarning(code: "convert", message: "Study \(index + 1): \($0)") }
        }
        return [
            (
                "result",
                .object([
                    (
                        "values",
                        .object(names.map { name in (name, JSONValue(rows.map { $0?[name] })) })
                    ), ("formula", texts(\.formula)), ("reference", texts(\.reference)),
                    ("excluded", PoolAnswer.excluded(excluded)), ("warnings", PoolAnswer.warnings(warnings)),
                ])
            )
        ]
    }

    private typealias Derived = (rows: [Derivation?], excluded: [(study: Int, reason: String)])

    private func derived(_ conversion: Known, _ request: BatchRequest) throws(StatisticsError) -> Derived {
        let data = try request.data
        var columns: [(name: String, values: [Double?])] = []
        for name in conversion.columns { columns.append((name, try data.requiredColumn(name))) }
        let count = columns[0].values.count
        if let other = columns.first(where: { $0.values.count != count }) {
            throw StatisticsError(.unequalLengths, "needs one entry a study: \(count)", field: other.name)
        }
        let (level, isRatio) = (try request.level, try request.fields.flag("ratio") ?? false)
        var result: Derived = ([], [])
        for index in 0..<count {
            do throws(StatisticsError) {
                if let gap = columns.first(where: { $0.values[index] == nil }) {
                    throw StatisticsError(.missingField, "is missing", field: gap.name)
                }
                let values = Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0.values[index]!) })
                let row = Row(values: values, level: level, isRatio: isRatio)
                result.rows.append(try conversion.make(row).derive())
            } catch {
                result.rows.append(nil)
                result.excluded.append((index + 1, error.description))
            }
        }
        return result
    }
}
