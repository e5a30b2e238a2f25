import Glibc
import TrialNumerics

/// Mantel–Haenszel odds ratios of each design, then generalised least squares over designs.
///
/// Variances by Robins, Breslow and Greenland; covariances of comparisons that share an arm by the delta method from that arm's
/// binomial variance, as Greenland 1989. Efthimiou and colleagues 2019, doi:10.1002/sim.8158.
struct MantelHaenszelNetwork {
    private let tables: RareEventTables
    private let level: Double

    init(_ tables: RareEventTables, level: Double) {
        self.tables = tables
        self.level = level
    }

    private struct Block {
        let base: Int
        let others: [Int]
        let estimates: [Double]
        let covariance: Matrix
    }

    func fit() throws(StatisticsError) -> RareEventNetworkFit {
        var order: [[Int]] = []
        var members: [[Int]: [RareEventTables.Study]] = [:]
        for study in tables.studies {
            let key = study.arms.sorted()
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(study)
        }
        var blocks: [Block] = []
        var exclusions = tables.exclusions
        var kept: [String] = []
        for key in order {
            let studies = members[key] ?? []
            if let block = block(key, studies) {
                blocks.append(block)
                kept += studies.map(\.name)
            } else {
                exclusions += studies.map { study in
                    NetworkExclusion(
                        code: "no-information", study: study.name,
                        message: "An arm of all studies of its design has no event (or nobody without one), so that no "
                            + "Mantel–Haenszel odds ratio exists; the conditional likelihood takes it.")
                }
            }
        }
        return try solve(blocks, kept: kept, exclusions: exclusions)
    }

    /// The odds ratios of a design against its first arm; nil where one does not exist.
    private func block(_ arms: [Int], _ studies: [RareEventTables.Study]) -> Block? {
        let cells = studies.map { study in
            arms.map { arm -> (events: Double, rest: Double) in
                let place = study.arms.firstIndex(of: arm) ?? 0
                return (study.events[place], study.totals[place] - study.events[place])
            }
        }
        let totals = studies.map { $0.totals.reduce(0, +) }
        func product(_ j: Int, _ k: Int) -> Double {
            cells.indices.reduce(0) { $0 + cells[$1][j].events * cells[$1][k].rest / totals[$1] }
        }
        let m = arms.count - 1
        var estimates: [Double] = []
        var covariance = Matrix(rows: m, columns: m)
        for j in 1...m {
            let (r, s) = (product(j, 0), product(0, j))
            guard r > 0, s > 0 else { return nil }
            estimates.append(log(r / s))
            covariance[j - 1, j - 1] = variance(cells, totals, j, r, s)
        }
        for j in 1...m {
            for k in 1..<max(j, 1) where j > k {
                // The shared arm is the base.
                let shared = cells.indices.reduce(0) { sum, i in
                    let (a, b) = cells[i][0]
                    guard a > 0, b > 0 else { return sum }
                    func slope(_ other: Int) -> Double {
                        cells[i][other].rest / (totals[i] * product(0, other))
                            + cells[i][other].events / (totals[i] * product(other, 0))
                    }
                    return sum + a * b / (a + b) * slope(j) * slope(k)
                }
                covariance[j - 1, k - 1] = shared
                covariance[k - 1, j - 1] = shared
            }
        }
        guard Cholesky(covariance) != nil else { return nil }
        return Block(base: arms[0], others: Array(arms.dropFirst()), estimates: estimates, covariance: covariance)
    }

    /// Robins, Breslow and Greenland, for arm `j` against the first.
    private func variance(
        _ cells: [[(events: Double, rest: Double)]], _ totals: [Double], _ j: Int, _ r: Double, _ s: Double
    ) -> Double {
        var (pr, mixed, qs) = (0.0, 0.0, 0.0)
        for (study, total) in zip(cells, totals) {
            let (a, b) = (study[j], study[0])
            let (p, q) = ((a.events + b.rest) / total, (b.events + a.rest) / total)
            let (ri, si) = (a.events * b.rest / total, b.events * a.rest / total)
            pr += p * ri
            mixed += p * si + q * ri
            qs += q * si
        }
        return pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s)
    }

    private func solve(
        _ blocks: [Block], kept: [String], exclusions: [NetworkExclusion]
    ) throws(StatisticsError) -> RareEventNetworkFit {
        let n = tables.treatments.count
        var information = Matrix(rows: n, columns: n)
        var right = Array(repeating: 0.0, count: n)
        var solved: [(block: Block, inverse: Matrix)] = []
        for block in blocks {
            guard let inverse = Cholesky(block.covariance)?.inverse else { continue }
            solved.append((block, inverse))
            let weighted = inverse * block.estimates
            for (a, i) in block.others.enumerated() {
                right[i] += weighted[a]
                right[block.base] -= weighted[a]
                for (b, j) in block.others.enumerated() {
                    information[i, j] += inverse[a, b]
                    information[i, block.base] -= inverse[a, b]
                    information[block.base, j] -= inverse[a, b]
                    information[block.base, block.base] += inverse[a, b]
                }
            }
        }
        guard let inverse = NetworkKernel.pseudoInverse(information) else {
            throw StatisticsError(
                .disconnected,
                "without the designs that have no Mantel–Haenszel odds ratio the network falls into parts; use the "
                    + "conditional likelihood", field: "method")
        }
        let effects = inverse * right
        var q = 0.0
        for (block, inverse) in solved {
            q += inverse.quadraticForm(
                block.others.indices.map { block.estimates[$0] - effects[block.others[$0]] + effects[block.base] })
        }
        let df = blocks.reduce(0) { $0 + $1.others.count } - (n - 1)
        return RareEventNetworkFit(
            method: .mantelHaenszel, treatments: tables.treatments, effects: effects, covariance: inverse,
            studies: kept, exclusions: exclusions,
            inconsistency: NetworkHeterogeneity(q: q, degreesOfFreedom: df, level: level), logLikelihood: nil,
            convergence: .closedForm, level: level)
    }
}
