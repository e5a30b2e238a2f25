import TrialNumerics
import TrialResults
import TrialStatistics

/// How many estimates lie on each side of no effect, with an exact test that both sides are equally likely.
///
/// Vote counting by direction of effect: Cochrane Handbook for Systematic Reviews of Interventions, chapter 12 (McKenzie
/// and Brennan). The p-value is two-sided, twice the smaller tail of a binomial distribution with ½, at most 1; the share
/// has limits after Clopper and Pearson 1934.
public struct SignTest: Codable, Sendable, Equatable {
    /// Estimates below no effect.
    public let lower: Int
    /// Estimates above no effect.
    public let higher: Int
    /// Estimates that point nowhere; the test leaves them out.
    public let neither: Int
    /// The confidence level of the limits.
    public let level: Double
    /// The share of those below among those that point somewhere, with its limits, from 0 to 1; nil where none does.
    public let shareLower: NaturalEffect?
    /// The two-sided p-value; nil where no estimate points anywhere.
    public let pValue: Double?

    /// Counts distances from no effect, each on any one scale; those of at most `width` point nowhere.
    public init(distances: [Double], width: Double = 0, level: Double) {
        lower = distances.count { $0 < -width }
        higher = distances.count { $0 > width }
        neither = distances.count - lower - higher
        self.level = level
        let directed = Double(lower + higher)
        guard directed > 0 else {
            (shareLower, pValue) = (nil, nil)
            return
        }
        let limits = ClopperPearson().limits(of: BinaryGroup(events: Double(lower), total: directed), level: level)
        shareLower = NaturalEffect(estimate: Double(lower) / directed, lower: limits.lower, upper: limits.upper)
        let fair = BinomialDistribution(trials: directed, probability: 0.5)
        pValue = min(1, 2 * fair.cumulative(Double(min(lower, higher))))
    }

    /// Estimates that point somewhere.
    public var directed: Int { lower + higher }
}
