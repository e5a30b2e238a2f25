import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// What a subgroup analysis does at its edges.
struct SubgroupsTests {
    static let estimates = [-0.4, -0.1, 0.2, 0.1, -0.7, 0.3]
    static let variances = [0.02, 0.05, 0.04, 0.03, 0.06, 0.02]
    static let pooling = PoolingModel(
        heterogeneity: RestrictedMaximumLikelihood(), interval: HartungKnapp(), prediction: nil)

    @Test("a group of one study keeps its estimate and is named in a warning")
    func groupOfOne() throws {
        let model = try LinearModel(estimates: Self.estimates, variances: Self.variances)
        let analysis = try Subgroups().analyse(
            model, labels: ["a", "a", "b", "a", "a", "a"], pooling: Self.pooling)
        #expect(analysis.groups[1].fit.pooled.estimate == 0.2)
        #expect(analysis.groups[1].fit.heterogeneity.tau2 == 0)
        #expect(analysis.betweenF == nil)
        #expect(analysis.between != nil)
        #expect(analysis.warnings.contains { $0.code == "group-of-one" && $0.message.contains("'b'") })
    }

    @Test("the F test with a common τ² is that of the meta-regression on groups")
    func fTestIsMetaRegression() throws {
        let labels = ["a", "b", "a", "c", "b", "c"]
        let model = try LinearModel(estimates: Self.estimates, variances: Self.variances)
        let analysis = try Subgroups(heterogeneity: .common).analyse(model, labels: labels, pooling: Self.pooling)
        let rows = labels.map { [1.0, $0 == "b" ? 1 : 0, $0 == "c" ? 1 : 0] }
        let regression = try Self.pooling.fit(
            LinearModel(
                estimates: Self.estimates, variances: Self.variances,
                design: DesignMatrix(values: Matrix(rows), names: ["intercept", "b", "c"])))
        let test = try #require(analysis.betweenF)
        let omnibus = try #require(regression.moderatorTest)
        #expect(Tolerance.searched.accepts(test.statistic, omnibus.statistic))
        #expect(Tolerance.searched.accepts(test.pValue, omnibus.pValue))
    }

    @Test("with two groups of equal τ² Welch's F is the squared t of Welch and Satterthwaite")
    func welchIsWelch() throws {
        // Equal variances and τ² given as zero: each group mean has a known standard error s²/n by Hartung–Knapp.
        let estimates = [1.0, 2, 4, 7, 9, 12, 10]
        let model = try LinearModel(estimates: estimates, variances: Array(repeating: 1, count: 7))
        let analysis = try Subgroups().analyse(
            model, labels: ["a", "a", "a", "b", "b", "b", "b"],
            pooling: PoolingModel(heterogeneity: nil, interval: HartungKnapp()))
        func variance(_ x: [Double]) -> Double {
            let m = x.reduce(0, +) / Double(x.count)
            return x.reduce(0) { $0 + ($1 - m) * ($1 - m) } / Double(x.count - 1) / Double(x.count)
        }
        let (a, b) = (variance([1, 2, 4]), variance([7, 9, 12, 10]))
        let t = (7.0 / 3 - 9.5) / (a + b).squareRoot()
        let df = (a + b) * (a + b) / (a * a / 2 + b * b / 3)
        let test = try #require(analysis.betweenF)
        #expect(Tolerance.closedForm.accepts(test.statistic, t * t))
        #expect(Tolerance.closedForm.accepts(test.denominatorDegreesOfFreedom ?? 0, df))
    }

    @Test("a common τ² without a group of two studies is refused")
    func refusesCommonTau2OfSingles() throws {
        let model = try LinearModel(estimates: [0.1, 0.4], variances: [0.1, 0.1])
        #expect(throws: StatisticsError.self) {
            try Subgroups(heterogeneity: .common).analyse(model, labels: ["a", "b"], pooling: Self.pooling)
        }
    }

    @Test("labels of another length are refused")
    func refusesLabels() throws {
        let model = try LinearModel(estimates: [0.1, 0.4], variances: [0.1, 0.1])
        #expect(throws: StatisticsError.self) { try Subgroups().analyse(model, labels: ["a"], pooling: Self.pooling) }
    }
}
