extension MethodRegistry {
    /// The methods that ship with the toolkit.
    public static let standard: MethodRegistry = {
        var registry = MethodRegistry()
        registry.estimators = [
            RestrictedMaximumLikelihood(), MaximumLikelihood(), DerSimonianLaird(), DerSimonianLairdIterated(),
            PauleMandel(), PauleMandelMedian(), EmpiricalBayes(), Hedges(), HunterSchmidt(), HunterSchmidtCorrected(),
            SidikJonkman(), SidikJonkmanIterated(), HartungMakambi(), GeneralisedQMoments(), GeneralisedQMedian(),
        ]
        registry.intervals = [
            NormalInterval(), TInterval(), HartungKnapp(), HartungKnapp.guarded, WiderOfTwo(), IQWiG6(),
            KenwardRoger(), KenwardRoger.adjusted, ProfileLikelihoodInterval(),
            ProfileLikelihoodInterval.bartlettCorrected,
            SkovgaardInterval(), HenmiCopas(),
        ]
        registry.predictions = [
            PredictionInterval(.normal), PredictionInterval(.tStudiesMinusOne), PredictionInterval(.tStudiesMinusTwo),
            AdjustedPrediction(.hartungKnapp), AdjustedPrediction(.hartungKnapp, isPartlettRiley: true),
            AdjustedPrediction(.kenwardRoger), AdjustedPrediction(.kenwardRoger, isPartlettRiley: true),
            AdjustedPrediction(.kenwardRogerAdjusted),
            AdjustedPrediction(.kenwardRogerAdjusted, isPartlettRiley: true), ConfidenceDistributionPrediction(),
        ]
        registry.heterogeneityIntervals = [
            HeterogeneityIntervalChoice(QProfileInterval()), HeterogeneityIntervalChoice(GeneralisedQInterval()),
            HeterogeneityIntervalChoice(GeneralisedQInterval(.inverseVariance)),
            HeterogeneityIntervalChoice(GeneralisedQInterval(.inverseStandardError)),
            HeterogeneityIntervalChoice(following: {
                ProfileLikelihoodTau2Interval(isRestricted: !($0 is MaximumLikelihood))
            }),
            HeterogeneityIntervalChoice(HigginsThompsonInterval()),
            HeterogeneityIntervalChoice(following: { WaldTau2Interval($0) }),
            HeterogeneityIntervalChoice(following: { WaldTau2Interval($0, scale: .logarithm) }),
            HeterogeneityIntervalChoice(following: { WaldTau2Interval($0, scale: .squareRoot) }),
        ]
        registry.asymmetryTests = [
            EggerRegression(), EggerRegression.thompsonSharp(RestrictedMaximumLikelihood()),
            EggerRegression.macaskill, RankCorrelation(), HarbordTest(), PetersTest(), SchwarzerTest(), DeeksTest(),
            PustejovskyTest(),
        ]
        registry.profiles = [
            MethodProfiles.trialPool1, MethodProfiles.metafor5, MethodProfiles.revMan5, MethodProfiles.cochrane2025,
            MethodProfiles.iqwig6, MethodProfiles.batch1,
        ]
        return registry
    }()
}
