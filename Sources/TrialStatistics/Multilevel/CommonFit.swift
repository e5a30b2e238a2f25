import TrialNumerics

/// The model without its random terms: what Q and the typical sampling variance come from.
struct CommonFit {
    /// (y − Xβ)′V⁻¹(y − Xβ).
    let quadraticForm: Double
    /// tr P; nil where rounding leaves nothing of a trace that cannot be formed as a sum.
    let trace: Double?

    /// Nil where V is too close to singular.
    init?(_ model: MultilevelModel) {
        guard model.covariance.isDiagonal else {
            guard let plain = MultilevelKernel(MultilevelModel(model, terms: []), slots: []).solution([]) else {
                return nil
            }
            quadraticForm = plain.quadraticForm
            let trace = plain.traceOfProjection
            self.trace = trace > 0 ? trace : nil
            return
        }
        let linear = model.linear
        let weights = linear.variances.map { 1 / $0 }
        let z = linear.basis.columns
        let p = z.columns
        var (information, squares) = (Matrix(rows: p, columns: p), Matrix(rows: p, columns: p))
        var right = Array(repeating: 0.0, count: p)
        for i in 0..<z.rows {
            let w = weights[i]
            for a in 0..<p {
                let wz = w * z[i, a]
                right[a] += wz * linear.estimates[i]
                for b in 0..<p {
                    information[a, b] += wz * z[i, b]
                    squares[a, b] += w * wz * z[i, b]
                }
            }
        }
        guard let factor = Cholesky(information) else { return nil }
        let coordinates = factor.solve(right)
        var form = 0.0
        for i in 0..<z.rows {
            var rest = linear.estimates[i]
            for a in 0..<p { rest -= z[i, a] * coordinates[a] }
            form += weights[i] * rest * rest
        }
        quadraticForm = form
        if ExplicitProjection.serves(weights), let projection = ExplicitProjection(linear, weights: weights) {
            trace = projection.trace(weights.map { _ in 1 })
        } else {
            let lost = (factor.inverse * squares).diagonal.reduce(0, +)
            let trace = weights.reduce(0, +) - lost
            self.trace = trace > 0 ? trace : nil
        }
    }
}
