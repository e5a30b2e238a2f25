/// An effect measure of any type, reached by its code and fed from a table or from studies' own summaries.
public struct AnyEffectMeasure: Sendable {
    /// All that it says about itself.
    public let descriptor: MeasureDescriptor
    /// The columns it reads, as alternatives.
    public let columnSets: [[String]]
    /// What it needs of each group; nil where groups alone do not give it.
    public let groupData: GroupData?
    /// What is added to the cells of a table with a zero where no rule names an amount: ½, or 0 for measures that exist
    /// without; nil for measures that are not of counts.
    public let usualAddition: Double?
    private let readTable: @Sendable (StudyColumns, EffectOptions) throws(StatisticsError) -> EffectColumns
    private let readSummaries: @Sendable ([any StudySummary], EffectOptions) throws(StatisticsError) -> Estimates
    private let readGroups: @Sendable (ReportedGroup, ReportedGroup?) throws(EffectExclusion) -> any StudySummary

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
        readTable = { (table, options) throws(StatisticsError) in
            let measure = try Measure(options: options)
            try Measure.Summary.check(table)
            return measure.effectColumns(count: table.count, of: Measure.Summary.reader(of: table))
        }
        readSummaries = { (summaries, options) throws(StatisticsError) in
            let measure = try Measure(options: options)
            var own: [Measure.Summary] = []
            for (index, summary) in summaries.enumerated() {
                guard let summary = summary as? Measure.Summary else {
                    throw StatisticsError(
                        .unsupported,
                        IndefiniteArticle.with("\(Swift.type(of: summary))")
                            + " is not what \(Measure.descriptor.code) takes: give "
                            + IndefiniteArticle.with("\(Measure.Summary.self)"), study: index + 1, field: "measure")
                }
                own.append(summary)
            }
            return measure.effects(of: own)
        }
        let grouped = Measure.Summary.self as? any GroupedSummary.Type
        groupData = grouped?.groupData
        readGroups = { (treatment, control) throws(EffectExclusion) in
            guard let grouped else {
                throw .undefined("groups alone do not give \(IndefiniteArticle.with(Measure.descriptor.name))")
            }
            return try grouped.init(treatment: treatment, control: control)
        }
    }

    /// Makes a measure of a value, such as one that another program computes; `effects` gives one estimate, or the reason there
    /// is none, for each study. It offers no options: asking for one throws.
    public init<Summary: GroupedSummary & TabularSummary>(
        _ descriptor: MeasureDescriptor, of summary: Summary.Type,
        effects: @escaping @Sendable ([Summary]) throws(StatisticsError) -> Estimates
    ) {
        self.descriptor = descriptor
        columnSets = Summary.columnSets
        usualAddition = nil
        groupData = Summary.groupData
        let code = descriptor.code
        @Sendable func given(_ summaries: [Summary], _ options: EffectOptions) throws(StatisticsError) -> Estimates {
            guard options == EffectOptions() else {
                throw StatisticsError(
                    .unsupported, "\(code) has no zero-cell rule, variance or correction to choose", field: "measure")
            }
            return try effects(summaries)
        }
        readTable = { (table, options) throws(StatisticsError) in
            let read = try Summary.read(table)
            return EffectColumns(read, effects: try given(read.compactMap { try? $0.get() }, options))
        }
        readSummaries = { (summaries, options) throws(StatisticsError) in
            let own = summaries.compactMap { $0 as? Summary }
            guard own.count == summaries.count else {
                throw StatisticsError(.unsupported, "\(code) takes \(Summary.self) only", field: "measure")
            }
            return try given(own, options)
        }
        readGroups = { (treatment, control) throws(EffectExclusion) in
            try Summary(treatment: treatment, control: control)
        }
    }

    /// What the measure takes of one or two independent groups; `control` is nil for single groups.
    ///
    /// - Throws: `EffectExclusion` where a number is missing or impossible, or groups alone do not give the measure.
    public func summary(
        treatment: ReportedGroup, control: ReportedGroup?
    ) throws(EffectExclusion) -> any StudySummary {
        try readGroups(treatment, control)
    }

    /// The estimates of studies' summaries, in their order.
    ///
    /// - Throws: `StatisticsError` for a summary of another type than the measure takes, and for an option that it does
    ///   not offer.
    public func effects(
        of summaries: [any StudySummary], options: EffectOptions = EffectOptions()
    ) throws(StatisticsError) -> Estimates {
        try readSummaries(summaries, options)
    }

    /// The estimates of all studies of a table, in its order.
    ///
    /// A study with an empty cell gives `missing-value`, one with impossible numbers `impossible-data`, one for which
    /// the measure does not exist `not-defined`. A table without the needed columns, and an option that the measure
    /// does not offer, throw.
    public func effects(columns: StudyColumns, options: EffectOptions = EffectOptions()) throws(StatisticsError)
        -> Estimates
    {
        try readTable(columns, options).results
    }

    /// The same as columns: no memory is asked for a study, only for one that is excluded.
    public func effectColumns(_ columns: StudyColumns, options: EffectOptions = EffectOptions()) throws(StatisticsError)
        -> EffectColumns
    {
        try readTable(columns, options)
    }

    /// The same from plain columns.
    public func effects(columns: [String: [Double?]], options: EffectOptions = EffectOptions())
        throws(StatisticsError) -> Estimates
    {
        try readTable(StudyColumns(columns), options).results
    }

    /// One study's value, or a limit of it, on the natural scale, by the study's own size where that matters.
    public func natural(_ value: Double, of summary: (any StudySummary)?) -> Double {
        descriptor.backTransformation.study(value, size: summary?.backTransformationSize)
    }
}
