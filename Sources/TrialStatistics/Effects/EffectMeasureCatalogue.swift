/// All effect measures by the codes of the field.
///
/// New measures join here, by one line in the list of their family, and nowhere else.
public enum EffectMeasureCatalogue {
    /// The measures in the order of the documentation.
    public static let all: [AnyEffectMeasure] =
        binaryComparisons + countComparisons + meanComparisons + proportions

    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

    /// The measure with a code, or an error that says it is unknown.
    public static func measure(_ code: String) throws(StatisticsError) -> AnyEffectMeasure {
        guard let measure = byCode[code] else {
            throw StatisticsError(.unsupported, "\(code) is no effect measure; see the list of codes", field: "measure")
        }
        return measure
    }

    static let binaryComparisons = [
        AnyEffectMeasure(RiskRatio.self), AnyEffectMeasure(OddsRatio.self), AnyEffectMeasure(RiskDifference.self),
    ]
    static let countComparisons = [AnyEffectMeasure(IncidenceRateRatio.self)]
    static let meanComparisons = [
        AnyEffectMeasure(MeanDifference.self), AnyEffectMeasure(StandardizedMeanDifference.self),
    ]
    static let proportions = [
        AnyEffectMeasure(RawProportion.self), AnyEffectMeasure(LogProportion.self),
        AnyEffectMeasure(LogitProportion.self),
    ]
}
