import Glibc
import TrialNumerics

/// The weights of a study's comparisons such that pairwise least squares over all of them is exact.
///
/// With V the matrix of pairwise variances and P the centring matrix, −½ P V P is the pseudo-inverse of the study's Laplacian;
/// its off-diagonal elements are minus the weights. A random effect of variance τ² adds τ² to every pairwise variance, which is
/// the covariance τ²/2 between comparisons that share an arm. Rücker and Schwarzer 2014, doi:10.1002/sim.6236.
struct MultiArmWeights {
    /// The Laplacian over the study's arms.
    let laplacian: Matrix
    /// Weight of each row.
    let weights: [Double]
    /// log |Σ| of the contrasts against any one arm.
    let logDeterminant: Double

    init?(_ study: TreatmentNetwork.Study, addedVariance tau2: Double) {
        let n = study.arms.count
        if n == 2 {
            let variance = study.variances[0] + tau2
            let w = 1 / variance
            guard w.isFinite, w > 0 else { return nil }
            laplacian = Matrix(rows: 2, columns: 2, elements: [w, -w, -w, w])
            weights = [w]
            logDeterminant = log(variance)
            return
        }
        var v = Matrix(rows: n, columns: n)
        for (pair, variance) in zip(study.pairs, study.variances) {
            v[pair.treatment, pair.comparator] = variance + tau2
            v[pair.comparator, pair.treatment] = variance + tau2
        }
        let means = (0..<n).map { i in (0..<n).reduce(0) { $0 + v[i, $1] } / Double(n) }
        let grand = means.reduce(0, +) / Double(n)
        // The scale keeps the added constant vector of the size of the rest.
        let scale = max(grand, 1e-300)
        var inner = Matrix(rows: n, columns: n)
        for i in 0..<n {
            for j in 0..<n { inner[i, j] = -0.5 * (v[i, j] - means[i] - means[j] + grand) + scale / Double(n) }
        }
        guard let cholesky = Cholesky(inner) else { return nil }
        var l = cholesky.inverse
        for i in 0..<n { for j in 0..<n { l[i, j] -= 1 / (scale * Double(n)) } }
        guard l.elements.allSatisfy(\.isFinite) else { return nil }
        laplacian = l
        weights = study.pairs.map { -l[$0.treatment, $0.comparator] }
        // |Σ| of basic contrasts is n times the product of the eigenvalues of the pseudo-inverse.
        logDeterminant = cholesky.logDeterminant - log(scale) + log(Double(n))
    }
}
