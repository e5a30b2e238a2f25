import TrialNumerics

/// The distribution against which the coefficients of a multilevel model are judged.
public enum MultilevelInference: String, Sendable, Codable, CaseIterable {
    /// The normal distribution.
    case normal
    /// t on k − p degrees of freedom.
    case residual = "t-residual"
    /// t on the fewest levels, less p, among the random terms that contain the coefficient's column; k − p where none does.
    ///
    /// A term contains a column that is constant within each of its levels. Schluchter and Elashoff 1990, Journal of
    /// Statistical Computation and Simulation 37, for degrees of freedom by the level at which an effect varies.
    case containment = "t-containment"

    /// Degrees of freedom of each coefficient; infinite for the normal distribution and where none are left.
    func degreesOfFreedom(_ model: MultilevelModel) -> [Double] {
        let remaining = Double(model.linear.residualDegreesOfFreedom)
        let degrees: [Double] =
            switch self {
            case .normal: Array(repeating: .infinity, count: model.coefficients)
            case .residual: Array(repeating: remaining, count: model.coefficients)
            case .containment:
                (0..<model.coefficients).map { column in
                    let containing = model.terms.filter { Self.contains($0, model.design.values.column(column)) }
                    let fewest = containing.map { Double($0.levelCount - model.coefficients) }.min()
                    return min(remaining, fewest ?? remaining)
                }
            }
        return degrees.map { $0 > 0 ? $0 : .infinity }
    }

    private static func contains(_ term: RandomTerm, _ column: [Double]) -> Bool {
        var first: [Double?] = Array(repeating: nil, count: term.levelCount)
        for (row, level) in term.varyingLevel.enumerated() {
            guard let known = first[level] else { first[level] = column[row]; continue }
            if known != column[row] { return false }
        }
        return true
    }
}
