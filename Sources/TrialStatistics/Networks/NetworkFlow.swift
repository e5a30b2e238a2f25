import Glibc
import TrialNumerics

/// How evidence flows through a network: which direct comparisons an estimate is made of, by how much, over which paths.
///
/// An estimate is a linear combination of direct comparisons. Its coefficients are a flow of one unit from one treatment to the
/// other: Papakonstantinou, Nikolakopoulou, Rücker, Chaimani, Schwarzer, Egger and Salanti 2018, F1000Research 7.
public struct NetworkFlow: Sendable {
    /// The pairs of treatments that are estimated, positions in the order of the network.
    public let comparisons: [(treatment: Int, comparator: Int)]
    /// The pairs that trials compare.
    public let directComparisons: [(treatment: Int, comparator: Int)]
    /// The coefficient of each direct comparison (column) in each estimate (row).
    public let hat: Matrix
    private let fit: NetworkFit
    private let kernel: NetworkKernel

    init(_ fit: NetworkFit, _ effects: NetworkEffects) {
        self.fit = fit
        kernel = fit.kernel(effects)
        let n = fit.treatments.count
        let pairs = (0..<n).flatMap { i in ((i + 1)..<max(n, i + 1)).map { (treatment: i, comparator: $0) } }
        comparisons = pairs
        var weight = Matrix(rows: n, columns: n)
        for (study, w) in zip(fit.network.studies, kernel.weights) {
            for (k, pair) in study.pairs.enumerated() {
                let (i, j) = (study.arms[pair.treatment], study.arms[pair.comparator])
                weight[min(i, j), max(i, j)] += w.weights[k]
            }
        }
        var isDirect = Set<Int>()
        for study in fit.network.studies {
            for pair in study.pairs {
                let (i, j) = (study.arms[pair.treatment], study.arms[pair.comparator])
                isDirect.insert(min(i, j) * n + max(i, j))
            }
        }
        let direct = pairs.filter { isDirect.contains($0.treatment * n + $0.comparator) }
        directComparisons = direct
        var hat = Matrix(rows: pairs.count, columns: direct.count)
        for (row, pair) in pairs.enumerated() {
            for (column, edge) in direct.enumerated() {
                hat[row, column] = Self.flow(kernel.inverse, pair, edge) * weight[edge.treatment, edge.comparator]
            }
        }
        self.hat = hat
    }

    private static func flow(
        _ inverse: Matrix, _ pair: (treatment: Int, comparator: Int), _ edge: (treatment: Int, comparator: Int)
    ) -> Double {
        inverse[pair.treatment, edge.treatment] - inverse[pair.treatment, edge.comparator]
            - inverse[pair.comparator, edge.treatment] + inverse[pair.comparator, edge.comparator]
    }

    /// The hat matrix over rows of the data: H = B L⁺ B′W, which maps observed onto fitted differences.
    public var rowHat: Matrix {
        let network = fit.network
        let rows = network.contrasts.count
        var edges = Array(repeating: (treatment: 0, comparator: 0), count: rows)
        var weights = Array(repeating: 0.0, count: rows)
        for (study, w) in zip(network.studies, kernel.weights) {
            for (k, pair) in study.pairs.enumerated() {
                edges[study.rows[k]] = (study.arms[pair.treatment], study.arms[pair.comparator])
                weights[study.rows[k]] = w.weights[k]
            }
        }
        var result = Matrix(rows: rows, columns: rows)
        for i in 0..<rows {
            for j in 0..<rows { result[i, j] = Self.flow(kernel.inverse, edges[i], edges[j]) * weights[j] }
        }
        return result
    }

    /// The share of each direct comparison (column) in each estimate (row), each row adding up to 1.
    ///
    /// Each flow is taken apart into paths, the shortest first; a path's flow is divided evenly among its comparisons. Among
    /// paths of one length the first is taken, treatments in the order in which the flow's comparisons name them.
    public var contributions: Matrix {
        var result = Matrix(rows: comparisons.count, columns: directComparisons.count)
        for (row, pair) in comparisons.enumerated() {
            var paths = FlowPaths(hat.row(row), directComparisons, treatments: fit.treatments.count)
            for (column, share) in paths.shares(from: pair.treatment, to: pair.comparator).enumerated() {
                result[row, column] = share
            }
        }
        return result
    }

