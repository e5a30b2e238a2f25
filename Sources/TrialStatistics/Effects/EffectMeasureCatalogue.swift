/// The measures of this package, for those that pass no set of their own: `EffectMeasures.standard`.
public enum EffectMeasureCatalogue {
    /// The measures in the order of the documentation.
    public static var all: [AnyEffectMeasure] { EffectMeasures.standard.all }

    /// The measure with a code, or an error that says it is unknown.
    public static func measure(_ code: String) throws(StatisticsError) -> AnyEffectMeasure {
        try EffectMeasures.standard.named(code)
    }
}
