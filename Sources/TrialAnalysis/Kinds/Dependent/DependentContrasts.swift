import TrialEvidence
import TrialNumerics
import TrialResults
import TrialStatistics

/// Rows of several times or outcomes of the same trials, with what ties their sampling errors together.
///
/// Two rows of one trial correlate by a product: that of their groups, and that of their times or outcomes. Rows of the same
/// groups have 1 there, rows that share a control group what its covariance gives at one time, published comparisons with one
/// control ½ (Gleser and Olkin 2009); rows of different parts of a study have no participant in common.
struct DependentContrasts: Encodable, Sendable {
    /// The rows.
    var set: ContrastSet
    /// The trial of each row; reports of the same people are one.
    let trials: [String]

    /// Joins sets of rows that were chosen one by one, such as those of each month.
    ///
    /// - Parameters:
    ///   - sets: The sets.
    ///   - dataset: The dataset, for reports of the same people.
    init(_ sets: [ContrastSet], in dataset: Dataset) {
        var whole = ContrastSet(contrasts: [], excluded: [], covariances: [], warnings: [])
        for set in sets {
            let first = whole.contrasts.count
            whole.contrasts += set.contrasts
            whole.covariances += set.covariances.map {
                SharedCovariance(first: $0.first + first, second: $0.second + first, value: $0.value)
            }
            whole.excluded += set.excluded.filter { !whole.excluded.contains($0) }
            whole.warnings += set.warnings.filter { !whole.warnings.contains($0) }
            whole.labels.merge(set.labels) { known, _ in known }
        }
        var leader: [String: String] = [:]
        for group in dataset.sharedPatientGroups() { for study in group { leader[study] = group[0] } }
        trials = whole.contrasts.map { leader[$0.study] ?? $0.study }
        self.set = whole
    }

    /// The same with other estimates of the same rows.
    init(_ set: ContrastSet, trials: [String]) {
        self.set = set
        self.trials = trials
    }

    /// What tells the lines of one trial apart: rows of one line are of the same groups.
    func line(_ row: Int) -> String {
        let contrast = set.contrasts[row]
        return [
            contrast.study, contrast.part, contrast.arms.joined(separator: "+"),
            contrast.controls.joined(separator: "+"),
        ]
        .joined(separator: " | ")
    }

    /// A covariance with what had to be changed for it.
    struct Sampling {
        /// The covariance of the rows.
        let covariance: SamplingCovariance
        /// Trials for whose matrix the nearest possible one stands.
        var replaced: [String] = []
        /// The largest change of a correlation there.
        var largestChange = 0.0
    }

    /// The sampling covariance.
    ///
    /// - Parameter tie: The correlation of two rows of the same groups, by their times or outcomes.
    /// - Throws: `StatisticsError` where a variance is not possible.
    func sampling(_ tie: (Int, Int) -> Double) throws(StatisticsError) -> Sampling {
        let variances = set.contrasts.map(\.effect.variance)
        try Self.check(variances)
        let groups = GroupCorrelations(self)
        var blocks: [SamplingCovariance.Block] = []
        var (replaced, largest): ([String], Double) = ([], 0)
        for rows in members.filter({ $0.count > 1 }) {
            var matrix = Matrix(diagonal: rows.map { variances[$0] })
            for i in rows.indices {
                for j in 0..<i {
                    let r = groups.correlation(rows[j], rows[i]) * tie(rows[j], rows[i])
                    matrix[i, j] = r * (variances[rows[i]] * variances[rows[j]]).squareRoot()
                    matrix[j, i] = matrix[i, j]
                }
            }
            if Cholesky(matrix) == nil {
                let nearest = try NearestCovariance(matrix)
                matrix = nearest.matrix
                replaced.append(set.contrasts[rows[0]].studyName)
                largest = max(largest, nearest.largestChange)
            }
            blocks.append(SamplingCovariance.Block(rows: rows, matrix: matrix))
        }
        return Sampling(
            covariance: try SamplingCovariance(variances: variances, blocks: blocks), replaced: replaced,
            largestChange: largest)
    }

    /// Says which row has no variance before its matrix is formed.
    private static func check(_ variances: [Double]) throws(StatisticsError) {
        _ = try SamplingCovariance(variances: variances)
    }

    /// The rows of each trial, in the order of first rows.
    var members: [[Int]] {
        var order: [String] = []
        var rows: [String: [Int]] = [:]
        for (row, trial) in trials.enumerated() {
            if rows[trial] == nil { order.append(trial) }
            rows[trial, default: []].append(row)
        }
        return order.compactMap { rows[$0] }
    }
}

/// How rows correlate through the groups that they compare.
private struct GroupCorrelations {
    private let rows: DependentContrasts
    private let lines: [String]
    /// Correlations that shared control groups give, by the two lines; the mean over times or outcomes.
    private let known: [Pair: Double]

    init(_ rows: DependentContrasts) {
        self.rows = rows
        let lines = rows.set.contrasts.indices.map(rows.line)
        self.lines = lines
        var found: [Pair: [Double]] = [:]
        for shared in rows.set.covariances {
            let variances = [shared.first, shared.second].map { rows.set.contrasts[$0].effect.variance }
            found[Pair(lines[shared.first], lines[shared.second]), default: []].append(
                shared.value / (variances[0] * variances[1]).squareRoot())
        }
        known = found.mapValues { $0.reduce(0, +) / Double($0.count) }
    }

    func correlation(_ a: Int, _ b: Int) -> Double {
        if lines[a] == lines[b] { return 1 }
        let (first, second) = (rows.set.contrasts[a], rows.set.contrasts[b])
        // Two reports of the same people.
        guard first.study == second.study else { return 1 }
        guard first.part == second.part else { return 0 }
        if let r = known[Pair(lines[a], lines[b])] { return r }
        let sharesControl = !first.controls.isEmpty && first.controls == second.controls
        return sharesControl ? 0.5 : 0
    }

    /// Two lines in either order.
    private struct Pair: Hashable {
        let low: String
        let high: String

        init(_ a: String, _ b: String) { (low, high) = (min(a, b), max(a, b)) }
    }
}
