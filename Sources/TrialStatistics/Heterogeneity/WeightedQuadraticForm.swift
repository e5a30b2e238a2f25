import TrialNumerics

/// Q = y′Py with P = A − AX(X′AX)⁻¹X′A for any weights A, and its moments.
///
/// With S = V + τ²I: E Q = tr PV + τ² tr P and, under normality, Var Q = 2 tr PVPV + 4τ² tr PVP + 2τ⁴ tr PP. P is never
/// formed; every trace costs O(k p²). DerSimonian and Kacker 2007, doi:10.1016/j.cct.2006.04.004.
struct WeightedQuadraticForm {
    let model: LinearModel
    let weights: [Double]
    /// (Z′AZ)⁻¹ in the orthonormal basis Z of the design.
    let projection: Matrix
    /// The coordinates of β in that basis.
    let coefficients: [Double]
    /// y′Py.
    let value: Double
    /// P itself, where the weights lie too far apart for cross-products.
    let explicit: ExplicitProjection?

    init(_ model: LinearModel, weights: [Double]) {
        self.model = model
        self.weights = weights
        explicit = ExplicitProjection.serves(weights) ? ExplicitProjection(model, weights: weights) : nil
        if let explicit {
            projection = explicit.basis.inverse
            (coefficients, value) = (explicit.coefficients, explicit.value)
            return
        }
        let x = model.basis.columns
        let information = Self.crossProduct(x, weights)
        let p = x.columns
        projection =
            Cholesky(information)?.inverse
            ?? Matrix(rows: p, columns: p, elements: Array(repeating: .nan, count: p * p))
        var zay = Array(repeating: 0.0, count: p)
        for i in 0..<x.rows { for a in 0..<p { zay[a] += x[i, a] * weights[i] * model.estimates[i] } }
        let beta = projection * zay
        coefficients = beta
        var sum = 0.0
        for i in 0..<x.rows {
            var r = model.estimates[i]
            for a in 0..<p { r -= x[i, a] * beta[a] }
            sum += weights[i] * r * r
        }
        value = sum
    }

    /// (Z′AZ)⁻¹ Z′A D AZ (Z′AZ)⁻¹: the covariance of the coordinates of β where the estimates have variances D.
    func covariance(_ d: [Double]) -> Matrix {
        projection * crossed { weights[$0] * weights[$0] * d[$0] } * projection
    }

    /// tr P D for a diagonal D.
    func trace(_ d: [Double]) -> Double {
        if let explicit { return explicit.trace(d) }
        var sum = 0.0
        for i in d.indices { sum += weights[i] * d[i] }
        return sum - (projection * crossed { weights[$0] * weights[$0] * d[$0] }).diagonal.reduce(0, +)
    }

    /// tr P D P E for diagonal D and E.
    func trace(_ d: [Double], _ e: [Double]) -> Double {
        if let explicit { return explicit.trace(d, e) }
        var sum = 0.0
        for i in d.indices { sum += weights[i] * weights[i] * d[i] * e[i] }
        let third = projection * crossed { weights[$0] * weights[$0] * weights[$0] * d[$0] * e[$0] }
        let left = projection * crossed { weights[$0] * weights[$0] * d[$0] }
        let right = projection * crossed { weights[$0] * weights[$0] * e[$0] }
        return sum - 2 * third.diagonal.reduce(0, +) + (left * right).diagonal.reduce(0, +)
    }

    /// The τ², maybe negative, that makes E Q the observed Q.
    var momentTau2: Double { (value - trace(model.variances)) / traceP }

    /// tr P.
    var traceP: Double { trace(ones) }

    /// Var Q at `tau2`.
    func variance(_ tau2: Double) -> Double {
        let v = model.variances
        return 2 * trace(v, v) + 4 * tau2 * trace(v, ones) + 2 * tau2 * tau2 * trace(ones, ones)
    }

    private var ones: [Double] { Array(repeating: 1, count: model.studies) }

    private func crossed(_ weight: (Int) -> Double) -> Matrix {
        Self.crossProduct(model.basis.columns, weights.indices.map(weight))
    }

    private static func crossProduct(_ x: Matrix, _ weights: [Double]) -> Matrix {
        var result = Matrix(rows: x.columns, columns: x.columns)
        for i in 0..<x.rows {
            for a in 0..<x.columns { for b in 0..<x.columns { result[a, b] += weights[i] * x[i, a] * x[i, b] } }
        }
        return result
    }
}
