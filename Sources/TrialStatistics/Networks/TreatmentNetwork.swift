import Glibc
import TrialNumerics

/// Treatments as nodes and trials as edges between them: what every network model works on, checked once.
///
/// A study with more than two arms brings all its comparisons, consistent with each other. Its standard errors may be rounded:
/// the weights come from the pseudo-inverse of its Laplacian (Rücker and Schwarzer 2014, doi:10.1002/sim.6236), which needs no
/// exact additivity, only that no set of variances contradicts itself.
public struct TreatmentNetwork: Sendable {
    /// One study, its arms as positions among the network's treatments.
    struct Study: Sendable {
        let name: String
        /// Positions of the treatments, in the order of the rows.
        let arms: [Int]
        /// Rows of this study, zero-based.
        let rows: [Int]
        /// For each row, the positions among `arms` of treatment and comparator.
        let pairs: [(treatment: Int, comparator: Int)]
        let estimates: [Double]
        let variances: [Double]
    }

    /// The treatments, in the order that results follow.
    public let treatments: [String]
    /// The comparisons, in the order given.
    public let contrasts: [NetworkContrast]
    let studies: [Study]

    /// Names of the studies, in the order of their first rows.
    public var studyNames: [String] { studies.map(\.name) }
    /// Σ (arms − 1): how many comparisons are independent.
    public var independentContrasts: Int { studies.reduce(0) { $0 + $1.arms.count - 1 } }

    /// Builds a network.
    ///
    /// - Parameters:
    ///   - contrasts: All pairwise comparisons of every study.
    ///   - order: The treatments in the order wanted; those not named follow alphabetically, without regard to case.
    ///   - tolerance: How far, relative to the largest of them, the differences within a multi-arm study may miss adding up.
    /// - Throws: `StatisticsError` naming the first study that cannot be used and why.
    public init(
        _ contrasts: [NetworkContrast], order: [String] = [], tolerance: Double = 0.001
    ) throws(StatisticsError) {
        guard !contrasts.isEmpty else {
            throw StatisticsError(.tooFewStudies, "a network needs at least one comparison of two treatments")
        }
        var names: [String] = []
        var seen: Set<String> = []
        for contrast in contrasts {
            for name in [contrast.treatment, contrast.comparator] where seen.insert(name).inserted {
                names.append(name)
            }
        }
        let sorted = names.sorted { ($0.lowercased(), $0) < ($1.lowercased(), $1) }
        var given: [String] = []
        for name in order where seen.contains(name) && !given.contains(name) { given.append(name) }
        treatments = given + sorted.filter { !given.contains($0) }
        self.contrasts = contrasts
        let position = Dictionary(uniqueKeysWithValues: treatments.enumerated().map { ($1, $0) })
        var rowsOf: [String: [Int]] = [:]
        var inOrder: [String] = []
        for (row, contrast) in contrasts.enumerated() {
            if rowsOf[contrast.study] == nil { inOrder.append(contrast.study) }
            rowsOf[contrast.study, default: []].append(row)
        }
        var studies: [Study] = []
        for name in inOrder {
            studies.append(
                try NetworkStudyChecks(
                    name: name, rows: rowsOf[name] ?? [], contrasts: contrasts, tolerance: tolerance
                ).study(position))
        }
        self.studies = studies
    }

    private init(treatments: [String], contrasts: [NetworkContrast], studies: [Study]) {
        self.treatments = treatments
        self.contrasts = contrasts
        self.studies = studies
    }

    /// The same with contrasts against the first arm of each multi-arm study that do not covary.
    var withIndependentContrasts: TreatmentNetwork {
        let changed = studies.map { study -> Study in
            guard study.arms.count > 2, let first = study.arms.min(), let base = study.arms.firstIndex(of: first) else {
                return study
            }
            var own = Array(repeating: 0.0, count: study.arms.count)
            for (pair, variance) in zip(study.pairs, study.variances) {
                if pair.treatment == base { own[pair.comparator] = variance }
                if pair.comparator == base { own[pair.treatment] = variance }
            }
            return Study(
                name: study.name, arms: study.arms, rows: study.rows, pairs: study.pairs, estimates: study.estimates,
                variances: study.pairs.map { own[$0.treatment] + own[$0.comparator] })
        }
        return TreatmentNetwork(treatments: treatments, contrasts: contrasts, studies: changed)
    }

