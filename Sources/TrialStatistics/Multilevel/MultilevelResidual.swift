import TrialNumerics

/// How far one row lies from what the model expects of it, and how much it draws the fit.
///
/// The residual y − x′β has variance Mᵢᵢ − x′(X′WX)⁻¹x with the marginal covariance M taken as known; the hat value is the
/// diagonal of X(X′WX)⁻¹X′W, which adds up to p.
public struct MultilevelResidual: Sendable, Codable, Equatable {
    /// y − x′β, on the scale of analysis.
    public let residual: Double
    /// The root of its variance.
    public let standardError: Double
    /// Residual over standard error; nil where the row alone carries a coefficient, so that there is no residual variance.
    public let standardized: Double?
    /// The hat value.
    public let hat: Double
}

extension MultilevelFitter {
    /// The residual of every row at the components of a fit of `model`, in the order of rows.
    ///
    /// - Throws: `StatisticsError` where the fit does not belong to the model.
    public func residuals(_ model: MultilevelModel, _ fit: MultilevelFit) throws(StatisticsError)
        -> [MultilevelResidual]
    {
        let solution = try self.solution(model, fit)
        var found: [(row: Int, entry: MultilevelResidual)] = []
        for (block, solved) in zip(solution.kernel.blocks, solution.blocks) {
            let marginal = block.marginal(solution.structures).diagonal
            for (i, row) in block.rows.enumerated() {
                let design = block.design.row(i)
                let variance = marginal[i] - solution.inverse.quadraticForm(design)
                let error = max(0, variance).squareRoot()
                let isFree = variance > 1e-12 * marginal[i]
                let entry = MultilevelResidual(
                    residual: solved.residuals[i], standardError: error,
                    standardized: isFree ? solved.residuals[i] / error : nil,
                    hat: dot(design, solution.inverse * solved.weightedDesign.row(i)))
                found.append((row, entry))
            }
        }
        return found.sorted { $0.row < $1.row }.map(\.entry)
    }
}
