/// The profiles that ship with the toolkit.
public enum MethodProfiles {
    /// The default: REML, guarded Hartung–Knapp, prediction by t(k − 1) with the guarded standard error.
    public static let trialPool1 = MethodProfile(
        name: "trialpool-1",
        rationale: """
            REML is nearly unbiased and efficient over realistic numbers and sizes of studies. The Hartung–Knapp interval \
            keeps its level with few studies; its guard max(1, q) prevents an interval that is narrower than the normal \
            one. The prediction interval uses the same standard error, so that the guard reaches it, t on k − 1 degrees \
            of freedom, and is not given below three studies, where it says nothing. I² follows the model's τ², so that \
            the two agree.
            """,
        randomEffects: {
            var model = PoolingModel(
                heterogeneity: RestrictedMaximumLikelihood(), interval: HartungKnapp.guarded,
                prediction: PredictionInterval(.tStudiesMinusOne))
            model.fewestStudiesForPrediction = 3
            return model
        }(),
        iSquared: .fromTau2)

    /// The defaults of R's metafor 5: REML with normal intervals.
    public static let metafor5 = MethodProfile(
        name: "metafor-5",
        rationale: """
            What rma() computes without further arguments: REML, normal confidence and prediction intervals, I² from τ². \
            Here to reproduce published analyses; its intervals are too narrow with few studies.
            """,
        randomEffects: PoolingModel(
            heterogeneity: RestrictedMaximumLikelihood(), interval: NormalInterval(),
            prediction: PredictionInterval(.normal)),
        iSquared: .fromTau2)

    /// All profiles, the default first.
    public static let all: [MethodProfile] = [trialPool1, metafor5]

    /// The profile of that name; nil where there is none.
    public static func named(_ name: String) -> MethodProfile? { all.first { $0.name == name } }
}
