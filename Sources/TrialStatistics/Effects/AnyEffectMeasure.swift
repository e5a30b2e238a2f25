/// An effect measure of the catalogue, reached by its code and fed from a table.
public struct AnyEffectMeasure: Sendable {
    /// Code, name, scale and variances.
    public let descriptor: MeasureDescriptor
    /// The columns it reads, as alternatives.
    public let columnSets: [[String]]
    /// What is added to the cells of a table with a zero where no rule names an amount: ½, or 0 for measures that exist
    /// without; nil for measures that are not of counts.
    public let usualAddition: Double?
    private let run: @Sendable (StudyColumns, EffectOptions) throws(StatisticsError) -> Estimates

    /// One estimate, or the reason there is none, for each study.
    public typealias Estimates = [Result<EffectEstimate, EffectExclusion>]

    /// The field's short code, such as `RR`.
    public var code: String { descriptor.code }
    /// The name in full, in lower case.
    public var name: String { descriptor.name }
    /// The scale of analysis and the way back to the natural scale.
    public var scale: EffectScale { descriptor.scale }
    /// The columns of the first, most complete alternative.
    public var columns: [String] { columnSets[0] }

    /// Wraps a measure.
    public init<Measure: CataloguedMeasure>(_ type: Measure.Type) {
        descriptor = type.descriptor
        columnSets = type.Summary.columnSets
        usualAddition = (type as? any ZeroCellMeasure.Type)?.usualAddition
        run = { (table, options) throws(StatisticsError) in
            let measure = try Measure(options: options)
            let summaries = try Measure.Summary.read(table)
            // A study without a summary keeps its place; the others are seen together.
            var estimates = measure.effects(of: summaries.compactMap { try? $0.get() }).makeIterator()
            return summaries.map { summary in
                switch summary {
                case .success: estimates.next()!
                case .failure(let exclusion): .failure(exclusion)
                }
            }
        }
    }

    /// The estimates of all studies of a table, in its order.
    ///
    /// A study with an empty cell gives `missing-value`, one with impossible numbers `impossible-data`, one for which
    /// the measure does not exist `not-defined`. A table without the needed columns, and an option that the measure
    /// does not offer, throw.
    public func effects(columns: StudyColumns, options: EffectOptions = EffectOptions()) throws(StatisticsError)
        -> Estimates
    {
        try run(columns, options)
    }

    /// The same from plain columns.
    public func effects(columns: [String: [Double?]], options: EffectOptions = EffectOptions())
        throws(StatisticsError) -> Estimates
    {
        try run(StudyColumns(columns), options)
    }
}
