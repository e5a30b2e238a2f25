import Glibc
import TrialNumerics

/// Which components each treatment of a network is made of.
public struct TreatmentComponents: Sendable, Equatable {
    /// The components, in the order of results.
    public let components: [String]
    /// One row a treatment, in the order of the network: 1 where it has the component. Interactions are columns too.
    public let matrix: Matrix

    /// Reads components from the names of treatments, such as `intravenous + bone marrow`.
    ///
    /// - Parameters:
    ///   - treatments: The treatments, in the order of the network.
    ///   - separator: What stands between components.
    ///   - inactive: A component without effect, such as placebo; its effect is 0.
    ///   - interactions: Pairs of components that together may do more or less than their sum.
    /// - Throws: `StatisticsError` where an interaction names what is no component.
    public init(
        _ treatments: [String], separator: Character = "+", inactive: String? = nil,
        interactions: [(String, String)] = []
    ) throws(StatisticsError) {
        let parts = treatments.map { treatment in
            treatment.split(separator: separator).map { part in
                String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
        }
        let names = Set(parts.flatMap(\.self)).subtracting([inactive].compactMap(\.self))
            .sorted { ($0.lowercased(), $0) < ($1.lowercased(), $1) }
        var columns = names.map { name in parts.map { $0.contains(name) ? 1.0 : 0.0 } }
        for (a, b) in interactions {
            for name in [a, b] where !names.contains(name) {
                throw StatisticsError(
                    .impossibleData, "'\(name)' is no component; known: \(names.joined(separator: ", "))",
                    field: "interactions")
            }
            columns.append(parts.map { $0.contains(a) && $0.contains(b) ? 1.0 : 0.0 })
        }
        components = names + interactions.map { "\($0.0)*\($0.1)" }
        matrix = Matrix(columns).transposed
    }

    /// Takes a matrix as it is: one row a treatment, one column a component.
    public init(components: [String], matrix: Matrix) {
        self.components = components
        self.matrix = matrix
    }
}

/// The additive component network model: a treatment's effect is the sum of its components' effects.
///
/// Weighted least squares with design X = B C; what the trials do not identify is named instead of estimated. It also joins
/// networks that no trial connects, where they share components. Rücker, Petropoulou and Schwarzer 2020,
/// doi:10.1002/bimj.201800167; Welton, Caldwell, Adamopoulos and Vedhara 2009, doi:10.1093/aje/kwp014.
public struct ComponentModel: Sendable {
    /// A τ² that is known; nil to estimate it by moments from the additive model's own Q.
    public var tau2: Double?
    /// The level of limits.
    public var level: Double

    /// Creates a model.
    public init(tau2: Double? = nil, level: Double = 0.95) {
        self.tau2 = tau2
        self.level = level
    }

    /// Fits the model; the network may fall into parts.
    ///
    /// - Throws: `StatisticsError` where the matrix does not fit the network, or no component can be known.
    public func fit(
        _ network: TreatmentNetwork, _ components: TreatmentComponents
    ) throws(StatisticsError) -> ComponentFit {
        guard components.matrix.rows == network.treatments.count,
            components.matrix.columns == components.components.count
        else {
            throw StatisticsError(
                .unequalLengths,
                "the component matrix needs \(network.treatments.count) rows, one a treatment, and a name for each column",
                field: "components")
        }
        guard let common = ComponentKernel(network, components.matrix, tau2: 0) else { throw NetworkModel.singular }
        guard common.rank > 0 else {
            throw StatisticsError(
                .impossibleData, "no trial compares treatments that differ in their components", field: "components")
        }
        let df = network.independentContrasts - common.rank
        var estimated = tau2
        if estimated == nil, df > 0 {
            let denominator = common.momentDenominator
            estimated = denominator > 0 ? max(0, (common.q - Double(df)) / denominator) : 0
        }
        guard let random = ComponentKernel(network, components.matrix, tau2: estimated ?? 0) else {
            throw NetworkModel.singular
        }
        return ComponentFit(
            network: network, components: components, common: common, random: random, tau2: estimated,
            degreesOfFreedom: df, level: level)
    }
}

/// The additive model solved at one τ².
struct ComponentKernel {
    let network: TreatmentNetwork
    let weights: [MultiArmWeights]
    /// A generalised inverse of X′WX.
    let inverse: Matrix
    let effects: [Double]
    let rank: Int
    /// Effects of treatments, C β.
    let treatmentEffects: [Double]
    private let design: Matrix

    init?(_ network: TreatmentNetwork, _ matrix: Matrix, tau2: Double) {
        let n = network.treatments.count
        var laplacian = Matrix(rows: n, columns: n)
        var right = Array(repeating: 0.0, count: n)
        var weights: [MultiArmWeights] = []
        for study in network.studies {
            guard let w = MultiArmWeights(study, addedVariance: tau2) else { return nil }
            weights.append(w)
            for (a, i) in study.arms.enumerated() {
                for (b, j) in study.arms.enumerated() { laplacian[i, j] += w.laplacian[a, b] }
            }
            for (k, pair) in study.pairs.enumerated() {
                let flow = w.weights[k] * study.estimates[k]
                right[study.arms[pair.treatment]] += flow
                right[study.arms[pair.comparator]] -= flow
            }
        }
        let transposed = matrix.transposed
        guard let eigen = SymmetricEigen(transposed * laplacian * matrix) else { return nil }
        let largest = eigen.values.last ?? 0
        var inverse = Matrix(rows: matrix.columns, columns: matrix.columns)
        var rank = 0
        for (k, value) in eigen.values.enumerated() where value > 1e-10 * largest && value > 0 {
            rank += 1
            let v = eigen.vectors.column(k)
            for i in v.indices { for j in v.indices { inverse[i, j] += v[i] * v[j] / value } }
        }
        self.network = network
        self.weights = weights
        self.inverse = inverse
        self.rank = rank
        design = matrix
        effects = inverse * (transposed * right)
        treatmentEffects = matrix * effects
    }

