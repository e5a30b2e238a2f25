import Glibc
import TrialNumerics

/// A network solved at one τ²: weighted least squares over all studies.
///
/// Everything is a sum over studies of Laplacians on their arms, so that no matrix is larger than the number of treatments.
struct NetworkKernel {
    let network: TreatmentNetwork
    let tau2: Double
    let weights: [MultiArmWeights]
    /// The pseudo-inverse of the Laplacian of the whole network.
    let inverse: Matrix
    /// One effect a treatment, adding up to 0.
    let effects: [Double]

    /// Nil where the network is not connected or a study has no positive definite variances.
    init?(_ network: TreatmentNetwork, tau2: Double) {
        let n = network.treatments.count
        var weights: [MultiArmWeights] = []
        weights.reserveCapacity(network.studies.count)
        var laplacian = Matrix(rows: n, columns: n)
        var rightHandSide = Array(repeating: 0.0, count: n)
        for study in network.studies {
            guard let w = MultiArmWeights(study, addedVariance: tau2) else { return nil }
            for (a, i) in study.arms.enumerated() {
                for (b, j) in study.arms.enumerated() { laplacian[i, j] += w.laplacian[a, b] }
            }
            for (k, pair) in study.pairs.enumerated() {
                let flow = w.weights[k] * study.estimates[k]
                rightHandSide[study.arms[pair.treatment]] += flow
                rightHandSide[study.arms[pair.comparator]] -= flow
            }
            weights.append(w)
        }
        guard let inverse = Self.pseudoInverse(laplacian) else { return nil }
        self.network = network
        self.tau2 = tau2
        self.weights = weights
        self.inverse = inverse
        effects = inverse * rightHandSide
    }

    /// The pseudo-inverse of a Laplacian whose null space is the constant vector; nil where it is larger.
    static func pseudoInverse(_ laplacian: Matrix) -> Matrix? {
        let n = laplacian.rows
        let scale = laplacian.diagonal.reduce(0, +) / Double(n)
        guard scale > 0, scale.isFinite else { return nil }
        var shifted = laplacian
        for i in 0..<n { for j in 0..<n { shifted[i, j] += scale / Double(n) } }
        guard let cholesky = Cholesky(shifted),
            (0..<n).allSatisfy({ cholesky.factor[$0, $0] > 1e-8 * scale.squareRoot() })
        else { return nil }
        var inverse = cholesky.inverse
        for i in 0..<n { for j in 0..<n { inverse[i, j] -= 1 / (scale * Double(n)) } }
        return inverse
    }

    /// The effect of one treatment against another.
    func estimate(_ i: Int, _ j: Int) -> Double { effects[i] - effects[j] }

    /// Its variance.
    func variance(_ i: Int, _ j: Int) -> Double {
        i == j ? 0 : max(0, inverse[i, i] + inverse[j, j] - 2 * inverse[i, j])
    }

    /// The weighted squared residual of each row, in the order of rows.
    var rowQ: [Double] {
        var q = Array(repeating: 0.0, count: network.contrasts.count)
        for (study, w) in zip(network.studies, weights) {
            for (k, pair) in study.pairs.enumerated() {
                let residual = study.estimates[k] - estimate(study.arms[pair.treatment], study.arms[pair.comparator])
                q[study.rows[k]] = w.weights[k] * residual * residual
            }
        }
        return q
    }

    /// The generalised Q.
    var q: Double { rowQ.reduce(0, +) }

    /// Degrees of freedom of Q.
    var degreesOfFreedom: Int { network.independentContrasts - (network.treatments.count - 1) }

    /// tr((I − H) U W): what a unit of τ² adds to the expectation of Q.
    var momentDenominator: Double {
        var (trace, projected) = (0.0, 0.0)
        for (study, w) in zip(network.studies, weights) {
            let l = w.laplacian
            trace += l.diagonal.reduce(0, +)
            projected += squareTrace(l, study.arms)
        }
        return 0.5 * (trace - projected)
    }

    /// tr(L⁺ Lₛ²) with L⁺ on the study's arms.
    private func squareTrace(_ l: Matrix, _ arms: [Int]) -> Double {
        let square = l * l
        var sum = 0.0
        for (a, i) in arms.enumerated() { for (b, j) in arms.enumerated() { sum += inverse[i, j] * square[b, a] } }
        return sum
    }

    /// The log-likelihood up to terms that τ² does not change, and its derivative by τ².
    func likelihood(isRestricted: Bool) -> (value: Double, score: Double) {
        var value = 0.0
        var score = 0.0
        for (study, w) in zip(network.studies, weights) {
            var pull = Array(repeating: 0.0, count: study.arms.count)
            for (k, pair) in study.pairs.enumerated() {
                let residual = study.estimates[k] - estimate(study.arms[pair.treatment], study.arms[pair.comparator])
                value -= 0.5 * w.weights[k] * residual * residual
                pull[pair.treatment] += w.weights[k] * residual
                pull[pair.comparator] -= w.weights[k] * residual
            }
            value -= 0.5 * w.logDeterminant
            score += 0.25 * (dot(pull, pull) - w.laplacian.diagonal.reduce(0, +))
            if isRestricted { score += 0.25 * squareTrace(w.laplacian, study.arms) }
        }
        if isRestricted { value += 0.5 * logPseudoDeterminant }
        return (value, score)
    }

    /// log |C| of the covariance of basic contrasts: n times the pseudo-determinant of L⁺.
    var logPseudoDeterminant: Double {
        let n = inverse.rows
        let scale = max(inverse.diagonal.reduce(0, +) / Double(n), 1e-300)
        var shifted = inverse
        for i in 0..<n { for j in 0..<n { shifted[i, j] += scale / Double(n) } }
        guard let cholesky = Cholesky(shifted) else { return -.infinity }
        return cholesky.logDeterminant - log(scale) + log(Double(n))
    }
}
