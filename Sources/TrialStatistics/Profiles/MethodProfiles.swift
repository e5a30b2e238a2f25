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

    /// The rules of RevMan 5: DerSimonian–Laird with normal intervals, I² from Q, no prediction interval.
    ///
    /// RevMan 5 forms Q around the Mantel–Haenszel estimate where that is the common-effect method; see the Mantel–Haenszel
    /// pooling for that variant.
    public static let revMan5 = MethodProfile(
        name: "revman-5",
        rationale: """
            What Review Manager 5 computes: Mantel–Haenszel for odds ratios, risk ratios and risk differences, inverse \
            variance for the rest, DerSimonian–Laird, normal interval, I² from Cochran's Q, neither limits of τ² nor a \
            prediction interval. Here so that stored Cochrane reviews come \
            back digit for digit; with few studies its intervals are too narrow.
            """,
        randomEffects: {
            var model = PoolingModel(heterogeneity: DerSimonianLaird(), interval: NormalInterval())
            model.heterogeneityInterval = nil
            return model
        }(),
        iSquared: .fromQ, comparisons: RevManPooling())

    /// The methods that Cochrane put into RevMan in 2025: REML, Q-profile, Hartung–Knapp, prediction by t.
    public static let cochrane2025 = MethodProfile(
        name: "cochrane-2025",
        rationale: """
            Cochrane's Statistical Methods Group recommended REML, Q-profile limits of τ², I² from τ², the \
            Hartung–Knapp–Sidik–Jonkman interval and a prediction interval by t on k − 1 degrees of freedom; RevMan has \
            them since January 2025. The interval has no guard, so with few similar studies it can be narrower than the \
            normal one; compare with trialpool-1.
            """,
        randomEffects: {
            var model = PoolingModel(
                heterogeneity: RestrictedMaximumLikelihood(), interval: HartungKnapp(),
                prediction: PredictionInterval(.tStudiesMinusOne))
            model.fewestStudiesForPrediction = 3
            return model
        }(),
        iSquared: .fromTau2)

    /// The methods of IQWiG's General Methods 6: Paule–Mandel, Hartung–Knapp guarded by IQWiG's rule, prediction by t.
    public static let iqwig6 = MethodProfile(
        name: "iqwig-6",
        rationale: """
            The German institute's methods paper asks for Paule–Mandel and Hartung–Knapp, guarded where the interval would \
            be narrower than DerSimonian–Laird's normal one. It pools by random effects from five studies on; with two to \
            four it judges by the common-effect model and by qualitative summary (Bender et al. 2018, \
            doi:10.1002/jrsm.1297), so a prediction interval is given from five studies on only.
            """,
        randomEffects: {
            var model = PoolingModel(
                heterogeneity: PauleMandel(), interval: IQWiG6(), prediction: PredictionInterval(.tStudiesMinusOne))
            model.fewestStudiesForPrediction = 5
            return model
        }(),
        iSquared: .fromQ)

    /// The defaults of the batch program: as `trialpool-1`, but with the prediction interval that suits the interval.
    public static let batch1 = {
        var profile = MethodProfile(
            name: "batch-1",
            rationale: """
                What the batch program has answered since its first version where a request leaves a choice open: REML, \
                guarded Hartung–Knapp, Q-profile limits of τ², and a prediction interval that suits the interval of the \
                pooled effect: normal beside the normal one, else t on k − 1 degrees of freedom, from two studies on. A \
                common effect has the normal interval. I² follows the model's τ².
                """,
            randomEffects: PoolingModel(
                heterogeneity: RestrictedMaximumLikelihood(), interval: HartungKnapp.guarded,
                prediction: PredictionInterval(.tStudiesMinusOne)),
            iSquared: .fromTau2)
        profile.predictionRule = .suitsInterval
        return profile
    }()
}
