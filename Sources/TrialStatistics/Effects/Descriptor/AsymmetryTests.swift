/// The tests of funnel asymmetry that fit a measure, best first.
///
/// Where the standard error depends on the estimate itself, a test on another measure of size: as the Cochrane Handbook
/// 6.5, section 13.3.5.4, and, for proportions, Hunter et al. 2014, doi:10.1016/j.jclinepi.2014.03.003, advise.
public struct AsymmetryTests: Sendable {
    private let withTables: [any FunnelAsymmetryTest]?
    private let withSizes: [any FunnelAsymmetryTest]?
    private let otherwise: [any FunnelAsymmetryTest]

    /// Creates a choice.
    ///
    /// - Parameters:
    ///   - withTables: Tests where every study has events and totals of two groups; nil for no preference.
    ///   - withSizes: Tests where every study has its group sizes; nil for no preference.
    ///   - otherwise: Tests that need nothing but estimates and variances.
    public init(
        withTables: [any FunnelAsymmetryTest]? = nil, withSizes: [any FunnelAsymmetryTest]? = nil,
        otherwise: [any FunnelAsymmetryTest] = [EggerRegression(), RankCorrelation()]
    ) {
        self.withTables = withTables
        self.withSizes = withSizes
        self.otherwise = otherwise
    }

    /// The tests for the studies of a funnel, by what these report.
    public func tests(for funnel: Funnel) -> [any FunnelAsymmetryTest] {
        if let withTables, funnel.tables != nil { return withTables }
        if let withSizes, funnel.sizes != nil { return withSizes }
        return otherwise
    }

    /// Egger's regression and the rank correlation.
    public static let usual = AsymmetryTests()
    /// Harbord's and Peters' tests where there are tables.
    public static let oddsRatios = AsymmetryTests(withTables: [HarbordTest(), PetersTest()])
    /// Harbord's test and Egger's regression where there are tables.
    public static let riskRatios = AsymmetryTests(withTables: [HarbordTest(), EggerRegression()])
    /// Pustejovsky and Rodgers' test where there are sizes.
    public static let standardizedMeans = AsymmetryTests(withSizes: [PustejovskyTest(), EggerRegression()])
    /// Egger's regression on the sample size where there are sizes.
    public static let singleGroups = AsymmetryTests(withSizes: [
        EggerRegression(.inverseRootSize), EggerRegression(),
    ])
}
