import TrialNumerics

/// The mean change in standard deviations of the change.
///
/// g = J(n − 1)(x̄₁ − x̄₂)/s_d. Variance 1/n + g²/(2n) (`LS`), or J²(1/n + d²/(2n)) (`LS2`). Gibbons, Hedeker and Davis
/// 1993, doi:10.3102/10769986018003271.
public struct StandardizedChange: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = StandardizedChangeSummary
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "SMCC", "mean change in standard deviations of the change", scale: .identity,
        natural: .difference(of: "the mean"),
        varianceTypes: [.largeSample, .largeSample2]
    ).with {
        $0.groups = .pairs
        $0.pairedForm = .means(StandardizedChange.self, from: .differences)
    }
    private let varianceType: VarianceType
    private let corrects: Bool

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// One study's standardised change.
    public func effect(of study: StandardizedChangeSummary) throws(EffectExclusion) -> EffectEstimate {
        let factor = corrects ? smallSampleCorrection(degreesOfFreedom: study.total - 1) : 1
        return standardizedChange(
            study.difference, factor: factor, unit: 1, total: study.total, squares: varianceType == .largeSample2)
    }
}

/// The uncorrected change in standard deviations of the change and the number of participants.
///
/// A study may give paired means, the t statistic of the paired test, its two-sided p-value (negated where the change
/// is negative), or d itself.
public struct StandardizedChangeSummary: Sendable, Codable, Equatable {
    /// The change in standard deviations of the change, without bias correction.
    public var difference: Double
    /// Participants.
    public var total: Double

    /// Creates a summary from the standardised change.
    public init(difference: Double, total: Double) {
        self.difference = difference
        self.total = total
    }

    /// Creates a summary from paired means.
    public init(_ study: PairedMeans) {
        self.init(difference: (study.mean1 - study.mean2) / study.changeVariance.squareRoot(), total: study.total)
    }

    /// Creates a summary from the t statistic of the paired test.
    public init(t: Double, total: Double) { self.init(difference: t / total.squareRoot(), total: total) }
}

extension StandardizedChangeSummary: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { PairedMeans.columnSets + ["d", "t", "p"].map { [$0, "total"] } }

    /// Reads whatever the study gives, in the order: means, d, t, p.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        let report = try StandardizedReport(row, orAll: PairedMeans.columnSets[0])
        guard let report else {
            self.init(try PairedMeans(row))
            return
        }
        let total = try row.total("total")
        switch report {
        case .difference(let d): self.init(difference: d, total: total)
        case .t(let t): self.init(t: t, total: total)
        case .pValue(let p):
            let t = StudentTDistribution(degreesOfFreedom: total - 1).upperQuantile(abs(p) / 2)
            self.init(t: p < 0 ? -t : t, total: total)
        }
    }
}
