import TrialNumerics

/// A comparison's evidence split: what trials of it say, what all other trials say, and how far these are apart.
public struct DirectAndIndirect: Sendable, Codable, Equatable {
    /// The treatment whose effect is measured.
    public let treatment: String
    /// What it is measured against.
    public let comparator: String
    /// Studies with both arms.
    public let studies: Int
    /// The share of direct evidence: variance of the network estimate over that of the direct one, 0 without trials.
    public let directShare: Double
    /// The whole network.
    public let network: NetworkEstimate
    /// Trials with both arms only; nil without any.
    public let direct: NetworkEstimate?
    /// All other evidence; nil where all of it is direct.
    public let indirect: NetworkEstimate?
    /// Direct minus indirect; nil where one of them is missing.
    public let difference: NetworkEstimate?
}

/// How direct and indirect evidence are told apart.
public enum EvidenceSplit: String, Sendable, Codable, CaseIterable {
    /// The network estimate is a weighted mean of the two, which gives back the indirect one. König, Krahn and Binder 2013.
    case backCalculation = "back-calculation"
    /// Trials with both arms on one side, the network of all others on the other. Efthimiou and colleagues 2019.
    case separate
}

extension NetworkFit {
    /// Splits every pair of treatments, in the order of rows and columns.
    public func split(_ effects: NetworkEffects, by method: EvidenceSplit = .backCalculation) -> [DirectAndIndirect] {
        let direct = DirectEvidence(self, effects)
        return treatments.indices.flatMap { i in
            treatments.indices.filter { $0 > i }.map { j in
                let evidence = direct.pooled(i, j)
                let other = method == .separate && evidence != nil ? direct.others(i, j) : nil
                return splitPair(i, j, effects, evidence, separately: method == .separate ? .some(other) : nil)
            }
        }
    }

    private func splitPair(
        _ i: Int, _ j: Int, _ effects: NetworkEffects, _ evidence: DirectEvidence.Pooled?,
        separately other: (estimate: Double, variance: Double)??
    ) -> DirectAndIndirect {
        let whole = comparison(i, j, effects)
        let level = model.level
        guard let evidence else {
            return DirectAndIndirect(
                treatment: treatments[i], comparator: treatments[j], studies: 0, directShare: 0, network: whole,
                direct: nil, indirect: whole, difference: nil)
        }
        let variance = whole.standardError * whole.standardError
        let share = variance / evidence.variance
        var indirect: (estimate: Double, variance: Double)?
        if let other {
            indirect = other
        } else if share < 1 - 1.5e-8 {
            indirect = ((whole.estimate - share * evidence.estimate) / (1 - share), variance / (1 - share))
        }
        return DirectAndIndirect(
            treatment: treatments[i], comparator: treatments[j], studies: evidence.studies, directShare: share,
            network: whole, direct: NetworkEstimate(evidence.estimate, variance: evidence.variance, level: level),
            indirect: indirect.map { NetworkEstimate($0.estimate, variance: $0.variance, level: level) },
            difference: indirect.map {
                NetworkEstimate(
                    evidence.estimate - $0.estimate, variance: evidence.variance + $0.variance, level: level)
            })
    }
}

/// The direct evidence on each pair of treatments.
struct DirectEvidence {
    struct Pooled {
        let estimate: Double
        let variance: Double
        let studies: Int
    }

    private let fit: NetworkFit
    private let tau2: Double
    private var sums: [Int: (weight: Double, product: Double, studies: Int)] = [:]

    init(_ fit: NetworkFit, _ effects: NetworkEffects) {
        self.fit = fit
        tau2 = fit.kernel(effects).tau2
        for study in fit.network.studies {
            for (k, pair) in study.pairs.enumerated() {
                let (i, j) = (study.arms[pair.treatment], study.arms[pair.comparator])
                let w = 1 / (study.variances[k] + tau2)
                let key = min(i, j) * fit.treatments.count + max(i, j)
                let old = sums[key] ?? (0, 0, 0)
                sums[key] = (
                    old.weight + w, old.product + (i < j ? 1 : -1) * w * study.estimates[k], old.studies + 1
                )
            }
        }
    }

    /// The inverse-variance mean of the trials with both arms, at the network's τ².
    func pooled(_ i: Int, _ j: Int) -> Pooled? {
        sums[min(i, j) * fit.treatments.count + max(i, j)].map { sum in
            Pooled(
                estimate: (i < j ? 1 : -1) * sum.product / sum.weight, variance: 1 / sum.weight, studies: sum.studies)
        }
    }

    /// The network of the trials without both arms, at the same τ²; nil where it does not connect the two.
    func others(_ i: Int, _ j: Int) -> (estimate: Double, variance: Double)? {
        let (treatment, comparator) = (fit.treatments[i], fit.treatments[j])
        guard let rest = fit.network.restricted({ !($0.arms.contains(i) && $0.arms.contains(j)) }),
            let island = rest.islands.first(where: { $0.contains(treatment) && $0.contains(comparator) }),
            let part = rest.restricted(to: island), let kernel = NetworkKernel(part, tau2: tau2),
            let a = part.treatments.firstIndex(of: treatment), let b = part.treatments.firstIndex(of: comparator)
        else { return nil }
        return (kernel.estimate(a, b), kernel.variance(a, b))
    }
}
