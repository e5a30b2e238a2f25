/// A way to pool 2 × 2 tables themselves, which a profile may prescribe in place of inverse-variance weights.
public protocol ComparisonPooling: Sendable {
    /// A stable word, such as `revman`.
    var code: String { get }
    /// The name in full.
    var name: String { get }
    /// What is added to tables with a zero cell, and which leave.
    var zeroCells: ZeroCellRule { get }
    /// How tables of a measure are combined; nil where the method does not know the measure.
    func method(for measure: MeasureDescriptor) -> ComparisonMethod?
    /// The choices that the method really makes where it is asked for `pooling`: its own interval, for instance.
    func choices(for pooling: PoolingModel) -> PoolingModel
    /// The fit of a measure on its scale of analysis; nil where the method does not know the measure.
    ///
    /// `pooling` says whether the effect is common or random, and the level.
    /// - Throws: `StatisticsError` where the tables give no estimate.
    func fit(
        _ tables: [BinaryComparison], measure: MeasureDescriptor, pooling: PoolingModel
    ) throws(StatisticsError) -> ModelFit?
}
