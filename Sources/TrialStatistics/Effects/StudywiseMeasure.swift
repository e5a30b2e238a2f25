/// A measure that looks at the studies one by one, apart from what `Context` holds.
public protocol StudywiseMeasure: EffectMeasure {
    /// What the studies share, such as an average proportion; `Void` for most.
    associatedtype Context = Void

    /// What the studies share, after `prepared`.
    func context(of studies: [Summary]) -> Context
    /// Whether a zero cell in one study changes the others.
    var asksForZeroCells: Bool { get }
    /// Whether any of the studies that stay has a zero cell.
    func holdsZeroCell(_ studies: [Summary]) -> Bool
    /// A study as the measure shall see it: zero cells treated, or the reason why it is left out. `anyZero` says whether any of
    /// the studies has a zero cell, where the measure asks for that.
    func prepared(_ study: Summary, anyZero: Bool) throws(EffectExclusion) -> Summary
    /// One study's estimate, or why there is none; what is not finite becomes `not-defined`.
    func effect(of study: Summary, in context: Context) throws(EffectExclusion) -> EffectEstimate
}

extension StudywiseMeasure where Context == Void {
    /// Nothing is shared.
    public func context(of studies: [Summary]) {}
}

extension StudywiseMeasure {
    /// It does not.
    public var asksForZeroCells: Bool { false }

    /// It is not asked.
    public func holdsZeroCell(_ studies: [Summary]) -> Bool { false }

    /// The study as it is.
    public func prepared(_ study: Summary, anyZero: Bool) throws(EffectExclusion) -> Summary { study }

    /// One estimate, or the reason there is none, for each study, in the order given.
    public func effects(of studies: [Summary]) -> [Result<EffectEstimate, EffectExclusion>] {
        effectColumns(of: studies).results
    }

    /// The same as columns, in one pass.
    public func effectColumns(of studies: [Summary]) -> EffectColumns {
        effectColumns(count: studies.count) { studies[$0] }
    }

    /// The same of studies that are read one by one: one pass, and one before it where studies share something.
    public func effectColumns(
        count: Int, of study: (Int) throws(EffectExclusion) -> Summary
    ) -> EffectColumns {
        let sharesNothing = Context.self == Void.self
        var all: [Summary] = []
        if !sharesNothing || asksForZeroCells {
            all.reserveCapacity(count)
            for i in 0..<count { if let study = try? study(i) { all.append(study) } }
        }
        let anyZero = asksForZeroCells && holdsZeroCell(all)
        if sharesNothing { all = [] }
        let shared = context(of: all.compactMap { try? prepared($0, anyZero: anyZero) })
        return EffectColumns(count: count) { (i) throws(EffectExclusion) in
            try effect(of: try prepared(try study(i), anyZero: anyZero), in: shared).checked()
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

    /// Where the rule is for all studies if any has a zero.
    public var asksForZeroCells: Bool { zeroCells.to == .ifAnyZero }

    /// Whether any of the studies that the rule keeps has a zero cell.
    public func holdsZeroCell(_ studies: [Summary]) -> Bool { zeroCells.holdsZeroCell(studies) }

    /// The table after the zero-cell rule.
    public func prepared(_ study: Summary, anyZero: Bool) throws(EffectExclusion) -> Summary {
        try zeroCells.applied(to: study, usual: Self.usualAddition, anyZero: anyZero)
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
