import TrialStatistics

/// `effect-sizes`: studies' summaries → estimates with sampling variances.
struct EffectSizesTask: BatchTask {
    let name = "effect-sizes"

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        guard let code = try request.fields.text("measure") else {
            throw StatisticsError(.missingField, "name the effect measure", field: "measure")
        }
        let measure = try EffectMeasureCatalogue.measure(code)
        let data = request.part("data")
        var columns: [String: [Double?]] = [:]
        for name in data.names { columns[name] = try data.column(name) }
        // Ready-made estimates with limits are read at the request's level.
        let effects = try measure.effects(columns: columns, options: options(request))
        var estimates: [JSONValue] = []
        var variances: [JSONValue] = []
        var excluded: [JSONValue] = []
        for (index, effect) in effects.enumerated() {
            switch effect {
            case .success(let value):
                estimates.append(.number(value.estimate))
                variances.append(.number(value.variance))
            case .failure(let exclusion):
                estimates.append(.null)
                variances.append(.null)
                excluded.append(
                    .object([
                        ("study", .number(Double(index + 1))), ("reason", .string(exclusion.reason)),
                        ("code", .string(exclusion.code)),
                    ]))
            }
        }
        return [
            (
                "result",
                .object([
                    ("estimate", .array(estimates)), ("variance", .array(variances)), ("excluded", .array(excluded)),
                ])
            )
        ]
    }

    private func options(_ request: BatchRequest) throws(StatisticsError) -> EffectOptions {
        let fields = request.part("options")
        var options = EffectOptions()
        options.biasCorrection = try fields.flag("biasCorrection")
        if options.biasCorrection == nil { options.biasCorrection = try fields.flag("correct") }
        let types = VarianceType.allCases.map { (word: $0.rawValue, value: $0) }
        options.varianceType = try fields.choice("varianceType", from: types)
        if case .object = fields.value["zeroCells"] ?? .null {
            options.zeroCells = try zeroCells(
                BatchFields(fields.value["zeroCells"] ?? .null, path: "options.zeroCells."))
        }
        return options
    }

    private func zeroCells(_ fields: BatchFields) throws(StatisticsError) -> ZeroCellRule {
        var rule = ZeroCellRule()
        if let add = try fields.number("add") { rule.add = add }
        let words: [(word: String, value: ZeroCellRule.Scope)] = [
            ("only-zero", .onlyZero), ("all", .all), ("if-any-zero", .ifAnyZero), ("none", .none),
        ]
        if let target = try fields.choice("to", from: words) { rule.to = target }
        if let drop = try fields.flag("dropDoubleZero") { rule.dropDoubleZero = drop }
        return rule
    }
}