    var q: Double {
        var sum = 0.0
        for (study, w) in zip(network.studies, weights) {
            for (k, pair) in study.pairs.enumerated() {
                let fitted =
                    treatmentEffects[study.arms[pair.treatment]] - treatmentEffects[study.arms[pair.comparator]]
                let residual = study.estimates[k] - fitted
                sum += w.weights[k] * residual * residual
            }
        }
        return sum
    }

    var momentDenominator: Double {
        let covariance = design * inverse * design.transposed
        var sum = 0.0
        for (study, w) in zip(network.studies, weights) {
            sum += w.laplacian.diagonal.reduce(0, +)
            let square = w.laplacian * w.laplacian
            for (a, i) in study.arms.enumerated() {
                for (b, j) in study.arms.enumerated() { sum -= covariance[i, j] * square[b, a] }
            }
        }
        return 0.5 * sum
    }

    /// A linear combination of components, and its variance; nil where the trials do not identify it.
    func combination(_ row: [Double]) -> (estimate: Double, variance: Double)? {
        guard row.contains(where: { $0 != 0 }) else { return nil }
        // Identified exactly where the row lies in the span of the design: inverse × information leaves it as it is.
        let projected = projection * row
        guard zip(projected, row).allSatisfy({ abs($0 - $1) < 1e-6 * (1 + abs($1)) }) else { return nil }
        return (dot(row, effects), max(0, inverse.quadraticForm(row)))
    }

    private var projection: Matrix {
        let n = network.treatments.count
        var laplacian = Matrix(rows: n, columns: n)
        for (study, w) in zip(network.studies, weights) {
            for (a, i) in study.arms.enumerated() {
                for (b, j) in study.arms.enumerated() { laplacian[i, j] += w.laplacian[a, b] }
            }
        }
        return (design.transposed * laplacian * design) * inverse
    }
}

/// An additive component model fitted.
public struct ComponentFit: Sendable {
    /// The data.
    public let network: TreatmentNetwork
    /// Which components each treatment has.
    public let components: TreatmentComponents
    let common: ComponentKernel
    let random: ComponentKernel
    /// τ² of the additive model; nil where no degree of freedom is left.
    public let tau2: Double?
    /// Degrees of freedom of Q.
    public let degreesOfFreedom: Int
    /// The level of limits.
    public let level: Double

    /// How many independent effects of components the trials carry.
    public var rank: Int { common.rank }

    /// Q of the additive model.
    public var heterogeneity: NetworkHeterogeneity {
        NetworkHeterogeneity(q: common.q, degreesOfFreedom: degreesOfFreedom, level: level)
    }

    private func kernel(_ effects: NetworkEffects) -> ComponentKernel { effects == .common ? common : random }

    private func estimate(_ row: [Double], _ effects: NetworkEffects) -> NetworkEstimate? {
        kernel(effects).combination(row).map { NetworkEstimate($0.estimate, variance: $0.variance, level: level) }
    }

    /// The effect of each component; nil where the trials do not identify it.
    public func componentEffects(_ effects: NetworkEffects) -> [NetworkEstimate?] {
        components.components.indices.map { k in
            estimate(components.components.indices.map { $0 == k ? 1 : 0 }, effects)
        }
    }

    /// The components that cannot be known from these trials.
    public var unidentified: [String] {
        zip(components.components, componentEffects(.common)).filter { $1 == nil }.map(\.0)
    }

    /// The effect of the treatment at position `i` against nothing: the sum of its components; nil where not identified.
    public func combination(_ i: Int, _ effects: NetworkEffects) -> NetworkEstimate? {
        estimate(components.matrix.row(i), effects)
    }

    /// The treatment at position `i` against that at `j`; nil where it is not identified, or both have the same components.
    public func comparison(_ i: Int, _ j: Int, _ effects: NetworkEffects) -> NetworkEstimate? {
        estimate(zip(components.matrix.row(i), components.matrix.row(j)).map { $0 - $1 }, effects)
    }

    /// The test of additivity: Q of the additive model minus Q of the network whose treatments are free.
    ///
    /// With a disconnected network the free model is that of each part. Nil without degrees of freedom.
    public func additivity(free q: Double, degreesOfFreedom df: Int) -> NetworkHeterogeneity {
        NetworkHeterogeneity(q: max(0, common.q - q), degreesOfFreedom: degreesOfFreedom - df, level: level)
    }

    /// Q and degrees of freedom of the network whose treatments are free, part by part.
    public var freeQ: (q: Double, degreesOfFreedom: Int) {
        var (q, df) = (0.0, 0)
        for part in network.islands {
            guard let piece = network.restricted(to: part), let kernel = NetworkKernel(piece, tau2: 0) else { continue }
            q += kernel.q
            df += kernel.degreesOfFreedom
        }
        return (q, df)
    }
}
