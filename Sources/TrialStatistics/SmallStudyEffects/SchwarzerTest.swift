import Glibc

/// The rank test of Schwarzer, Antes and Schumacher for sparse binary data.
///
/// Kendall's τ between the standardised number of events on treatment, (events₁ − E) / √V, and the precision V, where E
/// and V are the moments of the non-central hypergeometric distribution at the Mantel–Haenszel odds ratio; for that ratio
/// ½ is added to the cells of tables with an empty one, as its authors do. Normal approximation.
///
/// *Edge cases*: studies with V = 0 carry no information and are left out with a warning; a Mantel–Haenszel odds ratio
/// of 0 or infinity is an error, and so is a table whose margins allow more than five million counts. *Reference*:
/// Schwarzer, Antes and Schumacher 2007, doi:10.1002/sim.2588.
public struct SchwarzerTest: FunnelAsymmetryTest {
    /// `schwarzer`.
    public let code = "schwarzer"
    /// `Schwarzer rank`.
    public let name = "Schwarzer rank"

    /// The most counts of events over which the moments of one table are summed.
    private static let mostCounts = 5_000_000.0

    /// Creates the test.
    public init() {}

    /// The rank correlation; needs tables.
    public func evaluate(_ funnel: Funnel) throws(StatisticsError) -> FunnelAsymmetry {
        let tables = try funnel.requiredTables(for: name)
        var (above, below) = (0.0, 0.0)
        for table in tables {
            let cells = [table.events1, table.nonEvents1, table.events2, table.nonEvents2]
            let add = cells.contains(0) ? 0.5 : 0
            let n = table.total1 + table.total2 + 4 * add
            above += (cells[0] + add) * (cells[3] + add) / n
            below += (cells[1] + add) * (cells[2] + add) / n
        }
        for (index, table) in tables.enumerated() where NoncentralHypergeometric.support(table).count > Self.mostCounts
        {
            throw StatisticsError(
                .unsupported,
                "the margins allow more than five million counts of events, too many for exact moments",
                study: index + 1)
        }
        guard above > 0, below > 0 else {
            throw StatisticsError(
                .unsupported, "the Mantel–Haenszel odds ratio is 0 or infinite, so no expectation can be formed")
        }
        var standardised: [Double] = []
        var precisions: [Double] = []
        for table in tables {
            let moments = NoncentralHypergeometric(table, oddsRatio: above / below)
            guard moments.variance > 0 else { continue }
            standardised.append((table.events1 - moments.mean) / moments.variance.squareRoot())
            precisions.append(1 / moments.variance)
        }
        return try RankCorrelation.result(code: code, standardised, precisions, exact: false)
            .noting(omitted: tables.count - standardised.count)
    }
}

/// Mean and variance of the events on treatment with all margins of a 2 × 2 table fixed.
struct NoncentralHypergeometric {
    let mean: Double
    let variance: Double

    /// The least and the largest number of events on treatment that the margins allow, and how many counts that makes.
    static func support(_ table: BinaryComparison) -> (lowest: Double, highest: Double, count: Double) {
        let events = table.events1 + table.events2
        let (lowest, highest) = (max(0, events - table.total2), min(table.total1, events))
        return (lowest, highest, highest - lowest + 1)
    }

    init(_ table: BinaryComparison, oddsRatio: Double) {
        let events = table.events1 + table.events2
        let (lowest, highest, _) = Self.support(table)
        let logRatio = log(oddsRatio)
        // Two passes over the ratios of neighbouring masses, scaled by the largest so that nothing overflows.
        var logMass = 0.0
        var masses = [0.0]
        var x = lowest
        while x < highest {
            logMass +=
                log((table.total1 - x) * (events - x)) - log((x + 1) * (table.total2 - events + x + 1)) + logRatio
            masses.append(logMass)
            x += 1
        }
        let largest = masses.max() ?? 0
        var (total, first) = (0.0, 0.0)
        for (i, mass) in masses.enumerated() {
            let weight = exp(mass - largest)
            masses[i] = weight
            total += weight
            first += weight * Double(i)
        }
        let centre = first / total
        var second = 0.0
        for (i, weight) in masses.enumerated() { second += weight * (Double(i) - centre) * (Double(i) - centre) }
        mean = lowest + centre
        variance = second / total
    }
}
