/// A measure that looks at the studies one by one, apart from what `Context` holds.
public protocol StudywiseMeasure: EffectMeasure {
    /// What the studies share, such as an average proportion; `Void` for most.
    associatedtype Context = Void

    /// What the studies share.
    func context(of studies: [Summary]) -> Context
    /// The studies as the measure shall see them: zero cells treated, the uninformative left out.
    func prepared(_ studies: [Summary]) -> [Result<Summary, EffectExclusion>]
    /// One study's estimate, or why there is none; what is not finite becomes `not-defined`.
    func effect(of study: Summary, in context: Context) throws(EffectExclusion) -> EffectEstimate
}

extension StudywiseMeasure where Context == Void {
    /// Nothing is shared.
    public func context(of studies: [Summary]) {}
}

extension StudywiseMeasure {
    /// The studies as they are.
    public func prepared(_ studies: [Summary]) -> [Result<Summary, EffectExclusion>] {
        studies.map { .success($0) }
    }

    /// One estimate, or the reason there is none, for each study, in the order given.
    public func effects(of studies: [Summary]) -> [Result<EffectEstimate, EffectExclusion>] {
        let prepared = prepared(studies)
        let shared = context(of: prepared.compactMap { try? $0.get() })
        return prepared.map { study in
            do throws(EffectExclusion) {
                return .success(try effect(of: try study.get(), in: shared).checked())
            } catch {
                return .failure(error)
            }
        }
    }
}

/// A measure of counts, with a zero-cell rule.
public protocol ZeroCellMeasure: StudywiseMeasure where Summary: CellTable {
    /// What to do about zero cells.
    var zeroCells: ZeroCellRule { get }
    /// What is added to a cell when the rule names no amount: ½, or 0 where zero cells do no harm.
    static var usualAddition: Double { get }
}

extension ZeroCellMeasure {
    /// ½.
    public static var usualAddition: Double { 0.5 }

    /// The tables after the zero-cell rule.
    public func prepared(_ studies: [Summary]) -> [Result<Summary, EffectExclusion>] {
        zeroCells.apply(to: studies, usual: Self.usualAddition)
    }
}

/// A measure that needs nothing but the study itself.
public protocol IndependentMeasure: StudywiseMeasure where Context == Void {
    /// One study's estimate, or why there is none.
    func effect(of study: Summary) throws(EffectExclusion) -> EffectEstimate
}

extension IndependentMeasure {
    /// One study's estimate; nothing is shared.
    public func effect(of study: Summary, in context: Void) throws(EffectExclusion) -> EffectEstimate {
        try effect(of: study)
    }
}

/// A measure without choices.
public protocol PlainMeasure: CataloguedMeasure, IndependentMeasure {
    /// Creates the measure.
    init()
}

extension PlainMeasure {
    /// Creates the measure; a variance it does not offer is an error.
    public init(options: EffectOptions) throws(StatisticsError) {
        _ = try Self.descriptor.variance(options.varianceType)
        self.init()
    }
}

/// A measure of counts whose only choice is the zero-cell rule.
public protocol PlainZeroCellMeasure: CataloguedMeasure, IndependentMeasure, ZeroCellMeasure {
    /// Creates the measure with a zero-cell rule.
    init(zeroCells: ZeroCellRule)
}

extension PlainZeroCellMeasure {
    /// Creates the measure; a variance it does not offer is an error.
    public init(options: EffectOptions) throws(StatisticsError) {
        _ = try Self.descriptor.variance(options.varianceType)
        self.init(zeroCells: options.zeroCells ?? .onlyZero)
    }
}

extension EffectEstimate {
    /// The estimate itself when both numbers are usable.
    func checked() throws(EffectExclusion) -> EffectEstimate {
        guard estimate.isFinite else { throw .undefined("the estimate is not finite for these data") }
        guard variance.isFinite else { throw .undefined("the sampling variance is not finite for these data") }
        guard variance >= 0 else { throw .undefined("the sampling variance is negative for these data") }
        return self
    }
}
