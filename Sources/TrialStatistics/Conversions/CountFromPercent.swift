import Glibc
import TrialNumerics

/// The number of participants behind a printed percentage.
///
/// All counts c ≤ n with 100 c/n printing as the percentage at its number of decimals, whichever way a half was
/// rounded. More than one count fits when n is large for the decimals; none when the percentage belongs to another
/// denominator.
public struct CountFromPercent: Conversion {
    /// The percentage as printed.
    public var percent: Double
    /// Decimals printed.
    public var decimals: Int
    /// The denominator.
    public var total: Double

    /// Creates the conversion.
    public init(percent: Double, decimals: Int, total: Double) {
        self.percent = percent
        self.decimals = decimals
        self.total = total
    }

    /// The nearest count, and the least and greatest that print alike; a warning where there are several.
    ///
    /// - Throws: `StatisticsError` for a percentage outside 0…100, or one that no count of the total prints as.
    public func derive() throws(StatisticsError) -> Derivation {
        try ConversionInput.atLeast(1, total, "total")
        guard percent >= 0, percent <= 100 else {
            throw StatisticsError(.impossibleData, "must lie within 0…100", field: "percent")
        }
        // A hair more than half a unit of the last decimal, so that halves fit in both directions.
        let half = 0.5 * pow(10, -Double(decimals)) * (1 + 1e-9)
        let lowest = max(0, ((percent - half) / 100 * total).rounded(.up))
        let highest = min(total, ((percent + half) / 100 * total).rounded(.down))
        guard lowest <= highest else {
            throw StatisticsError(
                .impossibleData, "no count of \(total) prints as \(percent) %; check the denominator", field: "percent")
        }
        let nearest = min(highest, max(lowest, (percent / 100 * total).rounded()))
        let warnings = lowest < highest ? ["\((highest - lowest + 1).wholeText) counts print as this percentage"] : []
        return Derivation(
            [.init("count", nearest), .init("lowest count", lowest), .init("highest count", highest)],
            formula: "counts c with round(100 c / n) = the percentage",
            inputs: [
                .init("percent", percent), .init("decimals", Double(decimals)), .init("participants", total),
            ], reference: "arithmetic", warnings: warnings)
    }
}
