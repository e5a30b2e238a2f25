/// The tests of funnel asymmetry, by their codes.
public enum FunnelAsymmetryTests {
    /// All tests in their usual form; the mixed-effects one with REML.
    public static let all: [any FunnelAsymmetryTest] = [
        EggerRegression(), EggerRegression.thompsonSharp(RestrictedMaximumLikelihood()), EggerRegression.macaskill,
        RankCorrelation(), HarbordTest(), PetersTest(), SchwarzerTest(), DeeksTest(), PustejovskyTest(),
    ]

    /// The test of that code, such as `egger`; nil where there is none.
    public static func named(_ code: String) -> (any FunnelAsymmetryTest)? { all.first { $0.code == code } }
}
