import TrialNumerics

/// (Z′WZ)⁻¹, Z′W²Z and Z′W³Z in the orthonormal basis Z of a design, with W = diag(1 / (v + τ²)).
struct WeightedCrossProducts {
    /// (Z′WZ)⁻¹.
    let inverse: Matrix
    /// Z′W²Z.
    let squared: Matrix
    /// Z′W³Z.
    let cubed: Matrix

    init(_ model: LinearModel, tau2: Double) {
        let z = model.basis.columns
        let p = z.columns
        var first = Matrix(rows: p, columns: p)
        var second = first
        var third = first
        for i in 0..<z.rows {
            let w = 1 / (model.variances[i] + tau2)
            for a in 0..<p {
                for b in 0..<p {
                    let term = w * z[i, a] * z[i, b]
                    first[a, b] += term
                    second[a, b] += w * term
                    third[a, b] += w * w * term
                }
            }
        }
        inverse =
            Cholesky(first)?.inverse
            ?? Matrix(rows: p, columns: p, elements: Array(repeating: .nan, count: p * p))
        squared = second
        cubed = third
    }
}
