/// The measure of paired data that has the scale and meaning of a measure of two groups, and what it takes.
///
/// So that crossover trials stand beside parallel ones: the mean difference, the difference in standard deviations of
/// single measurements (not of the differences), the marginal odds ratio (Becker and Balagtas 1993; not the conditional
/// one, which parallel trials do not estimate). Elbourne et al. 2002, doi:10.1093/ije/31.1.140; Curtin, Elbourne and
/// Altman 2002, doi:10.1002/sim.1206. A measure of pairs is its own paired form.
public enum PairedForm: Sendable {
    /// From two means of the same participants.
    case means(PairedMeansForm)
    /// From the paired 2 × 2 table.
    case table(PairedTableForm)

    /// A measure of paired means.
    public static func means<Measure: CataloguedMeasure>(
        _ type: Measure.Type, from least: PairedMeansForm.Least
    ) -> PairedForm where Measure.Summary: PairedMeansSummary {
        .means(PairedMeansForm(type, from: least))
    }

    /// A measure of paired tables.
    public static func table<Measure: CataloguedMeasure>(_ type: Measure.Type) -> PairedForm
    where Measure.Summary: PairedTableSummary {
        .table(PairedTableForm(type))
    }
}

/// A measure of two means of the same participants.
public struct PairedMeansForm: Sendable {
    /// The least that a study must print.
    public enum Least: Sendable, Equatable {
        /// The mean difference within participants and the standard deviation of the differences.
        case differences
        /// The mean difference and the standard deviation of single measurements.
        case differenceAndSpread
        /// Both means and both standard deviations.
        case bothMeans
    }

    /// The least that a study must print.
    public let least: Least
    private let make: @Sendable () -> AnyEffectMeasure
    private let convert: @Sendable (PairedMeans) throws(EffectExclusion) -> any StudySummary

    /// Takes a measure.
    public init<Measure: CataloguedMeasure>(_ type: Measure.Type, from least: Least)
    where Measure.Summary: PairedMeansSummary {
        self.least = least
        make = { AnyEffectMeasure(type) }
        convert = { means throws(EffectExclusion) in try Measure.Summary(means.checked()) }
    }

    /// The measure.
    public var measure: AnyEffectMeasure { make() }

    /// What the measure takes of the means.
    ///
    /// - Throws: `EffectExclusion` for numbers that no study can report.
    public func summary(of means: PairedMeans) throws(EffectExclusion) -> any StudySummary { try convert(means) }
}

/// A measure of a paired 2 × 2 table.
public struct PairedTableForm: Sendable {
    private let make: @Sendable () -> AnyEffectMeasure
    private let convert: @Sendable (PairedBinary) throws(EffectExclusion) -> any StudySummary

    /// Takes a measure.
    public init<Measure: CataloguedMeasure>(_ type: Measure.Type) where Measure.Summary: PairedTableSummary {
        make = { AnyEffectMeasure(type) }
        convert = { table throws(EffectExclusion) in Measure.Summary(try table.checked()) }
    }

    /// The measure.
    public var measure: AnyEffectMeasure { make() }

    /// What the measure takes of the table.
    ///
    /// - Throws: `EffectExclusion` for numbers that no study can report.
    public func summary(of table: PairedBinary) throws(EffectExclusion) -> any StudySummary { try convert(table) }
}

/// A summary that follows from two means of the same participants.
public protocol PairedMeansSummary: StudySummary {
    /// Takes what it needs.
    init(_ means: PairedMeans)
}

/// A summary that follows from a paired 2 × 2 table.
public protocol PairedTableSummary: StudySummary {
    /// Takes what it needs.
    init(_ table: PairedBinary)
}

extension PairedMeans: PairedMeansSummary {
    /// The means themselves.
    public init(_ means: PairedMeans) { self = means }

    /// The means, or the number that no study can report.
    func checked() throws(EffectExclusion) -> PairedMeans {
        let size = try ReportedNumber("total", total).total()
        return PairedMeans(
            MeanGroup(
                mean: try ReportedNumber("mean1", mean1).finite(),
                standardDeviation: try ReportedNumber("sd1", standardDeviation1).nonNegative(), total: size),
            MeanGroup(
                mean: try ReportedNumber("mean2", mean2).finite(),
                standardDeviation: try ReportedNumber("sd2", standardDeviation2).nonNegative(), total: size),
            correlation: try ReportedNumber("correlation", correlation).correlation())
    }
}

extension PairedMeansOneDeviation: PairedMeansSummary {
    /// The difference, standardised by the first measurements' deviation.
    public init(_ means: PairedMeans) {
        self.init(
            difference: means.mean1 - means.mean2, standardDeviation: means.standardDeviation1, total: means.total,
            correlation: means.correlation)
    }
}

extension PairedDeviations: PairedMeansSummary {
    /// The deviations alone.
    public init(_ means: PairedMeans) {
        self.init(
            standardDeviation1: means.standardDeviation1, standardDeviation2: means.standardDeviation2,
            total: means.total, correlation: means.correlation)
    }
}

extension StandardizedChangeSummary: PairedMeansSummary {}

extension PairedBinary: PairedTableSummary {
    /// The table itself.
    public init(_ table: PairedBinary) { self = table }

    /// The table, or the cell that no study can report.
    func checked() throws(EffectExclusion) -> PairedBinary {
        PairedBinary(
            bothPositive: try ReportedNumber("bothPositive", bothPositive).nonNegative(),
            firstOnly: try ReportedNumber("firstOnly", firstOnly).nonNegative(),
            secondOnly: try ReportedNumber("secondOnly", secondOnly).nonNegative(),
            bothNegative: try ReportedNumber("bothNegative", bothNegative).nonNegative())
    }
}

extension MarginalPairedBinary: PairedTableSummary {}
