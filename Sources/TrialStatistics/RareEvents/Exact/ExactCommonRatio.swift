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
    var conditionalLattice: SealedLattice { get }
}

/// A conditional distribution, sealed.
public struct SealedLattice: Sendable {
    let lattice: ConvolvedLattice
}

extension BinaryComparison: ConditionallyExact {
    /// Events of group 1.
    public var treatmentEvents: Double { events1 }
    /// Fisher's non-central hypergeometric distribution.
    public var conditionalLattice: SealedLattice { SealedLattice(lattice: ConvolvedLattice(table: self)) }
}

extension CountComparison: ConditionallyExact {
    /// Events of group 1.
    public var treatmentEvents: Double { count1 }
    /// A binomial distribution.
    public var conditionalLattice: SealedLattice { SealedLattice(lattice: ConvolvedLattice(rates: self)) }
}

/// The exact conditional inference about a common odds ratio or rate ratio over strata.
///
/// The sum of the treatment groups' events, given all margins, has a distribution that depends on the common ratio only.
/// The estimate maximises it; each limit makes the tail beyond the observed sum (1 − level) / 2. Cox and Snell 1989,
/// *Analysis of Binary Data*, section 2.5; Gart 1970, doi:10.1093/biomet/57.3.471. Where one arm has no event the
/// estimate is 0 or infinite and one limit remains. Double-zero studies have nothing to say given their margins.
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
        let used = studies.filter(\.informsRatio)
        let lattice = ConvolvedLattice(used.map(\.conditionalLattice.lattice))
        guard lattice.highest > lattice.lowest else {
            return .none(studies.contains { $0.treatmentEvents > 0 } ? .onlyEvents : .noEvents)
        }
        let observed = Int(used.reduce(0) { $0 + $1.treatmentEvents })
        let error = (1 - level) / 2
        var result = RareEventEstimate(
            estimate(lattice, observed),
            from: observed == lattice.lowest
                ? -.infinity : solve(lattice) { lowerTail($0, observed) - error },
            to: observed == lattice.highest
                ? .infinity : solve(lattice) { error - upperTail($0, observed) },
            scale: .log, usedDoubleZero: false)
        let none = lattice.probabilities(of: observed, at: 0)
        result.pValue = min(1, 2 * min(lowerTail(none), upperTail(none)))
        return .estimate(result)
    }

    private func lowerTail(_ p: LatticeProbabilities) -> Double { p.atLeast - (1 - tail.share) * p.exactly }
    private func upperTail(_ p: LatticeProbabilities) -> Double { p.atMost - (1 - tail.share) * p.exactly }

    private func lowerTail(_ point: (ConvolvedLattice, Double), _ observed: Int) -> Double {
        lowerTail(point.0.probabilities(of: observed, at: point.1))
    }

    private func upperTail(_ point: (ConvolvedLattice, Double), _ observed: Int) -> Double {
        upperTail(point.0.probabilities(of: observed, at: point.1))
    }

    /// The log ratio whose mean is the observed sum.
    private func estimate(_ lattice: ConvolvedLattice, _ observed: Int) -> Double {
        if observed == lattice.lowest { return -.infinity }
        if observed == lattice.highest { return .infinity }
        return solve(lattice) { $0.0.probabilities(of: observed, at: $0.1).mean - Double(observed) }
    }

    /// The root of a function that rises with the log ratio.
    private func solve(
        _ lattice: ConvolvedLattice, _ function: ((ConvolvedLattice, Double)) -> Double
    ) -> Double {
        var width = 2.0
        while width < 800 {
            let root = RootFinder.root(from: -width, to: width) { function((lattice, $0)) }
            if let found = root.found { return found }
            width *= 3
        }
        return .nan
    }
}
