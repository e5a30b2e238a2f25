import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// The model and the choices of a reference case of `rma.mv`.
struct GoldenMultilevel {
    let model: MultilevelModel
    let fitter: MultilevelFitter

    static let cases = Reference.cases("f04_mv")

    static func named(_ id: String) throws -> GoldenCase { try #require(cases.first { $0.id == id }) }

    init(_ golden: GoldenCase) throws {
        let call = MultilevelCall(golden)
        let estimates = golden.column("yi").compactMap(\.self)
        model = try MultilevelModel(
            estimates: estimates, covariance: Self.covariance(golden, call),
            design: Self.design(call, rows: estimates.count), terms: Self.terms(call))
        fitter = MultilevelFitter(
            isRestricted: !call.isPlain,
            inference: !call.usesT ? .normal : call.usesContainment ? .containment : .residual,
            givenComponents: call.givenComponents)
    }

    private static func covariance(_ golden: GoldenCase, _ call: MultilevelCall) throws -> SamplingCovariance {
        let rows = golden.input["V"].list
        if !rows.isEmpty { return try SamplingCovariance(Matrix(rows.map { $0.numbers.compactMap(\.self) })) }
        let variances = golden.column("vi").compactMap(\.self)
        guard let correlation = call.districtCorrelation else { return try SamplingCovariance(variances: variances) }
        return try SamplingCovariance(
            variances: variances, clusters: call.words("district"), correlation: correlation)
    }

    private static func design(_ call: MultilevelCall, rows: Int) -> DesignMatrix? {
        var columns = call.moderators
        if columns.isEmpty { return nil }
        if call.hasIntercept { columns.insert(("intercept", Array(repeating: 1, count: rows)), at: 0) }
        return DesignMatrix(values: Matrix(columns.map(\.values)).transposed, names: columns.map(\.name))
    }

    private static func terms(_ call: MultilevelCall) throws -> [RandomTerm] {
        try call.random.flatMap { random -> [RandomTerm] in
            guard let inner = random.inner else {
                return RandomTerm.nested(names: random.outer, rows: random.outer.map(call.words))
            }
            return [
                try RandomTerm(
                    name: "\(inner.level) | \(random.outer[0])", rows: call.words(random.outer[0]),
                    innerRows: call.words(inner.level), kind: #require(RandomStructureKind(rawValue: inner.structure)))
            ]
        }
    }
}
