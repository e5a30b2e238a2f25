import Glibc
import TrialNumerics

/// Q of a network taken apart: heterogeneity within designs, inconsistency between them.
///
/// A design is the set of treatments that a study compares. Q within is what remains when each design has effects of its own, Q
/// between is the test of the design-by-treatment interaction. Higgins, Jackson, Barrett, Lu, Ades and White 2012,
/// doi:10.1002/jrsm.1044; Krahn, Binder and König 2013, doi:10.1186/1471-2288-13-35.
public struct DesignDecomposition: Sendable {
    /// One design.
    public struct Design: Sendable {
        /// Its treatments, in the order of the network.
        public let treatments: [String]
        /// Its studies.
        public let studies: [String]
        /// Heterogeneity among its studies.
        public let within: NetworkHeterogeneity
        /// Q between all other designs once this one has effects of its own; nil where its removal tears the network.
        public let detached: NetworkHeterogeneity?
        /// What the design adds to Q between.
        public let inconsistency: Double

        /// The treatments joined by a colon.
        public var name: String { treatments.joined(separator: ":") }
    }

    /// The designs, in the order of their first studies.
    public let designs: [Design]
    /// All of Q.
    public let total: NetworkHeterogeneity
    /// The sum over designs.
    public let within: NetworkHeterogeneity
    /// The rest.
    public let between: NetworkHeterogeneity
    /// Q between with the heterogeneity within designs taken as random: the random-effects test of the interaction.
    public let betweenRandom: NetworkHeterogeneity
    /// τ² within designs, by moments.
    public let tau2Within: Double
    /// The net heat matrix: how much of a design's inconsistency (row) goes when the other one (column) is detached; on the
    /// diagonal the design's own part of Q between. NaN where a design cannot be detached.
    public let netHeat: Matrix
    /// ``netHeat`` row by row.
    public var netHeatRows: [[Double]] { (0..<netHeat.rows).map(netHeat.row) }

    /// Without `detaching` no design is taken out, which is the long part of the work.
    init(_ fit: NetworkFit, detaching: Bool = true) {
        let parts = DesignParts(fit.network)
        let plain = parts.solved(tau2: 0)
        let level = fit.model.level
        func judged(_ q: Double, _ df: Int) -> NetworkHeterogeneity {
            NetworkHeterogeneity(q: max(0, q), degreesOfFreedom: df, level: level)
        }
        let within = plain.reduce(0) { $0 + $1.q }
        let withinDf = plain.reduce(0) { $0 + $1.degreesOfFreedom }
        total = judged(fit.q, fit.degreesOfFreedom)
        self.within = judged(within, withinDf)
        between = judged(fit.q - within, fit.degreesOfFreedom - withinDf)
        let denominator = plain.reduce(0) { $0 + $1.momentDenominator }
        let tau2 = withinDf > 0 && denominator > 0 ? max(0, (within - Double(withinDf)) / denominator) : 0
        tau2Within = tau2
        let random = NetworkKernel(fit.network, tau2: tau2)?.q ?? .nan
        betweenRandom = judged(
            random - parts.solved(tau2: tau2).reduce(0) { $0 + $1.q }, fit.degreesOfFreedom - withinDf)
        let own = parts.inconsistency(of: fit.common, plain)
        var heat = Matrix(rows: parts.designs.count, columns: parts.designs.count)
        var designs: [Design] = []
        for (d, design) in parts.designs.enumerated() {
            let rest = detaching ? parts.without(d) : nil
            let relaxed = rest.map { parts.inconsistency(of: $0, plain) }
            for c in parts.designs.indices {
                heat[c, d] = c == d ? own[c] : relaxed.map { own[c] - $0[c] } ?? .nan
            }
            designs.append(
                Design(
                    treatments: design.treatments, studies: design.studies.map { fit.network.studies[$0].name },
                    within: judged(plain[d].q, plain[d].degreesOfFreedom),
                    detached: rest.map {
                        judged(
                            $0.q - (within - plain[d].q), $0.degreesOfFreedom - (withinDf - plain[d].degreesOfFreedom))
                    }, inconsistency: own[d]))
        }
        self.designs = designs
        netHeat = heat
    }
}

/// The studies of a network by design.
struct DesignParts {
    struct Design {
        let treatments: [String]
        /// Positions among the network's studies.
        let studies: [Int]
    }

    let network: TreatmentNetwork
    let designs: [Design]

    init(_ network: TreatmentNetwork) {
        self.network = network
        var order: [[Int]] = []
        var studies: [[Int]: [Int]] = [:]
        for (number, study) in network.studies.enumerated() {
            let key = study.arms.sorted()
            if studies[key] == nil { order.append(key) }
            studies[key, default: []].append(number)
        }
        designs = order.map { key in
            Design(treatments: key.map { network.treatments[$0] }, studies: studies[key] ?? [])
        }
    }

    private func part(_ design: Design) -> TreatmentNetwork? {
        let names = Set(design.studies.map { network.studies[$0].name })
        return network.restricted { names.contains($0.name) }
    }

    /// Each design by itself.
    func solved(tau2: Double) -> [NetworkKernel] {
        designs.compactMap { design in part(design).flatMap { NetworkKernel($0, tau2: tau2) } }
    }

    /// The network without one design; nil where that loses a treatment or a connection.
    func without(_ d: Int) -> NetworkKernel? {
        let gone = Set(designs[d].studies.map { network.studies[$0].name })
        guard let rest = network.restricted({ !gone.contains($0.name) }), rest.isConnected,
            rest.treatments.count == network.treatments.count
        else { return nil }
        return NetworkKernel(rest, tau2: 0)
    }

    /// Each design's part of Q between at the effects of a network: the squared distance of the design's own estimates.
    func inconsistency(of kernel: NetworkKernel, _ own: [NetworkKernel]) -> [Double] {
        own.map { design in
            let positions = design.network.treatments.map { kernel.network.treatments.firstIndex(of: $0) ?? 0 }
            // In the metric of the design's own covariance.
            let gaps = design.effects.indices.map { design.effects[$0] - kernel.effects[positions[$0]] }
            var sum = 0.0
            for (study, w) in zip(design.network.studies, design.weights) {
                sum += w.laplacian.quadraticForm(study.arms.map { gaps[$0] })
            }
            return sum
        }
    }
}

extension NetworkFit {
    /// Q taken apart by design, with the net heat matrix.
    public var decomposition: DesignDecomposition { DesignDecomposition(self) }

    /// Q taken apart by design, no design detached: quick also for hundreds of treatments.
    public var inconsistency: DesignDecomposition { DesignDecomposition(self, detaching: false) }
}
