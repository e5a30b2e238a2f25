import TrialNumerics
import TrialStatistics

/// `pool`: estimates with variances → pooled effect or meta-regression, with follow-ups.
struct PoolTask: BatchTask {
    let name = "pool"

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let problem = try PoolProblem(request)
        let fit = try problem.pooling.fit(problem.model)
        var answer = [("result", PoolAnswer(fit, problem).value)]
        let followUps = try request.fields.texts("followUps")
        guard !followUps.isEmpty else { return answer }
        var answers: [(key: String, value: JSONValue)] = []
        for name in followUps {
            let followUp = try BatchFollowUps.named(name)
            do {
                answers.append((name, try followUp.answer(problem, request)))
            } catch {
                // One follow-up that cannot be had does not take the others away.
                answers.append(
                    (
                        name,
                        .object([
                            (
                                "error",
                                .object([
                                    ("code", .string(error.code.description)), ("message", .string(error.message)),
                                ])
                            )
                        ])
                    ))
            }
        }
        answer.append(("followUps", .object(answers)))
        return answer
    }
}

/// What a `pool` request asks for, checked and ready.
struct PoolProblem {
    let model: LinearModel
    let pooling: PoolingModel
    /// 1-based positions of the studies that were fitted.
    let kept: [Int]
    let excluded: [(study: Int, reason: String)]
    let labels: [String]

    init(_ request: BatchRequest) throws(StatisticsError) {
        let rows = try PoolRows(request)
        kept = rows.kept.map { $0 + 1 }
        excluded = rows.excluded
        labels = rows.labels
        pooling = try Self.pooling(request)
        do {
            model = try LinearModel(
                estimates: rows.estimates, variances: rows.variances, design: try rows.design(request),
                givenWeights: rows.weights)
        } catch {
            // The study is counted as in the request, not among the rows that stayed.
            throw StatisticsError(
                error.code, error.message, study: error.study.map { rows.kept[$0 - 1] + 1 }, field: error.field)
        }
    }

    private static func pooling(_ request: BatchRequest) throws(StatisticsError) -> PoolingModel {
        let fields = request.fields
        let isRandom = try fields.choice("model", from: [("random", true), ("common", false)]) ?? true
        let estimator = try fields.choice(
            "heterogeneity", from: HeterogeneityEstimators.all.map { (word: $0.code, value: $0) })
        let interval = try fields.choice("interval", from: IntervalMethods.all.map { (word: $0.code, value: $0) })
        let method = interval ?? (isRandom ? HartungKnapp.guarded : NormalInterval())
        var pooling = PoolingModel(
            heterogeneity: isRandom ? estimator ?? RestrictedMaximumLikelihood() : nil, interval: method,
            prediction: try prediction(fields, interval: method))
        pooling.level = try request.level
        pooling.givenTau2 = isRandom ? try fields.number("tau2") : nil
        if let tested = try fields.column("testedCoefficients") {
            pooling.testedCoefficients = tested.map { Int($0 ?? 0) }
        }
        return pooling
    }

    /// The named prediction interval; without a name the one that suits the interval: normal, or t on k − 1.
    private static func prediction(_ fields: BatchFields, interval: any IntervalMethod) throws(StatisticsError)
        -> any PredictionMethod
    {
        let known = PredictionMethods.all.map { (word: $0.code, value: $0) }
        if let named = try fields.choice("prediction", from: known) { return named }
        return PredictionInterval(interval is NormalInterval ? .normal : .tStudiesMinusOne)
    }
}

/// The rows of a `pool` request that have all they need.
struct PoolRows {
    let kept: [Int]
    let excluded: [(study: Int, reason: String)]
    let estimates: [Double]
    let variances: [Double]
    let weights: [Double]?
    let labels: [String]
    private let moderators: [String: JSONValue]

