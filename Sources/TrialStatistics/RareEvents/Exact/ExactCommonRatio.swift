import Glibc
import TrialNumerics

/// How much of the probability of the observed count a tail contains.
public enum ExactTail: String, Sendable, Codable, CaseIterable {
    /// All of it: limits that cover at least at the stated level (Clopper and Pearson).
    case full = "exact"
    /// Half of it: limits that cover at the stated level on average (Lancaster's mid-p).
    case half = "mid-p"

    var share: Double { self == .full ? 1 : 0.5 }
}

/// Counts of two groups whose conditional distribution is exact.
public protocol ConditionallyExact: PairedCounts {
    /// Events of group 1.
    var treatmentEvents: Double { get }
    /// The conditional distribution, sealed.
    var conditionalCount: SealedCount { get }
}

extension BinaryComparison: ConditionallyExact {
    /// Events of group 1.
    public var treatmentEvents: Double { events1 }
    /// Fisher's non-central hypergeometric distribution.
    public var conditionalCount: SealedCount { SealedCount(count: TableCount(self)) }
}

extension CountComparison: ConditionallyExact {
    /// Events of group 1.
    public var treatmentEvents: Double { count1 }
    /// A binomial distribution.
    public var conditionalCount: SealedCount { SealedCount(count: RateCount(self)) }
}

/// The exact conditional inference about a common odds ratio or rate ratio over strata.
///
/// The sum of the treatment groups' events, given all margins, has a distribution that depends on the common ratio only.
/// The estimate maximises it; each limit makes the tail beyond the observed sum (1 − level) / 2. Cox and Snell 1989,
/// *Analysis of Binary Data*, section 2.5; Gart 1970, doi:10.1093/biomet/57.3.471. Where one arm has no event the
/// estimate is 0 or infinite and one limit remains. Double-zero studies have nothing to say given their margins.
/// Up to `mostConvolved` possible sums the distribution is convolved, beyond it is inverted from its characteristic
/// function, to the same digits.
public struct ExactCommonRatio<Summary: ConditionallyExact>: RareEventMethod {
    /// Which tails the limits are made of.
    public let tail: ExactTail

    /// Creates the method.
    public init(tail: ExactTail = .full) { self.tail = tail }

    /// `exact-or`, `mid-p-irr`, …
    public var code: String { "\(tail.rawValue)-\(Summary.effectCode)" }
    /// The name in full.
    public var name: String {
        "exact conditional \(Summary.effectName)" + (tail == .half ? " with mid-p limits" : "")
    }

    /// The conditional estimate with its limits.
    public func answer(for studies: [Summary], level: Double) -> RareEventAnswer {
        guard studies.allSatisfy(\.isWhole) else { return .none(.wholeCounts) }
        guard !studies.contains(where: \.hasEnormousCount) else { return .none(.tooManyEvents) }
        let used = studies.filter(\.informsRatio)
        let counts = used.map(\.conditionalCount.count)
        let (lowest, highest) = counts.reduce((0, 0)) { ($0.0 + $1.lowest, $0.1 + $1.highest) }
        guard highest > lowest else {
            return .none(studies.contains { $0.treatmentEvents > 0 } ? .onlyEvents : .noEvents)
        }
        let isConvolved = highest - lowest <= Self.mostConvolved
        guard let sum: any ConditionalSum = isConvolved ? LatticeSum(counts) : TiltedSum(counts) else {
            return .none(.tooManyEvents)
        }
        let observed = counts.reduce(0) { $0 + $1.observed }
        let (isLowest, isHighest) = (observed == lowest, observed == highest)
        let error = (1 - level) / 2
        let estimate =
            isLowest
            ? -.infinity : isHighest ? .infinity : solve(sum) { $0.mean - Double(observed) }
        var result = RareEventEstimate(
            estimate, from: isLowest ? -.infinity : solve(sum) { lowerTail($0) - error },
            to: isHighest ? .infinity : solve(sum) { error - upperTail($0) }, scale: .log, usedDoubleZero: false)
        let none = sum.probabilities(at: 0)
        result.pValue = min(1, 2 * min(lowerTail(none), upperTail(none)))
        return .estimate(result)
    }

    /// The most possible sums of the treatment groups' events that are convolved.
    static var mostConvolved: Int { 10_000 }

    private func lowerTail(_ p: LatticeProbabilities) -> Double { p.atLeast - (1 - tail.share) * p.exactly }
    private func upperTail(_ p: LatticeProbabilities) -> Double { p.atMost - (1 - tail.share) * p.exactly }

    /// The root of a function that rises with the log ratio.
    private func solve(_ sum: any ConditionalSum, _ function: (LatticeProbabilities) -> Double) -> Double {
        logRatioRoot { function(sum.probabilities(at: $0)) } ?? .nan
    }
}
