import TrialNumerics

/// P = W − WX(X′WX)⁻¹X′W element by element, for weights so far apart that sums and differences of them are what rounding
/// leaves over.
///
/// With Q orthonormal in the span of √W X: Pᵢⱼ = √wᵢ √wⱼ (δᵢⱼ − qᵢ·qⱼ). Of a row that has nearly all of its own leverage
/// 1 − ‖qᵢ‖² is rounding too; there Pᵢᵢ = 1 / (1/wᵢ + xᵢ′Mxᵢ) with M = (X′WX)⁻¹ of the other rows (Sherman and Morrison
/// 1950, doi:10.1214/aoms/1177729893). So traces are sums of what is not negative.
///
/// - Complexity: O(k²p), therefore only where the cross-products fail and for at most ``mostRows`` rows.
struct ExplicitProjection {
    /// The most rows for which P is formed.
    static let mostRows = 300
    /// How many times the least weight the largest one is from which on cross-products lose too many digits.
    static let widestRatio = 1e6

    /// P.
    let matrix: Matrix
    /// The basis of √W X.
    let basis: WeightedBasis
    /// The coordinates of β in the basis of the design.
    let coefficients: [Double]
    /// Py.
    let weightedResiduals: [Double]
    /// y − Xβ.
    private let residuals: [Double]

    /// Whether weights call for this, and rows are few enough.
    static func serves(_ weights: some Collection<Double>) -> Bool {
        guard weights.count <= mostRows else { return false }
        var (least, most) = (Double.infinity, 0.0)
        for w in weights where w > 0 { (least, most) = (min(least, w), max(most, w)) }
        return most > widestRatio * least
    }

    /// Forms P for a model; nil where it has none to working accuracy.
    init?(_ model: LinearModel, weights: [Double]) {
        self.init(model.basis.columns, model.estimates, weights: weights)
    }

    /// Forms P for the columns of a design's basis; nil where, weighted, they depend on each other to working accuracy.
    init?(_ z: Matrix, _ estimates: [Double], weights: [Double]) {
        guard let basis = WeightedBasis(z, weights: weights) else { return nil }
        self.basis = basis
        let roots = weights.map { $0.squareRoot() }
        var p = Matrix(rows: z.rows, columns: z.rows)
        for i in 0..<z.rows {
            for j in 0..<i {
                p[i, j] = -roots[i] * roots[j] * basis.product(i, j)
                p[j, i] = p[i, j]
            }
            p[i, i] = Self.diagonal(z, weights, i, leverage: basis.product(i, i))
        }
        matrix = p
        coefficients = basis.coefficients(estimates, roots: roots)
        let fitted = z * coefficients
        let rest = zip(estimates, fitted).map { $0 - $1 }
        residuals = rest
        // PX = 0, so P may as well meet what the fit leaves: that costs no digits.
        weightedResiduals = p * rest
    }

    private static func diagonal(_ z: Matrix, _ weights: [Double], _ i: Int, leverage: Double) -> Double {
        guard leverage > 1 - 1e-6 else { return weights[i] * (1 - leverage) }
        var others = weights
        others[i] = 0
        guard let basis = WeightedBasis(z, weights: others) else { return 0 }
        return 1 / (1 / weights[i] + basis.variance(of: z.row(i)))
    }

    /// y′Py.
    var value: Double { max(0, dot(residuals, weightedResiduals)) }

    /// tr P D for a diagonal D.
    func trace(_ d: [Double]) -> Double { dot(matrix.diagonal, d) }

    /// tr P D P E for diagonal D and E.
    func trace(_ d: [Double], _ e: [Double]) -> Double {
        var sum = 0.0
        for i in d.indices { for j in e.indices { sum += matrix[i, j] * matrix[i, j] * d[i] * e[j] } }
        return sum
    }
}
