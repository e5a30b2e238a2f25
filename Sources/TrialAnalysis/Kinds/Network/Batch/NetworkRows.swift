import TrialJSON
import TrialStatistics

/// The studies of a network request: arms with their numbers, or comparisons with their errors.
struct NetworkRows {
    /// The columns that a request may have.
    static let columns = [
        "study", "treatment", "comparator", "estimate", "standardError", "variance", "events", "total", "mean", "sd",
        "count", "time",
    ]

    /// The arms, where the request gives arms.
    let arms: [NetworkArm]
    /// The comparisons that the models work on.
    let contrasts: [NetworkContrast]
    /// Studies left out, with the 1-based row where each begins.
    let excluded: [(row: Int, exclusion: NetworkExclusion)]

    /// - Throws: `StatisticsError` for a column that is absent, too short or impossible.
    init(_ request: BatchRequest, measure: NetworkMeasure?, increment: Double) throws(StatisticsError) {
        let data = try request.data
        let studies = try data.names("study")
        let treatments = try data.names("treatment")
        try Self.check(treatments.count, studies.count, "treatment")
        let first = Dictionary(studies.enumerated().map { ($1, $0 + 1) }, uniquingKeysWith: { a, _ in a })
        if data.has("comparator") || data.has("estimate") {
            let read = try Self.comparisons(data, studies, treatments)
            arms = []
            contrasts = read.contrasts
            excluded = read.excluded.map { (first[$0.study] ?? 1, $0) }
            return
        }
        guard let measure else {
            throw StatisticsError(
                .missingField,
                "arms need a measure, one of \(NetworkMeasure.allCases.map(\.rawValue).joined(separator: ", "))",
                field: "measure")
        }
        let read = try Self.readArms(data, studies, treatments)
        arms = read.arms
        let pairs = try NetworkPairs(arms, measure: measure, increment: increment)
        contrasts = pairs.contrasts
        excluded = (read.excluded + pairs.exclusions).map { (first[$0.study] ?? 1, $0) }
    }

    private static func check(_ count: Int, _ rows: Int, _ name: String) throws(StatisticsError) {
        guard count == rows else {
            throw StatisticsError(.unequalLengths, "needs one entry a row: \(rows), not \(count)", field: name)
        }
    }

    private static func comparisons(
        _ data: BatchFields, _ studies: [String], _ treatments: [String]
    ) throws(StatisticsError) -> (contrasts: [NetworkContrast], excluded: [NetworkExclusion]) {
        let comparators = try data.names("comparator")
        let estimates = try data.requiredColumn("estimate")
        let isVariance = data.has("variance") && !data.has("standardError")
        let errors = try data.requiredColumn(isVariance ? "variance" : "standardError")
        try check(comparators.count, studies.count, "comparator")
        try check(estimates.count, studies.count, "estimate")
        try check(errors.count, studies.count, isVariance ? "variance" : "standardError")
        var contrasts: [NetworkContrast] = []
        var gaps: Set<String> = []
        for i in studies.indices {
            guard let estimate = estimates[i], let error = errors[i] else {
                gaps.insert(studies[i])
                continue
            }
            contrasts.append(
                NetworkContrast(
                    study: studies[i], treatment: treatments[i], comparator: comparators[i], estimate: estimate,
                    standardError: isVariance ? error.squareRoot() : error))
        }
        var kept = contrasts.filter { !gaps.contains($0.study) }
        var excluded = gaps.sorted().map { name in
            NetworkExclusion(
                code: "missing", study: name, message: "A comparison has no estimate or no standard error.")
        }
        for contrast in kept where contrast.treatment == contrast.comparator {
            excluded.append(
                NetworkExclusion(
                    code: "same-node", study: contrast.study,
                    message: "Compares '\(contrast.treatment)' with itself; join its arms first."))
        }
        let same = Set(excluded.map(\.study))
        kept = kept.filter { !same.contains($0.study) }
        return (kept, excluded)
    }

    private static func readArms(
        _ data: BatchFields, _ studies: [String], _ treatments: [String]
    ) throws(StatisticsError) -> (arms: [NetworkArm], excluded: [NetworkExclusion]) {
        let names =
            data.has("mean") ? ["mean", "sd", "total"] : data.has("count") ? ["count", "time"] : ["events", "total"]
        var columns: [[Double?]] = []
        for name in names {
            let column = try data.requiredColumn(name)
            try check(column.count, studies.count, name)
            columns.append(column)
        }
        var arms: [NetworkArm] = []
        var gaps: Set<String> = []
        for i in studies.indices {
            let values = columns.compactMap { $0[i] }
            guard values.count == names.count else {
                gaps.insert(studies[i])
                continue
            }
            let summary: NetworkArmSummary =
                names.count == 3
                ? .mean(values[0], standardDeviation: values[1], total: values[2])
                : names[0] == "count" ? .rate(values[0], time: values[1]) : .events(values[0], total: values[1])
            arms.append(NetworkArm(study: studies[i], treatment: treatments[i], summary: summary))
        }
        let excluded = gaps.sorted().compactMap { name -> NetworkExclusion? in
            let left = arms.count { $0.study == name }
            guard left == 0 else { return nil }
            return NetworkExclusion(code: "missing", study: name, message: "No arm has all its numbers.")
        }
        return (arms, excluded)
    }

    /// The `excluded` of an answer.
    static func answer(_ excluded: [(row: Int, exclusion: NetworkExclusion)]) -> JSONValue {
        .array(
            excluded.map { row, exclusion in
                .object([
                    ("study", JSONValue(row)), ("reason", .string(exclusion.message)),
                    ("name", .string(exclusion.study)), ("code", .string(exclusion.code)),
                ])
            })
    }
}

extension BatchFields {
    /// A column of names, texts or numbers.
    ///
    /// - Throws: `StatisticsError` where it is absent, or an entry is neither.
    func names(_ name: String) throws(StatisticsError) -> [String] {
        guard case .array(let values) = value[name] ?? .null else {
            throw StatisticsError(.missingField, "the column is needed, a list of texts", field: path + name)
        }
        var names: [String] = []
        for (row, value) in values.enumerated() {
            switch value {
            case .string(let text) where !text.isEmpty: names.append(text)
            case .number: names.append(value.text)
            default:
                throw StatisticsError(
                    .impossibleData, "must be a text, not \(value.shown)", study: row + 1, field: path + name)
            }
        }
        return names
    }

    /// A raw value of a request without class; a word of a type with raw values.
    func word<Word: CaseIterable & RawRepresentable>(
        _ name: String, as type: Word.Type
    ) throws(StatisticsError) -> Word? where Word.RawValue == String {
        try choice(name, from: Word.allCases.map { ($0.rawValue, $0) })
    }
}