    init(_ request: BatchRequest) throws(StatisticsError) {
        let data = request.part("data")
        let y = try data.requiredColumn("estimate")
        let v: [Double?]
        if let variances = try data.column("variance") {
            v = variances
        } else if let errors = try data.column("standardError") {
            v = errors.map { $0.map { $0 * $0 } }
        } else {
            throw StatisticsError(.missingField, "the column is needed", field: "data.variance")
        }
        var w = try data.column("weights")
        if w == nil { w = try request.fields.column("weights") }
        guard v.count == y.count, w.map({ $0.count == y.count }) ?? true else {
            throw StatisticsError(.unequalLengths, "all columns must have one entry a study: \(y.count)", field: "data")
        }
        let names = try request.fields.texts("moderators").flatMap { $0.split(separator: ":").map(String.init) }
        var columns: [String: JSONValue] = [:]
        for name in Set(names) {
            guard case .array(let values) = data.value["moderators"]?[name] ?? .null else {
                throw StatisticsError(.missingField, "the moderator has no column", field: "data.moderators.\(name)")
            }
            guard values.count == y.count else {
                throw StatisticsError(
                    .unequalLengths, "needs one entry a study: \(y.count), not \(values.count)",
                    field: "data.moderators.\(name)")
            }
            columns[name] = .array(values)
        }
        moderators = columns
        var (kept, excluded) = ([Int](), [(study: Int, reason: String)]())
        for i in y.indices {
            var missing = [
                (y[i] == nil, "estimate"), (v[i] == nil, "variance"), (w != nil && w?[i] == nil, "weight"),
            ]
            for (name, column) in columns.sorted(by: { $0.key < $1.key }) {
                guard case .array(let values) = column else { continue }
                missing.append((values[i] == .null, name))
            }
            if let gap = missing.first(where: \.0) {
                excluded.append((i + 1, "missing \(gap.1)"))
            } else {
                kept.append(i)
            }
        }
        self.kept = kept
        self.excluded = excluded
        estimates = kept.map { y[$0] ?? .nan }
        variances = kept.map { v[$0] ?? .nan }
        weights = w.map { column in kept.map { column[$0] ?? .nan } }
        if case .array(let given) = data.value["label"] ?? request.body["label"] ?? .null {
            labels = kept.map { index in
                if index < given.count, case .string(let label) = given[index] { label } else { "\(index + 1)" }
            }
        } else {
            labels = kept.map { "\($0 + 1)" }
        }
    }

    /// The design that the request names; nil for a pooled effect.
    func design(_ request: BatchRequest) throws(StatisticsError) -> DesignMatrix? {
        let terms = try request.fields.texts("moderators")
        let intercept = try request.fields.flag("intercept") ?? true
        guard !terms.isEmpty || !intercept else { return nil }
        var columns = ModeratorColumns()
        for (name, column) in moderators { columns[name] = try values(name, column) }
        let formula = ModeratorFormula(
            terms.map { .init($0.split(separator: ":").map(String.init)) }, intercept: intercept)
        return try formula.design(columns, studies: kept.count)
    }

    /// Numbers, or categories as soon as one entry is a text.
    private func values(_ name: String, _ column: JSONValue) throws(StatisticsError) -> ModeratorColumns.Values {
        guard case .array(let all) = column else { return .numbers([]) }
        let entries = kept.map { all[$0] }
        let isText = entries.contains { if case .string = $0 { true } else { false } }
        var (numbers, texts) = ([Double](), [String]())
        for (index, entry) in entries.enumerated() {
            switch entry {
            case .number(let number):
                numbers.append(number)
                texts.append(JSONValue.number(number).text)
            case .string(let text): texts.append(text)
            case .bool(let flag):
                numbers.append(flag ? 1 : 0)
                texts.append(flag ? "true" : "false")
            default:
                throw StatisticsError(
                    .impossibleData, "must be numbers or texts", study: kept[index] + 1,
                    field: "data.moderators.\(name)")
            }
        }
        return isText ? .categories(texts) : .numbers(numbers)
    }
}
