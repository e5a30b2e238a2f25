import TrialNumerics

/// How far each study's estimate is from the model, in units of what chance and heterogeneity allow.
///
/// *Standardised*: y − x′β over the root of the diagonal of (I − H)M(I − H)′, M = diag(v + τ²). *Studentised*
/// (deleted): y − x′β₍₋ᵢ₎ over √(v + τ²₍₋ᵢ₎ + x′C₍₋ᵢ₎x), all from the model without the study.
///
/// *Edge cases*: the studentised residual is nil where the other studies cannot carry the model. *Reference*:
/// Viechtbauer and Cheung 2010, doi:10.1002/jrsm.11.
public struct StudyResiduals: Sendable, Codable, Equatable {
    /// A residual, its standard error and their ratio.
    public struct Residual: Sendable, Codable, Equatable {
        /// The residual.
        public let value: Double
        /// Its standard error.
        public let standardError: Double
        /// The residual over its standard error; nil where that is 0, as for a single study.
        public let standardised: Double?

        init(value: Double, variance: Double) {
            self.value = value
            // A study that carries a coefficient alone has no residual; rounding may leave a variance just below 0.
            standardError = max(0, variance).squareRoot()
            standardised = standardError > 0 ? value / standardError : nil
        }
    }

    /// Internally standardised residuals.
    public let standardised: [Residual]
    /// Externally studentised residuals, each from the model without its study.
    public let studentised: [Residual?]

    /// Computes the residuals of the studies of `model`.
    ///
    /// - Throws: `StatisticsError` where the level is outside 0…1 or there are more than 10,000 studies.
    public init(_ model: LinearModel, by choices: PoolingModel) throws(StatisticsError) {
        try choices.checkedLevel()
        try model.checkedRefits()
        let solved = choices.solve(model)
        standardised = Self.standardised(solved)
        var deletions = Deletions(model, by: choices)
        studentised = (0..<model.studies).map { i in
            deletions.fit(without: i).map { Self.deleted(model, i, $0) }
        }
    }

    /// The residual of a study from the model solved without it.
    static func deleted(_ model: LinearModel, _ row: Int, _ without: DeletedFit) -> Residual {
        let x = model.design.values.row(row)
        let variance =
            model.variances[row] + without.tau2 + without.inference.covariance.quadraticForm(x)
        return Residual(value: model.estimates[row] - dot(x, without.solution.coefficients), variance: variance)
    }

    private static func standardised(_ solved: SolvedModel) -> [Residual] {
        let model = solved.solution.model
        let hat = HatMatrix(solved.solution)
        let marginal = model.variances.map { $0 + solved.estimate.tau2 }
        let spread = hat.spread(marginal)
        return (0..<model.studies).map { i in
            Residual(
                value: solved.solution.residuals[i],
                variance: marginal[i] * (1 - 2 * hat[i, i]) + spread[i])
        }
    }
}

/// H = X(X′AX)⁻¹X′A, which turns estimates into fitted values, one element at a time.
struct HatMatrix {
    private let left: Matrix
    private let design: Matrix
    private let weights: [Double]

    init(_ solution: ModelSolution) {
        design = solution.model.design.values
        weights = solution.weights
        var information = Matrix(rows: design.columns, columns: design.columns)
        for i in 0..<design.rows {
            for a in 0..<design.columns {
                for b in 0..<design.columns { information[a, b] += weights[i] * design[i, a] * design[i, b] }
            }
        }
        let inverse =
            Cholesky(information)?.inverse
            ?? Matrix(
                rows: design.columns, columns: design.columns,
                elements: Array(repeating: .nan, count: design.columns * design.columns))
        left = design * inverse
    }

    subscript(row: Int, column: Int) -> Double {
        var sum = 0.0
        for a in 0..<design.columns { sum += left[row, a] * design[column, a] }
        return sum * weights[column]
    }

    /// The diagonal of H diag(`variances`) H′, without forming H.
    func spread(_ variances: [Double]) -> [Double] {
        let p = design.columns
        var meat = Matrix(rows: p, columns: p)
        for j in 0..<design.rows {
            let weight = weights[j] * weights[j] * variances[j]
            for a in 0..<p { for b in 0..<p { meat[a, b] += weight * design[j, a] * design[j, b] } }
        }
        return (0..<design.rows).map { meat.quadraticForm(left.row($0)) }
    }
}
