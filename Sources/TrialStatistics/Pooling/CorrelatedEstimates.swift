import TrialNumerics

/// Estimates that share participants, such as two treatments against one control: y ~ N(Xβ, V + τ²Σ).
///
/// V holds the sampling covariances, Σ the correlations of the true effects: 1 on the diagonal, `withinStudy` between
/// comparisons of one study (½ when arms of one study vary independently around the study's control; Higgins and
/// Whitehead 1996, doi:10.1002/(SICI)1097-0258(19961230)15:24<2733::AID-SIM562>3.0.CO;2-0).
///
/// Both matrices are brought to diagonal form at once: with V = LL′ and L⁻¹ΣL′⁻¹ = QDQ′, the rows of Q′L⁻¹y have
/// variances 1 + τ²d; divided by √d they are an ordinary model with sampling variances 1/d. So every estimator, test
/// and interval of `LinearModel` applies as it stands, exactly, with one exception: the equivalent model has as many rows
/// as there are comparisons, but `clusters` holds the number of studies, and t-type intervals take their degrees of
/// freedom from it. Were Σ known, k − p would be exact; it is a convention, and where effects within a study agree more
/// than it says, k − p covers too little (<doc:Coverage>).
///
/// τ² keeps the rows' information. It is the variance between comparisons under Σ: too small where effects within a study
/// agree more than `withinStudy` says, which is one more reason for degrees of freedom by studies.
public struct CorrelatedEstimates: Sendable {
    /// The equivalent model with independent rows; its rows are mixtures of the comparisons, not comparisons.
    public let independent: LinearModel
    private let sampling: Matrix
    private let structure: Matrix

    /// Builds the equivalent model.
    ///
    /// - Parameters:
    ///   - estimates: One a comparison, on the scale of analysis.
    ///   - covariance: V, symmetric positive definite.
    ///   - studies: The study of each comparison; equal values share a study.
    ///   - withinStudy: Correlation of true effects within a study, below 1.
    /// - Throws: `StatisticsError` where V is not a covariance matrix.
    public init(
        estimates: [Double], covariance: Matrix, studies: [Int], withinStudy: Double = 0.5
    ) throws(StatisticsError) {
        let k = estimates.count
        guard covariance.rows == k, covariance.columns == k, studies.count == k else {
            throw StatisticsError(.unequalLengths, "the covariance matrix needs one row and one column a comparison")
        }
        var correlation = Matrix(diagonal: Array(repeating: 1, count: k))
        for i in 0..<k { for j in 0..<k where i != j && studies[i] == studies[j] { correlation[i, j] = withinStudy } }
        guard let root = Cholesky(covariance) else {
            throw StatisticsError(
                .invalidVariance, "the covariances of comparisons that share a control are not possible together",
                field: "covariance")
        }
        var whitened = Matrix(rows: k, columns: k)
        for j in 0..<k {
            let column = root.forwardSolve(correlation.column(j))
            for i in 0..<k { whitened[i, j] = column[i] }
        }
        whitened = whitened.transposed
        var both = Matrix(rows: k, columns: k)
        for j in 0..<k {
            let column = root.forwardSolve(whitened.column(j))
            for i in 0..<k { both[i, j] = column[i] }
        }
        guard let eigen = SymmetricEigen(both), eigen.values.allSatisfy({ $0 > 0 }) else {
            throw StatisticsError(
                .invalidVariance, "the correlation within a study must lie below 1", field: "withinStudy")
        }
        let turned = eigen.vectors.transposed
        let y = turned * root.forwardSolve(estimates)
        let x = turned * root.forwardSolve(Array(repeating: 1, count: k))
        let scale = eigen.values.map { 1 / $0.squareRoot() }
        var independent = try LinearModel(
            estimates: zip(y, scale).map { $0 * $1 }, variances: eigen.values.map { 1 / $0 },
            design: DesignMatrix(
                values: Matrix(rows: k, columns: 1, elements: zip(x, scale).map { $0 * $1 }), names: ["intercept"]))
        independent.clusters = Set(studies).count
        self.independent = independent
        sampling = covariance
        structure = correlation
    }

    /// The share of each comparison in the pooled effect at `tau2`, in percent; a share may be negative.
    public func weightPercentages(tau2: Double) -> [Double] {
        var total = sampling
        for i in total.elements.indices { total.elements[i] += tau2 * structure.elements[i] }
        guard let factor = Cholesky(total) else { return Array(repeating: .nan, count: total.rows) }
        let raw = factor.solve(Array(repeating: 1, count: total.rows))
        let sum = raw.reduce(0, +)
        return raw.map { 100 * $0 / sum }
    }
}

extension CorrelatedEstimates {
    /// Fits a pooling model; the weights are those of the comparisons, not of the rows of the equivalent model.
    ///
    /// - Throws: `StatisticsError` as `PoolingModel.fit` does.
    public func fit(_ model: PoolingModel) throws(StatisticsError) -> ModelFit {
        let fit = try model.fit(independent)
        return fit.replacing(weights: weightPercentages(tau2: fit.heterogeneity.tau2))
    }
}
