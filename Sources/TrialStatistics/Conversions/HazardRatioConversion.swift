import Glibc
import TrialNumerics

/// The log hazard ratio and its standard error from a log-rank test.
///
/// From observed minus expected events and their variance V: log HR = (O − E)/V with variance 1/V. From the two-sided
/// p-value, the events and the sizes of the groups: V ≈ events · n₁n₂/(n₁ + n₂)² and log HR = ±z(p)/√V; the sign is
/// that of `favoursTreatment`, since a p-value has none. Tierney et al. 2007, doi:10.1186/1745-6215-8-16.
public struct HazardRatioConversion: Conversion {
    /// What the study reports.
    public enum Report: Sendable, Equatable {
        /// Observed minus expected events on treatment and the log-rank variance.
        case logRank(observedMinusExpected: Double, variance: Double)
        /// The two-sided p-value, all events, and whether fewer events happened on treatment than expected.
        case pValue(Double, events: Double, favoursTreatment: Bool)
    }

    /// What the study reports.
    public var report: Report
    /// Participants on treatment; only with a p-value.
    public var total1: Double
    /// Participants on control; only with a p-value.
    public var total2: Double

    /// Creates the conversion; groups of equal size by default.
    public init(_ report: Report, total1: Double = 1, total2: Double = 1) {
        self.report = report
        self.total1 = total1
        self.total2 = total2
    }

    /// The log hazard ratio, its standard error and variance, on the logarithmic scale.
    ///
    /// - Throws: `StatisticsError` for a variance, events or group sizes that are not above 0, or a p-value outside
    ///   0…1.
    public func derive() throws(StatisticsError) -> Derivation {
        switch report {
        case .logRank(let difference, let variance):
            try ConversionInput.finite(difference, "observedMinusExpected")
            try ConversionInput.positive(variance, "variance")
            return derivation(
                difference / variance, variance, formula: "(O − E) / V",
                inputs: [.init("observed minus expected", difference), .init("log-rank variance", variance)])
        case .pValue(let p, let events, let favoursTreatment):
            try ConversionInput.probability(p, "pValue")
            try ConversionInput.positive(events, "events")
            try ConversionInput.positive(total1, "total1")
            try ConversionInput.positive(total2, "total2")
            let variance = events * total1 * total2 / ((total1 + total2) * (total1 + total2))
            let distance = NormalDistribution.standard.upperQuantile(p / 2) / variance.squareRoot()
            return derivation(
                favoursTreatment ? -distance : distance, variance, formula: "±z(p) / √V, V = events n₁ n₂ / (n₁ + n₂)²",
                inputs: [
                    .init("p-value", p), .init("events", events), .init("participants on treatment", total1),
                    .init("participants on control", total2),
                ])
        }
    }

    private func derivation(
        _ estimate: Double, _ variance: Double, formula: String, inputs: [Derivation.Quantity]
    ) -> Derivation {
        Derivation(
            [
                .init("log hazard ratio", estimate), .init("standard error", 1 / variance.squareRoot()),
                .init("sampling variance", 1 / variance),
            ], formula: formula, inputs: inputs, reference: "Tierney et al. 2007, doi:10.1186/1745-6215-8-16")
    }
}
