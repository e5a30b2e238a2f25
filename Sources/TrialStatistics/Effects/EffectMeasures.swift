/// A set of effect measures by the codes of the field.
///
/// A value: a program that knows further measures passes `EffectMeasures.standard.adding(AnyEffectMeasure(Mine.self))`
/// on in place of `standard`. New measures of this package join by one line in the list of their family, and nowhere
/// else.
public struct EffectMeasures: Sendable {
    /// The measures, in the order of the documentation, then in that in which they were added.
    public private(set) var all: [AnyEffectMeasure]
    private var byCode: [String: AnyEffectMeasure]

    /// Creates a set; of two measures with one code the later stands.
    public init(_ measures: [AnyEffectMeasure]) {
        all = []
        byCode = [:]
        for measure in measures { add(measure) }
    }

    /// The measure with a code, or an error that says it is unknown.
    public func named(_ code: String) throws(StatisticsError) -> AnyEffectMeasure {
        guard let measure = byCode[code] else {
            throw StatisticsError(.unsupported, "\(code) is no effect measure; see the list of codes", field: "measure")
        }
        return measure
    }

    /// The set with a further measure; one with the same code is replaced in its place.
    public func adding(_ measure: AnyEffectMeasure) -> EffectMeasures {
        var more = self
        more.add(measure)
        return more
    }

    private mutating func add(_ measure: AnyEffectMeasure) {
        if byCode[measure.code] != nil, let place = all.firstIndex(where: { $0.code == measure.code }) {
            all[place] = measure
        } else {
            all.append(measure)
        }
        byCode[measure.code] = measure
    }

    /// The measures of this package.
    public static let standard = EffectMeasures(
        [
            binaryComparisons, pairedBinary, countComparisons, meanComparisons, pairedMeans, correlations, proportions,
            rates, singleMeans, others,
        ].flatMap { $0 })

    private static let binaryComparisons = [
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

    private static let pairedBinary = [
        AnyEffectMeasure(PairedRiskRatio.self),
        AnyEffectMeasure(PairedMarginalOddsRatio.self),
        AnyEffectMeasure(PairedRiskDifference.self),
        AnyEffectMeasure(PairedConditionalOddsRatio.self),
        AnyEffectMeasure(PairedPetoOddsRatio.self),
        AnyEffectMeasure(PairedMarginalOddsRatioFromMargins.self),
    ]

    private static let countComparisons = [
        AnyEffectMeasure(IncidenceRateRatio.self),
        AnyEffectMeasure(IncidenceRateDifference.self),
        AnyEffectMeasure(SquareRootRateDifference.self),
    ]

    private static let meanComparisons = [
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

    private static let pairedMeans = [
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

    private static let correlations = [
        AnyEffectMeasure(RawCorrelation.self),
        AnyEffectMeasure(UnbiasedCorrelation.self),
        AnyEffectMeasure(FisherZCorrelation.self),
        AnyEffectMeasure(PartialCorrelation.self),
        AnyEffectMeasure(FisherZPartialCorrelation.self),
        AnyEffectMeasure(SemipartialCorrelation.self),
    ]

    private static let proportions = [
        AnyEffectMeasure(RawProportion.self),
        AnyEffectMeasure(LogProportion.self),
        AnyEffectMeasure(LogitProportion.self),
        AnyEffectMeasure(ProbitProportion.self),
        AnyEffectMeasure(ArcsineProportion.self),
        AnyEffectMeasure(DoubleArcsineProportion.self),
    ]

    private static let rates = [
        AnyEffectMeasure(IncidenceRate.self),
        AnyEffectMeasure(LogIncidenceRate.self),
        AnyEffectMeasure(SquareRootIncidenceRate.self),
        AnyEffectMeasure(FreemanTukeyRate.self),
    ]

    private static let singleMeans = [
        AnyEffectMeasure(SingleMean.self),
        AnyEffectMeasure(StandardizedMean.self),
        AnyEffectMeasure(LogMean.self),
        AnyEffectMeasure(LogVariation.self),
        AnyEffectMeasure(LogDeviation.self),
    ]

    private static let others = [
        AnyEffectMeasure(RawReliability.self),
        AnyEffectMeasure(HakstianWhalenReliability.self),
        AnyEffectMeasure(BonettReliability.self),
        AnyEffectMeasure(RelativeExcessHeterozygosity.self),
        AnyEffectMeasure(HazardRatio.self),
        AnyEffectMeasure(GenericEstimate.self),
    ]
}
