/// All effect measures by the codes of the field.
///
/// New measures join here, by one line in the list of their family, and nowhere else.
public enum EffectMeasureCatalogue {
    /// The measures in the order of the documentation.
    public static let all: [AnyEffectMeasure] = [
        binaryComparisons, pairedBinary, countComparisons, meanComparisons, pairedMeans, correlations, proportions,
        rates, singleMeans, others,
    ].flatMap { $0 }

    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

    /// The measure with a code, or an error that says it is unknown.
    public static func measure(_ code: String) throws(StatisticsError) -> AnyEffectMeasure {
        guard let measure = byCode[code] else {
            throw StatisticsError(.unsupported, "\(code) is no effect measure; see the list of codes", field: "measure")
        }
        return measure
    }

    static let binaryComparisons = [
        AnyEffectMeasure(RiskRatio.self),
        AnyEffectMeasure(OddsRatio.self),
        AnyEffectMeasure(RiskDifference.self),
        AnyEffectMeasure(ArcsineDifference.self),
        AnyEffectMeasure(PetoOddsRatio.self),
        AnyEffectMeasure(PhiCoefficient.self),
        AnyEffectMeasure(YuleQ.self),
        AnyEffectMeasure(YuleY.self),
        AnyEffectMeasure(TetrachoricCorrelation.self),
        AnyEffectMeasure(ProbitDifference.self),
        AnyEffectMeasure(OddsRatioToStandardized.self),
        AnyEffectMeasure(OddsRatioToStandardizedNormal.self),
        AnyEffectMeasure(OddsRatioToStandardizedLogistic.self),
    ]

    static let pairedBinary = [
        AnyEffectMeasure(PairedRiskRatio.self),
        AnyEffectMeasure(PairedMarginalOddsRatio.self),
        AnyEffectMeasure(PairedRiskDifference.self),
        AnyEffectMeasure(PairedConditionalOddsRatio.self),
        AnyEffectMeasure(PairedPetoOddsRatio.self),
        AnyEffectMeasure(PairedMarginalOddsRatioFromMargins.self),
    ]

    static let countComparisons = [
        AnyEffectMeasure(IncidenceRateRatio.self),
        AnyEffectMeasure(IncidenceRateDifference.self),
        AnyEffectMeasure(SquareRootRateDifference.self),
    ]

    static let meanComparisons = [
        AnyEffectMeasure(MeanDifference.self),
        AnyEffectMeasure(StandardizedMeanDifference.self),
        AnyEffectMeasure(HeteroscedasticStandardizedMeanDifference.self),
        AnyEffectMeasure(GlassDelta.self),
        AnyEffectMeasure(HeteroscedasticGlassDelta.self),
        AnyEffectMeasure(RatioOfMeans.self),
        AnyEffectMeasure(VariabilityRatio.self),
        AnyEffectMeasure(VariationRatio.self),
        AnyEffectMeasure(PointBiserialCorrelation.self),
        AnyEffectMeasure(BiserialCorrelation.self),
        AnyEffectMeasure(PointBiserialFisherZ.self),
        AnyEffectMeasure(BiserialFisherZ.self),
        AnyEffectMeasure(StandardizedToOddsRatio.self),
        AnyEffectMeasure(StandardizedToOddsRatioNormal.self),
        AnyEffectMeasure(StandardizedToOddsRatioLogistic.self),
        AnyEffectMeasure(CommonLanguageEffect.self),
        AnyEffectMeasure(AreaUnderCurve.self),
    ]

    static let pairedMeans = [
        AnyEffectMeasure(MeanChange.self),
        AnyEffectMeasure(StandardizedChange.self),
        AnyEffectMeasure(StandardizedChangeRaw.self),
        AnyEffectMeasure(HeteroscedasticStandardizedChangeRaw.self),
        AnyEffectMeasure(StandardizedChangePooled.self),
        AnyEffectMeasure(HeteroscedasticStandardizedChangePooled.self),
        AnyEffectMeasure(PairedRatioOfMeans.self),
        AnyEffectMeasure(PairedVariabilityRatio.self),
        AnyEffectMeasure(PairedVariationRatio.self),
    ]

    static let correlations = [
        AnyEffectMeasure(RawCorrelation.self),
        AnyEffectMeasure(UnbiasedCorrelation.self),
        AnyEffectMeasure(FisherZCorrelation.self),
        AnyEffectMeasure(PartialCorrelation.self),
        AnyEffectMeasure(FisherZPartialCorrelation.self),
        AnyEffectMeasure(SemipartialCorrelation.self),
    ]

    static let proportions = [
        AnyEffectMeasure(RawProportion.self),
        AnyEffectMeasure(LogProportion.self),
        AnyEffectMeasure(LogitProportion.self),
        AnyEffectMeasure(ProbitProportion.self),
        AnyEffectMeasure(ArcsineProportion.self),
        AnyEffectMeasure(DoubleArcsineProportion.self),
    ]

    static let rates = [
        AnyEffectMeasure(IncidenceRate.self),
        AnyEffectMeasure(LogIncidenceRate.self),
        AnyEffectMeasure(SquareRootIncidenceRate.self),
        AnyEffectMeasure(FreemanTukeyRate.self),
    ]

    static let singleMeans = [
        AnyEffectMeasure(SingleMean.self),
        AnyEffectMeasure(StandardizedMean.self),
        AnyEffectMeasure(LogMean.self),
        AnyEffectMeasure(LogVariation.self),
        AnyEffectMeasure(LogDeviation.self),
    ]

    static let others = [
        AnyEffectMeasure(RawReliability.self),
        AnyEffectMeasure(HakstianWhalenReliability.self),
        AnyEffectMeasure(BonettReliability.self),
        AnyEffectMeasure(RelativeExcessHeterozygosity.self),
        AnyEffectMeasure(HazardRatio.self),
        AnyEffectMeasure(GenericEstimate.self),
    ]
}
