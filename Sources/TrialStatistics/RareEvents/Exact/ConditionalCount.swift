import Glibc
import TrialNumerics

/// The events of group 1 of one study given its margins: a distribution with one parameter, the log ratio.
protocol ConditionalCount: Sendable {
    /// What was observed.
    var observed: Int { get }
    /// The smallest possible count.
    var lowest: Int { get }
    /// The largest possible count.
    var highest: Int { get }
    /// All weights, as many as there are possible counts.
    var lattice: ConvolvedLattice { get }
    /// log P of the observed count with mean and variance at a log ratio.
    func mass(at logRatio: Double) -> (logMass: Double, mean: Double, variance: Double)
    /// E exp(i u (X − E X)) at each frequency u.
    func characteristic(_ frequencies: [Double], at logRatio: Double) -> [SIMD2<Double>]
}

/// A conditional distribution, sealed.
public struct SealedCount: Sendable {
    let count: any ConditionalCount
}

/// Fisher's non-central hypergeometric distribution.
struct TableCount: ConditionalCount {
    let observed: Int
    private let distribution: NoncentralHypergeometricDistribution

    init(_ table: BinaryComparison) {
        observed = Int(saturating: table.events1)
        distribution = NoncentralHypergeometricDistribution(
            group1: table.total1, group2: table.total2, events: table.events1 + table.events2)
    }

    var lowest: Int { distribution.lowest }
    var highest: Int { distribution.highest }
    var lattice: ConvolvedLattice { ConvolvedLattice(lowest: lowest, logCoefficients: distribution.logWeights) }

    func mass(at logRatio: Double) -> (logMass: Double, mean: Double, variance: Double) {
        distribution.mass(of: observed, logOddsRatio: logRatio)
    }

    func characteristic(_ frequencies: [Double], at logRatio: Double) -> [SIMD2<Double>] {
        distribution.characteristic(frequencies, logOddsRatio: logRatio)
    }
}

/// A binomial distribution: the events of group 1 among those of both, with exposures.
struct RateCount: ConditionalCount {
    let observed: Int
    let lowest = 0
    let highest: Int
    private let offset: Double
    private let binomial: BinomialLogMass

    init(_ study: CountComparison) {
        observed = Int(saturating: study.count1)
        highest = Int(saturating: study.count1 + study.count2)
        offset = log(study.time1 / study.time2)
        binomial = BinomialLogMass(events: study.count1, of: study.count1 + study.count2)
    }

    var lattice: ConvolvedLattice {
        let total = Double(highest)
        return ConvolvedLattice(
            lowest: 0, logCoefficients: (0...highest).map { logChoose(total, Double($0)) + Double($0) * offset })
    }

    func mass(at logRatio: Double) -> (logMass: Double, mean: Double, variance: Double) {
        let (p, q) = (inverseLogit(offset + logRatio), inverseLogit(-offset - logRatio))
        return (binomial.at(p, q), Double(highest) * p, Double(highest) * p * q)
    }

    func characteristic(_ frequencies: [Double], at logRatio: Double) -> [SIMD2<Double>] {
        let (p, q) = (inverseLogit(offset + logRatio), inverseLogit(-offset - logRatio))
        return frequencies.map { u in
            let half = sin(u / 2)
            let size = exp(0.5 * Double(highest) * log1p(-4 * p * q * half * half))
            let angle = Double(highest) * (atan2(p * sin(u), q + p * cos(u)) - p * u)
            return SIMD2(cos(angle), sin(angle)) * size
        }
    }
}
