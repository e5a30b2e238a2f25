import Glibc
import TrialNumerics

/// How a network of rare events is pooled without correction of zero cells; common effects, log odds ratios.
public enum RareEventNetworkMethod: String, Sendable, Codable, CaseIterable {
    /// Mantel–Haenszel odds ratios by design, joined over designs. Efthimiou, Rücker, Schwarzer, Higgins, Egger and Salanti 2019,
    /// doi:10.1002/sim.8158.
    case mantelHaenszel = "MH"
    /// The likelihood of events given their total in a study, multinomial: the approximation to the non-central hypergeometric
    /// one for rare events (Stijnen, Hamza and Özdemir 2010, doi:10.1002/sim.4040).
    case conditionalApproximate = "NCH"
    /// The non-central hypergeometric likelihood itself, over all arms of a study.
    case conditionalExact = "NCH-exact"
}

/// A network of rare events pooled.
public struct RareEventNetworkFit: Sendable {
    /// The method.
    public let method: RareEventNetworkMethod
    /// The treatments, in the order of rows and columns.
    public let treatments: [String]
    /// One log odds ratio a treatment against the first.
    let effects: [Double]
    /// Their covariance, with zeros for the first.
    let covariance: Matrix
    /// Studies that took part.
    public let studies: [String]
    /// Studies and designs left out, and why.
    public let exclusions: [NetworkExclusion]
    /// Q between designs with Mantel–Haenszel; nil otherwise.
    public let inconsistency: NetworkHeterogeneity?
    /// The log-likelihood, all constants left out; nil with Mantel–Haenszel.
    public let logLikelihood: Double?
    /// How the search ended.
    public let convergence: Convergence
    /// The level of limits.
    public let level: Double

    /// The log odds ratio of the treatment at position `i` against that at `j`; the positions differ.
    public func comparison(_ i: Int, _ j: Int) -> NetworkEstimate {
        NetworkEstimate(
            effects[i] - effects[j],
            variance: max(0, covariance[i, i] + covariance[j, j] - 2 * covariance[i, j]), level: level)
    }
}

/// Fits networks of rare events.
public struct RareEventNetworkModel: Sendable {
    /// The method.
    public var method: RareEventNetworkMethod
    /// The level of limits.
    public var level: Double

    /// Creates a model.
    public init(_ method: RareEventNetworkMethod, level: Double = 0.95) {
        self.method = method
        self.level = level
    }

    /// Pools arms with events.
    ///
    /// - Throws: `StatisticsError` where nothing is left, the rest falls into parts, or the search finds no end.
    public func fit(_ arms: [NetworkArm], order: [String] = []) throws(StatisticsError) -> RareEventNetworkFit {
        let tables = try RareEventTables(arms, order: order)
        return switch method {
        case .mantelHaenszel: try MantelHaenszelNetwork(tables, level: level).fit()
        case .conditionalApproximate, .conditionalExact:
            try ConditionalNetwork(tables, isExact: method == .conditionalExact, level: level).fit()
        }
    }
}

/// The studies of a rare-event network, those without information left out.
struct RareEventTables {
    struct Study {
        let name: String
        let arms: [Int]
        let events: [Double]
        let totals: [Double]
    }

    let treatments: [String]
    let studies: [Study]
    let exclusions: [NetworkExclusion]

    init(_ arms: [NetworkArm], order: [String]) throws(StatisticsError) {
        let pairs = try NetworkPairs(arms, measure: .or)
        let kept = Set(pairs.contrasts.map(\.study))
        guard !kept.isEmpty else {
            throw StatisticsError(.tooFewStudies, "no study has two arms and an event; nothing can be pooled")
        }
        let network = try TreatmentNetwork(pairs.contrasts, order: order, tolerance: .infinity)
        try network.checkConnected()
        treatments = network.treatments
        exclusions = pairs.exclusions
        studies = network.studies.map { study in
            var events = Array(repeating: 0.0, count: study.arms.count)
            var totals = events
            for arm in arms where arm.study == study.name {
                guard case .events(let e, let n) = arm.summary,
                    let place = study.arms.firstIndex(where: { network.treatments[$0] == arm.treatment })
                else { continue }
                events[place] += e
                totals[place] += n
            }
            return Study(name: study.name, arms: study.arms, events: events, totals: totals)
        }
    }
}