    /// The parts between which no study goes, each a set of treatments; the largest first.
    public var islands: [[String]] {
        var connections = RowConnections(count: treatments.count)
        for study in studies { connections.connect(study.arms) }
        return connections.sets.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }.map { $0.map { treatments[$0] } }
    }

    /// Whether each treatment can be compared with each other one.
    public var isConnected: Bool { islands.count == 1 }

    /// The studies of one part; nil where no study lies within these treatments.
    public func restricted(to part: [String]) -> TreatmentNetwork? {
        let inside = Set(part)
        return restricted { Set($0.arms.map { self.treatments[$0] }).isSubset(of: inside) }
    }

    func restricted(_ keep: (Study) -> Bool) -> TreatmentNetwork? {
        let kept = Set(studies.filter(keep).map(\.name))
        let rows = contrasts.filter { kept.contains($0.study) }
        return rows.isEmpty ? nil : try? TreatmentNetwork(rows, order: treatments, tolerance: .infinity)
    }

    /// Throws where the network falls into parts; names them.
    func checkConnected() throws(StatisticsError) {
        let parts = islands
        guard parts.count > 1 else { return }
        let words = parts.map { "{" + $0.joined(separator: ", ") + "}" }.joined(separator: " and ")
        throw StatisticsError(
            .disconnected, "no trial connects \(words); analyse each part by itself, or by components that they share",
            field: "treatment")
    }
}

extension StatisticsError.Code {
    /// A network whose parts no trial connects.
    public static let disconnected = StatisticsError.Code("disconnected-network")
    /// Numbers of one study that contradict each other.
    public static let contradiction = StatisticsError.Code("contradicting-arms")
}

/// The checks of one study of a network.
struct NetworkStudyChecks {
    let name: String
    let rows: [Int]
    let contrasts: [NetworkContrast]
    let tolerance: Double

    func study(_ position: [String: Int]) throws(StatisticsError) -> TreatmentNetwork.Study {
        var arms: [Int] = []
        for row in rows {
            let contrast = contrasts[row]
            guard contrast.treatment != contrast.comparator else {
                throw error(.impossibleData, "compares '\(contrast.treatment)' with itself; join its arms first", row)
            }
            guard contrast.estimate.isFinite else { throw error(.notFinite, "the estimate must be finite", row) }
            guard contrast.standardError > 0, contrast.standardError.isFinite else {
                throw error(.invalidVariance, "the standard error must be a positive number", row)
            }
            for arm in [contrast.treatment, contrast.comparator].compactMap({ position[$0] }) where !arms.contains(arm)
            { arms.append(arm) }
        }
        let pairs = rows.map { row in
            (
                treatment: arms.firstIndex(of: position[contrasts[row].treatment] ?? -1) ?? 0,
                comparator: arms.firstIndex(of: position[contrasts[row].comparator] ?? -1) ?? 0
            )
        }
        let distinct = Set(
            pairs.map { min($0.treatment, $0.comparator) * arms.count + max($0.treatment, $0.comparator) })
        let needed = arms.count * (arms.count - 1) / 2
        guard rows.count == needed, distinct.count == needed else {
            throw error(
                .impossibleData,
                "has \(arms.count) arms and \(rows.count) comparisons; give each of the \(needed) pairs once", rows[0])
        }
        let study = TreatmentNetwork.Study(
            name: name, arms: arms, rows: rows, pairs: pairs, estimates: rows.map { contrasts[$0].estimate },
            variances: rows.map { contrasts[$0].standardError * contrasts[$0].standardError })
        try checkSums(study)
        guard MultiArmWeights(study, addedVariance: 0) != nil else {
            throw error(
                .contradiction,
                "the standard errors of its arms contradict each other (no covariance matrix has them); check them against "
                    + "the report, or give the arms' own numbers", rows[0])
        }
        return study
    }

    /// The differences of a multi-arm study must add up around each triangle.
    private func checkSums(_ study: TreatmentNetwork.Study) throws(StatisticsError) {
        guard study.arms.count > 2, tolerance.isFinite else { return }
        var difference = Matrix(rows: study.arms.count, columns: study.arms.count)
        var scale = 0.0
        for (pair, estimate) in zip(study.pairs, study.estimates) {
            difference[pair.treatment, pair.comparator] = estimate
            difference[pair.comparator, pair.treatment] = -estimate
            scale = max(scale, abs(estimate))
        }
        for i in study.arms.indices {
            for j in study.arms.indices where j != i {
                let gap = abs(difference[0, i] + difference[i, j] - difference[0, j])
                guard gap > tolerance * max(1, scale) else { continue }
                throw error(
                    .contradiction, "its differences do not add up: off by \(Float(gap)) around three of its arms",
                    rows[0])
            }
        }
    }

    private func error(_ code: StatisticsError.Code, _ message: String, _ row: Int) -> StatisticsError {
        StatisticsError(code, "the study '\(name)' \(message)", study: row + 1)
    }
}
