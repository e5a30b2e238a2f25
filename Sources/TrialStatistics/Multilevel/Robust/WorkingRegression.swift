import TrialNumerics

/// A regression with given weights, in orthonormal coordinates Z of the design.
struct WorkingRegression {
    /// (Z′WZ)⁻¹.
    let inverse: Matrix
    /// The coordinates of the coefficients.
    let coordinates: [Double]

    init(_ model: LinearModel, weights: [Double]) throws(StatisticsError) {
        let z = model.basis.columns
        let p = z.columns
        var information = Matrix(rows: p, columns: p)
        var right = Array(repeating: 0.0, count: p)
        for i in 0..<z.rows {
            for a in 0..<p {
                right[a] += weights[i] * z[i, a] * model.estimates[i]
                for b in 0..<p { information[a, b] += weights[i] * z[i, a] * z[i, b] }
            }
        }
        guard let factor = Cholesky(information) else {
            throw StatisticsError(
                .impossibleData, "the weights are too far apart to be worked with; check the variances",
                field: "variance")
        }
        inverse = factor.inverse
        coordinates = factor.solve(right)
    }
}
