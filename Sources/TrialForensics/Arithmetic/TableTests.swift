import Glibc
import TrialNumerics

/// The p-values that the usual tests give for a table of patients with and without an event, one row an arm.
public struct TableTests: Sendable {
    /// The patients with the event in each arm.
    public let events: [Int]
    /// The patients of each arm.
    public let patients: [Int]

    /// With more patients Fisher's test is left out: it is the chi-squared test by then.
    private static let exactLimit = 100_000

    /// A table of two or more arms; each arm has patients (up to a billion), and events between 0 and their number.
    public init(events: [Int], patients: [Int]) {
        precondition(events.count == patients.count && events.count > 1, "a table needs two arms or more")
        precondition(zip(events, patients).allSatisfy { $0 >= 0 && $0 <= $1 && $1 > 0 }, "events are among patients")
        self.events = events
        self.patients = patients
    }

    /// Two arms: chi-squared with and without Yates' correction and with N − 1, Fisher's exact test in three two-sided forms
    /// and with mid-p, the likelihood ratio and the Wald tests of risk difference and odds ratio. Three and more:
    /// chi-squared and likelihood ratio. Where all or none have the event, 1.
    public var pValues: [Double] {
        let all = events.reduce(0, +)
        let total = patients.reduce(0, +)
        guard all > 0, all < total else { return [1] }
        let shared = [upperTail(chiSquared), upperTail(likelihoodRatio)]
        guard events.count == 2 else { return shared }
        return shared + [upperTail(yates), upperTail(chiSquared * Double(total - 1) / Double(total))] + fisher + wald
    }

    /// The least and the greatest p-value of the usual tests; one-sided tests are half of a two-sided one.
    public var range: Interval {
        let values = pValues
        return Interval(values.min() ?? 0, values.max() ?? 1)
    }

    private func upperTail(_ statistic: Double) -> Double {
        ChiSquaredDistribution(degreesOfFreedom: Double(events.count - 1)).upperTail(max(0, statistic))
    }

    private var share: Double { Double(events.reduce(0, +)) / Double(patients.reduce(0, +)) }

    private var chiSquared: Double {
        zip(events, patients).reduce(0) { sum, arm in
            let expected = Double(arm.1) * share
            let deviation = Double(arm.0) - expected
            return sum + deviation * deviation / (expected * (1 - share))
        }
    }

    private var likelihoodRatio: Double {
        func term(_ observed: Double, _ expected: Double) -> Double {
            observed > 0 ? observed * log(observed / expected) : 0
        }
        return 2
            * zip(events, patients).reduce(0) { sum, arm in
                let (event, n) = (Double(arm.0), Double(arm.1))
                return sum + term(event, n * share) + term(n - event, n * (1 - share))
            }
    }

    private var yates: Double {
        let (a, c) = (Double(events[0]), Double(events[1]))
        let (b, d) = (Double(patients[0]) - a, Double(patients[1]) - c)
        let total = a + b + c + d
        let distance = max(0, abs(a * d - b * c) - total / 2)
        return total * distance * distance / ((a + b) * (c + d) * (a + c) * (b + d))
    }

    private var fisher: [Double] {
        guard patients.allSatisfy({ $0 <= Self.exactLimit }) else { return [] }
        let table = NoncentralHypergeometricDistribution(
            group1: Double(patients[0]), group2: Double(patients[1]), events: Double(events[0] + events[1]))
        let normaliser = table.moments(logOddsRatio: 0).logNormaliser
        let masses = table.logWeights.map { exp($0 - normaliser) }
        let seen = masses[events[0] - table.lowest]
        let position = events[0] - table.lowest
        let lower = masses[...position].reduce(0, +)
        let upper = masses[position...].reduce(0, +)
        let byMass = masses.filter { $0 <= seen * (1 + 1e-7) }.reduce(0, +)
        return [byMass, 2 * min(lower, upper), 2 * (min(lower, upper) - seen / 2)].map { min(1, max(0, $0)) }
    }

    private var wald: [Double] {
        let (n, m) = (Double(patients[0]), Double(patients[1]))
        let (p, q) = (Double(events[0]) / n, Double(events[1]) / m)
        let variance = p * (1 - p) / n + q * (1 - q) / m
        var values = variance > 0 ? [NormalDistribution.standard.twoSided((p - q) / variance.squareRoot())] : []
        let cells = [Double(events[0]), n - Double(events[0]), Double(events[1]), m - Double(events[1])]
        let filled = cells.contains(0) ? cells.map { $0 + 0.5 } : cells
        let logOdds = log(filled[0]) - log(filled[1]) - log(filled[2]) + log(filled[3])
        values.append(
            NormalDistribution.standard.twoSided(logOdds / filled.reduce(0) { $0 + 1 / $1 }.squareRoot()))
        return values
    }
}
