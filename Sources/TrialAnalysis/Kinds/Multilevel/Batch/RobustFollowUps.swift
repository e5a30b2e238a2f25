import TrialJSON
import TrialNumerics
import TrialStatistics

/// Which clusters, and how they are made up for, as a follow-up's options say.
private struct RobustOptions {
    static let names = ["cluster", "correction", "degreesOfFreedom"]

    let clusters: [String]
    let method: RobustMethod

    init(_ question: MultilevelQuestion) throws(StatisticsError) {
        let options = question.options
        clusters = try question.clusters()
        try MultilevelLimits.check(clusters: clusters)
        let corrections = ClusterCorrection.allCases.map { (word: $0.rawValue, value: $0) }
        let degrees = ClusterDegrees.allCases.map { (word: $0.rawValue, value: $0) }
        method = RobustMethod(
            correction: try options.choice("correction", from: corrections) ?? .biasReduced,
            degrees: try options.choice("degreesOfFreedom", from: degrees) ?? .satterthwaite,
            level: question.fit.level)
    }
}

extension MultilevelQuestion {
    /// The cluster of each row: the level that the option `cluster` names, else the outermost one of `random`.
    func clusters() throws(StatisticsError) -> [String] {
        guard let name = try options.text("cluster") ?? problem.outermost else {
            throw StatisticsError(.missingField, "name the level of the clusters", field: options.path + "cluster")
        }
        return try problem.rows.level(name)
    }
}

extension JSONValue {
    /// A joint test on a robust covariance.
    init(_ test: RobustWaldTest?) {
        guard let test else {
            self = .null
            return
        }
        self = .object([
            ("statistic", .number(test.statistic)), ("degreesOfFreedom", JSONValue(test.degreesOfFreedom)),
            ("denominatorDegreesOfFreedom", JSONValue(test.denominatorDegreesOfFreedom)),
            ("pValue", .number(test.pValue)),
        ])
    }

    /// A matrix as a list of rows.
    init(_ matrix: Matrix) { self = .array((0..<matrix.rows).map { JSONValue(matrix.row($0)) }) }

    /// Robust inference in the words of the contract.
    static func columns(_ robust: RobustInference) -> [(key: String, value: JSONValue)] {
        [
            ("correction", .string(robust.correction.rawValue)),
            ("degreesOfFreedom", .string(robust.degrees.rawValue)),
            ("coefficients", .array(robust.coefficients.map(PoolAnswer.coefficient))),
            ("covariance", JSONValue(robust.covariance)), ("test", JSONValue(robust.test)),
            (
                "clusters",
                .object([
                    ("name", .array(robust.clusters.map { .string($0.name) })),
                    ("rows", JSONValue(robust.clusters.map(\.rows))),
                    ("leverage", JSONValue(robust.clusters.map(\.leverage))),
                ])
            ),
        ]
    }
}

/// `robust`: the coefficients judged by how clusters of rows really scatter; `rows` are combinations tested together.
struct RobustFollowUp: BatchFollowUp {
    let name = "robust"
    let options = RobustOptions.names + ["rows"]

    func answer(_ question: MultilevelQuestion) throws(StatisticsError) -> JSONValue {
        let (problem, fit) = (question.problem, question.fit)
        let options = try RobustOptions(question)
        let robust = try problem.fitter.robust(problem.model, fit, clusters: options.clusters, by: options.method)
        var answer = JSONValue.columns(robust)
        if question.options.has("rows") {
            let rows = try question.options.matrix("rows", columns: problem.model.design.names)
            let test = try problem.fitter.robustTest(
                rows, problem.model, fit, clusters: options.clusters, by: options.method)
            answer.append(("hypothesis", JSONValue(test)))
        }
        return .object(answer + [("warnings", PoolAnswer.warnings(robust.warnings))])
    }
}

/// `wild-bootstrap`: a test of combinations of coefficients by random signs of the clusters' residuals.
struct WildBootstrapFollowUp: BatchFollowUp {
    let name = "wild-bootstrap"
    let options = ["cluster", "rows", "iterations", "seed"]

    func answer(_ question: MultilevelQuestion) throws(StatisticsError) -> JSONValue {
        let (model, options) = (question.problem.model, question.options)
        let clusters = try question.clusters()
        try MultilevelLimits.check(clusters: clusters)
        let rows: Matrix
        if options.has("rows") {
            rows = try options.matrix("rows", columns: model.design.names)
        } else {
            let tested = question.fit.moderatorTest?.coefficients.map { $0 - 1 } ?? [0]
            var unit = Matrix(rows: tested.count, columns: model.coefficients)
            for (a, j) in tested.enumerated() { unit[a, j] = 1 }
            rows = unit
        }
        var draws = ClusterWildBootstrap.Draws()
        if let count = try options.whole("iterations") { draws.count = count }
        if let seed = try options.whole("seed") {
            guard seed >= 0 else {
                throw StatisticsError(.impossibleData, "a seed is not negative", field: options.path + "seed")
            }
            draws.seed = UInt64(seed)
        }
        let p = Double(model.coefficients)
        let work = Double(draws.count) * Double(Set(clusters).count) * (p * p + 10)
        guard draws.count > 0, work <= MultilevelLimits.draws else {
            throw StatisticsError(
                .unsupported, "so many draws cannot be made; choose between 1 and fewer ones",
                field: options.path + "iterations")
        }
        let test = try question.problem.fitter.wildBootstrap(
            rows, model, question.fit, clusters: clusters, draws: draws)
        return .object([
            ("statistic", .number(test.statistic)), ("pValue", .number(test.pValue)),
            ("iterations", JSONValue(test.draws)), ("isExact", .bool(test.isExact)),
            ("seed", JSONValue(test.seed.map { Double($0) })), ("smallestPValue", .number(test.smallest)),
            ("clusters", JSONValue(test.clusters)),
        ])
    }
}

/// `permutation`: tests of the coefficients by rearranging whole clusters.
struct ClusterPermutationFollowUp: BatchFollowUp {
    let name = "permutation"
    let options = ["cluster", "iterations", "seed"]

    func answer(_ question: MultilevelQuestion) throws(StatisticsError) -> JSONValue {
        let (problem, options) = (question.problem, question.options)
        let clusters = try question.clusters()
        var plan = PermutationPlan(exactLimit: 4096, iterations: 999)
        if let count = try options.whole("iterations") { plan.iterations = count }
        if let seed = try options.whole("seed") {
            guard seed >= 0 else {
                throw StatisticsError(.impossibleData, "a seed is not negative", field: options.path + "seed")
            }
            plan.seed = UInt64(seed)
        }
        let work = Double(max(plan.iterations, 0)) * Double(problem.model.rows) * 100
        guard plan.iterations > 0, work <= MultilevelLimits.draws else {
            throw StatisticsError(
                .unsupported, "so many rearrangements cannot be fitted; choose between 1 and fewer ones",
                field: options.path + "iterations")
        }
        let test = try problem.fitter.permutation(problem.model, clusters: clusters, plan: plan)
        let coefficients = test.coefficients.map { own in
            JSONValue.object([
                ("name", .string(own.name)), ("statistic", .number(own.statistic)), ("pValue", .number(own.pValue)),
                ("lower", .null), ("upper", .null), ("warnings", .array([])),
            ])
        }
        return .object([
            ("coefficients", .array(coefficients)), ("moderatorTest", .null),
            ("rearrangements", JSONValue(test.rearrangements)), ("exact", .bool(test.isExact)),
            ("seed", JSONValue(test.seed.map { Double($0) })), ("clusters", JSONValue(test.clusters)),
        ])
    }
}
