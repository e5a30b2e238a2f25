import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// Covariances against `vcalc` of metafor, rows brought together against its `aggregate`, influence against `cooks.distance`.
struct DependenceGoldenTests {
    private static func words(_ golden: GoldenCase, _ name: String) -> [String] {
        golden.input[name].list.map { $0.text ?? $0.number.map { "\(Int($0))" } ?? "" }
    }

    /// What each case of `vcalc` sets.
    static let settings: [(id: String, set: @Sendable (inout SamplingDependence, GoldenCase) -> Void)] = [
        (
            "vcalc_pub_1",
            { dependence, golden in
                dependence.measurements = .init(words(golden, "obs"), correlation: .one(0.6))
            }
        ),
        (
            "vcalc_pub_2",
            { dependence, golden in
                dependence.types = .init(words(golden, "typ"), correlation: .one(0.4))
                dependence.measurements = .init(words(golden, "obs"), correlation: .one(0.7))
            }
        ),
        (
            "vcalc_pub_3",
            { dependence, golden in
                dependence.times = .init(golden.column("t1").compactMap(\.self), correlation: 0.8)
            }
        ),
        (
            "vcalc_pub_4",
            { dependence, golden in
                dependence.groups = .init(
                    first: words(golden, "grp1"), second: words(golden, "grp2"),
                    firstSize: golden.column("w1").compactMap(\.self),
                    secondSize: golden.column("w2").compactMap(\.self))
            }
        ),
        (
            "vcalc_pub_5",
            { dependence, golden in
                dependence.types = .init(words(golden, "typ"), correlation: .one(0.4))
                dependence.measurements = .init(words(golden, "obs"), correlation: .one(0.7))
                dependence.times = .init(golden.column("t1").compactMap(\.self), correlation: 0.9)
            }
        ),
    ]

    @Test("covariances agree with vcalc", arguments: settings.indices)
    func covariances(_ number: Int) throws {
        let setting = Self.settings[number]
        let golden = try GoldenMultilevel.named(setting.id)
        let variances = golden.column("vi").compactMap(\.self)
        var dependence = SamplingDependence(clusters: Self.words(golden, "study"))
        setting.set(&dependence, golden)
        var matrix = Matrix(diagonal: variances)
        for block in try dependence.blocks(variances: variances) {
            for (i, a) in block.rows.enumerated() {
                for (j, b) in block.rows.enumerated() { matrix[a, b] = block.matrix[i, j] }
            }
        }
        let expected = golden.expected["V"].list.flatMap(\.numbers)
        GoldenCheck(golden: golden)(
            "V", matrix.elements, .list(expected.map { $0.map { .number($0) } ?? .null }), .closedForm)
    }

    @Test("rows brought together agree with aggregate of metafor")
    func aggregate() throws {
        let cases = GoldenMultilevel.cases.filter { $0.function == "aggregate.escalc" }
        #expect(cases.count == 4)
        for golden in cases {
            let variances = golden.column("vi").compactMap(\.self)
            let clusters = Self.words(golden, golden.id.contains("konst") ? "district" : "study")
            let correlation = golden.call.contains("0.6") ? 0.6 : golden.call.contains("0.5") ? 0.5 : 0
            let covariance = try SamplingCovariance(
                variances: variances, clusters: clusters, correlation: correlation)
            let rows = try AggregatedRows(
                estimates: golden.column("yi").compactMap(\.self), covariance: covariance, clusters: clusters,
                isWeighted: !golden.call.contains("weighted=FALSE")
            ).rows
            let check = GoldenCheck(golden: golden)
            check("yi", rows.map(\.estimate), .closedForm)
            check("vi", rows.map(\.variance), .closedForm)
        }
    }

    @Test("the influence of clusters agrees with cooks.distance of metafor")
    func cooksDistance() throws {
        let golden = try GoldenMultilevel.named("mvcooks_konst_3lvl_cluster")
        let setting = try GoldenMultilevel(golden)
        let fit = try setting.fitter.fit(setting.model)
        let influence = try setting.fitter.influence(
            setting.model, fit, clusters: Self.words(golden, "district"))
        #expect(influence.without.isEmpty)
        #expect(influence.found.map(\.cluster) == golden.expected["names"].list.compactMap(\.text))
        GoldenCheck(golden: golden)("cook.d", influence.found.map(\.cooksDistance), Tolerance(relative: 1e-5))
    }
}