    /// ``contributions`` row by row.
    public var shares: [[Double]] {
        let matrix = contributions
        return (0..<matrix.rows).map(matrix.row)
    }

    /// How direct each estimate is and over how many independent paths it runs. König, Krahn and Binder 2013,
    /// doi:10.1002/sim.6001.
    public func measures(_ effects: NetworkEffects) -> [NetworkMeasures] {
        let split = fit.split(effects)
        let network = fit.network
        let designs = DesignParts(network).designs.map(\.studies)
        return comparisons.indices.map { row in
            let pair = comparisons[row]
            let throughput = network.studies.indices.map { number -> [Double] in
                let study = network.studies[number]
                var net = Array(repeating: 0.0, count: fit.treatments.count)
                for (k, arms) in study.pairs.enumerated() {
                    let edge = (study.arms[arms.treatment], study.arms[arms.comparator])
                    let flow =
                        Self.flow(kernel.inverse, pair, (edge.0, edge.1)) * kernel.weights[number].weights[k]
                    net[edge.0] += flow
                    net[edge.1] -= flow
                }
                return net
            }
            func half(_ flows: [[Double]]) -> Double {
                0.5 * (0..<fit.treatments.count).reduce(0) { sum, t in sum + abs(flows.reduce(0) { $0 + $1[t] }) }
            }
            let byDesign = designs.map { studies in half(studies.map { throughput[$0] }) }
            return NetworkMeasures(
                directShare: split[row].directShare, meanPathLength: byDesign.reduce(0, +),
                minimalParallelism: 1 / (byDesign.max() ?? .nan),
                minimalParallelismOfStudies: 1 / (throughput.map { half([$0]) }.max() ?? .nan))
        }
    }
}

/// How an estimate of a network rests on its evidence.
public struct NetworkMeasures: Sendable, Codable, Equatable {
    /// The share of direct evidence, 0 to 1.
    public let directShare: Double
    /// How many comparisons the mean path has; estimates above 2 need caution.
    public let meanPathLength: Double
    /// How many independent paths there are at least, by design; 1 where one carries everything.
    public let minimalParallelism: Double
    /// The same by study.
    public let minimalParallelismOfStudies: Double
}

extension NetworkFit {
    /// How evidence flows through the network.
    public func flow(_ effects: NetworkEffects) -> NetworkFlow { NetworkFlow(self, effects) }
}

/// Takes a flow apart into paths.
struct FlowPaths {
    private var remaining: [Double]
    private let edges: [(from: Int, to: Int)]
    private let order: [Int]
    private let treatments: Int

    init(_ flow: [Double], _ comparisons: [(treatment: Int, comparator: Int)], treatments: Int) {
        self.treatments = treatments
        remaining = flow.map(abs)
        edges = zip(flow, comparisons).map { $0 > 0 ? ($1.treatment, $1.comparator) : ($1.comparator, $1.treatment) }
        var place = Array(repeating: Int.max, count: treatments)
        var next = 0
        for edge in edges {
            for t in [edge.from, edge.to] where place[t] == Int.max {
                place[t] = next
                next += 1
            }
        }
        let tos = edges.map { place[$0.to] }
        order = edges.indices.sorted { tos[$0] < tos[$1] }
    }

    mutating func shares(from source: Int, to target: Int) -> [Double] {
        var shares = Array(repeating: 0.0, count: edges.count)
        // Each path empties an edge, so that there are no more paths than edges.
        for _ in edges {
            guard let path = shortest(source, target) else { break }
            let amount = path.map { remaining[$0] }.min() ?? 0
            for edge in path {
                remaining[edge] -= amount
                shares[edge] += amount / Double(path.count)
            }
        }
        return shares
    }

    private func shortest(_ source: Int, _ target: Int) -> [Int]? {
        var incoming = Array(repeating: -1, count: treatments)
        var queue = [source]
        var head = 0
        while head < queue.count, incoming[target] < 0 {
            let node = queue[head]
            head += 1
            for edge in order where edges[edge].from == node && remaining[edge] > 1e-10 {
                let next = edges[edge].to
                guard next != source, incoming[next] < 0 else { continue }
                incoming[next] = edge
                queue.append(next)
            }
        }
        guard incoming[target] >= 0 else { return nil }
        var path: [Int] = []
        var node = target
        while node != source {
            path.append(incoming[node])
            node = edges[incoming[node]].from
        }
        return path.reversed()
    }
}
