/// The estimators of τ², by the field's codes.
public enum HeterogeneityEstimators {
    /// All estimators.
    public static let all: [any HeterogeneityEstimator] = [
        RestrictedMaximumLikelihood(), MaximumLikelihood(), DerSimonianLaird(), DerSimonianLairdIterated(),
        PauleMandel(), PauleMandelMedian(), EmpiricalBayes(), Hedges(), HunterSchmidt(), HunterSchmidtCorrected(),
        SidikJonkman(), SidikJonkmanIterated(), HartungMakambi(), GeneralisedQMoments(), GeneralisedQMedian(),
    ]

    /// The estimator of that code, such as `REML`; nil where there is none.
    public static func named(_ code: String) -> (any HeterogeneityEstimator)? { all.first { $0.code == code } }
}
