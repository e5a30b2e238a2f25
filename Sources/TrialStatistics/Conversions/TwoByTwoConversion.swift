/// The cells of a 2 × 2 table from its margins and one measure of association.
///
/// The odds ratio gives a quadratic for the first cell; φ and the (optionally Yates-corrected) χ² give the cross
/// product. Cells are whole numbers, so the exact solution is rounded to the nearest. Bonett 2007,
/// doi:10.1037/0003-066X.62.3.254.
public struct TwoByTwoConversion: Conversion {
    /// The measure of association.
    public enum Association: Sendable, Equatable {
        /// The odds ratio.
        case oddsRatio(Double)
        /// The phi coefficient.
        case phi(Double)
        /// Pearson's χ², with or without Yates' correction; negative where the association is.
        case chiSquared(Double, corrected: Bool)
    }

    /// The measure of association.
    public var association: Association
    /// All participants.
    public var total: Double
    /// Participants of the first group (a + b).
    public var group: Double
    /// Participants with the event (a + c).
    public var events: Double

    /// Creates the conversion.
    public init(_ association: Association, total: Double, group: Double, events: Double) {
        self.association = association
        self.total = total
        self.group = group
        self.events = events
    }

    /// The four cells: a, b of the first group with and without the event, c, d of the second; whole numbers.
    ///
    /// - Throws: `StatisticsError` for margins that are not inside the total, or an association that they do not allow.
    public func derive() throws(StatisticsError) -> Derivation {
        try ConversionInput.positive(total, "total")
        guard group > 0, group < total else {
            throw StatisticsError(.impossibleData, "must lie between 0 and the total", field: "group")
        }
        guard events > 0, events < total else {
            throw StatisticsError(.impossibleData, "must lie between 0 and the total", field: "events")
        }
        let (exact, formula, input) = try firstCell()
        let a = exact.rounded()
        let (b, c) = (group - a, events - a)
        let d = total - group - events + a
        guard min(a, b, c, d) >= 0 else {
            throw StatisticsError(.impossibleData, "is more than these margins allow", field: "association")
        }
        return Derivation(
            [.init("a", a), .init("b", b), .init("c", c), .init("d", d)], formula: formula,
            inputs: [
                input, .init("participants", total), .init("first group", group), .init("events", events),
            ], reference: "Bonett 2007, doi:10.1037/0003-066X.62.3.254")
    }

    private func firstCell() throws(StatisticsError) -> (Double, String, Derivation.Quantity) {
        switch association {
        case .oddsRatio(let ratio):
            try ConversionInput.positive(ratio, "oddsRatio")
            return (fromOddsRatio(ratio), "ad / (bc) = OR", .init("odds ratio", ratio))
        case .phi(let phi):
            guard abs(phi) <= 1 else { throw StatisticsError(.impossibleData, "must lie within −1…1", field: "phi") }
            return ((group * events + phi * root) / total, "a = (n₁ m₁ + φ √(n₁ n₂ m₁ m₂)) / n", .init("φ", phi))
        case .chiSquared(let value, let corrected):
            try ConversionInput.finite(value, "chiSquared")
            let product = root * (abs(value) / total).squareRoot() + (corrected ? total / 2 : 0)
            let signed = value < 0 ? -product : product
            return (
                (group * events + signed) / total, corrected ? "χ² with Yates' correction" : "χ²", .init("χ²", value)
            )
        }
    }

    private var root: Double { (group * (total - group) * events * (total - events)).squareRoot() }

    private func fromOddsRatio(_ ratio: Double) -> Double {
        if ratio == 1 { return group * events / total }
        let (q, b) = (ratio - 1, total + (group + events) * (ratio - 1))
        return (b - (b * b - 4 * q * ratio * group * events).squareRoot()) / (2 * q)
    }
}
