/// A measure that can be built from options and fed from a table.
public protocol CataloguedMeasure: EffectMeasure where Summary: TabularSummary {
    /// All that it says about itself.
    static var descriptor: MeasureDescriptor { get }
    /// Creates the measure; a choice it does not offer is an error.
    init(options: EffectOptions) throws(StatisticsError)
}

extension CataloguedMeasure {
    /// The field's short code.
    public var code: String { Self.descriptor.code }
    /// The name in full, in lower case.
    public var name: String { Self.descriptor.name }
    /// The scale of analysis and the way back.
    public var scale: EffectScale { Self.descriptor.scale }
}
