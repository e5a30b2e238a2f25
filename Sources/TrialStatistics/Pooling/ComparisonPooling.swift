/// A way to pool 2 × 2 tables themselves, which a profile may prescribe in place of inverse-variance weights.
public protocol ComparisonPooling: Sendable {
    /// A stable word, such as `revman`.
    var code: String { get }
    /// The name in full.
    var name: String { get }
    /// The fit of a measure on its scale of analysis; nil where the method does not know the measure.
    ///
    /// `pooling` says whether the effect is common or random, and the level.
    /// - Throws: `StatisticsError` where the tables give no estimate.
    func fit(
        _ tables: [BinaryComparison], measure: MeasureDescriptor, pooling: PoolingModel
    ) throws(StatisticsError) -> ModelFit?
}
