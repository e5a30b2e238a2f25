import TrialJSON
import TrialStatistics

/// `effect-sizes`: studies' summaries → estimates with sampling variances.
struct EffectSizesTask: BatchTask {
    let name = "effect-sizes"
    let fields = ["measure", "options"]
    let pools = false

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        guard let code = try request.fields.text("measure") else {
            throw StatisticsError(.missingField, "name the effect measure", field: "measure")
        }
        guard let measure = request.measures.first(where: { $0.code == code }) else {
            let hint = UnknownMeasure.hint(code, among: request.measures)
            throw StatisticsError(
                .unsupported, "\(JSONValue.string(code).shown) is no effect measure; \(hint)", field: "measure")
        }
        let data = try request.data
        var columns: [String: [Double?]] = [:]
        let needed = Set(measure.columnSets.joined())
        for name in data.names {
            do {
                columns[name] = try data.column(name)
            } catch  where needed.contains(name) {
                throw error
            } catch {
                // A column of labels beside the numbers is no concern of the measure.
            }
        }
        // Ready-made estimates with limits are read at the request's level.
        let effects = try measure.effectColumns(try StudyColumns(columns), options: options(request))
        // Of an excluded study one of the two numbers may exist without the other; it cannot be pooled.
        var estimates = effects.estimates.map { JSONValue.number($0) }
        var variances = effects.variances.map { JSONValue.number($0) }
        for excluded in effects.excluded {
            estimates[excluded.study] = JSONValue(excluded.exclusion.estimate)
            variances[excluded.study] = JSONValue(excluded.exclusion.variance)
        }
        let excluded = effects.excluded.map { excluded in
            JSONValue.object([
                ("study", JSONValue(excluded.study + 1)), ("reason", .string(excluded.exclusion.reason)),
                ("code", .string(excluded.exclusion.code)),
            ])
        }
        return [
            (
                "result",
                .object([
                    ("estimate", .array(estimates)), ("variance", .array(variances)), ("excluded", .array(excluded)),
                    ("scale", .string(measure.scale.rawValue)), ("warnings", .array([])),
                ])
            )
        ]
    }

    private func options(_ request: BatchRequest) throws(StatisticsError) -> EffectOptions {
        let fields = try request.part(
            "options", knowing: ["zeroCells", "varianceType", "biasCorrection", "correct"])
        var options = EffectOptions()
        options.biasCorrection = try fields.flag("biasCorrection")
        if options.biasCorrection == nil { options.biasCorrection = try fields.flag("correct") }
        let types = VarianceType.allCases.map { (word: $0.rawValue, value: $0) }
        options.varianceType = try fields.choice("varianceType", from: types)
        if fields.has("zeroCells") { options.zeroCells = try ZeroCellRule(fields) }
        return options
    }
}

extension ZeroCellRule {
    /// The rule in the field `zeroCells` of a request's options.
    init(_ options: BatchFields) throws(StatisticsError) {
        self.init()
        let value = options.value["zeroCells"] ?? .null
        guard case .object = value else {
            throw StatisticsError(
                .impossibleData, "must be an object such as {\"add\": 0.5, \"to\": \"only-zero\"}",
                field: options.path + "zeroCells")
        }
        let fields = BatchFields(value, path: options.path + "zeroCells.")
        try fields.check(knowing: ["add", "to", "dropDoubleZero", "byArm"])
        if let amount = try fields.number("add") {
            guard amount >= 0 else {
                throw StatisticsError(.impossibleData, "must not be negative", field: fields.path + "add")
            }
            add = amount
        }
        let words = Scope.allCases.map { (word: $0.rawValue, value: $0) }
        if let scope = try fields.choice("to", from: words) { to = scope }
        if let drop = try fields.flag("dropDoubleZero") { dropDoubleZero = drop }
        if let share = try fields.flag("byArm") { byArm = share }
    }
}
