import TrialNumerics

/// How much the true effects of a multilevel model differ, and at which level.
///
/// *References*: Higgins and Thompson 2002, doi:10.1002/sim.1186; generalised through P by Jackson, White and Riley 2012,
/// doi:10.1002/sim.5453; split by level after Nakagawa and Santos 2012, doi:10.1007/s10682-012-9555-5.
public struct MultilevelHeterogeneity: Sendable, Codable, Equatable {
    /// The share of one component in the total variance.
    public struct Share: Sendable, Codable, Equatable {
        /// The name of the component.
        public let component: String
        /// 100 σ² / (Σσ² + s²), in percent.
        public let iSquared: Double
    }

    /// Q: (y − Xβ)′V⁻¹(y − Xβ) of the model without random terms; 0 without degrees of freedom.
    public let q: Double
    /// Degrees of freedom of Q: k − p.
    public let qDegreesOfFreedom: Int
    /// P(χ² > Q).
    public let qPValue: Double
    /// The typical sampling variance s² = (k − p) / tr P, P of the model without random terms; nil without degrees of freedom, and
    /// where correlated rows have precisions so far apart that rounding leaves nothing of the trace.
    public let typicalVariance: Double?
    /// The sum of the variances that every true effect has; nil where a term gives its inner levels different ones.
    public let totalVariance: Double?
    /// I² of all random terms together, in percent; nil where there is no one total.
    public let iSquared: Double?
    /// I² split by variance component; empty where there is no one total. Correlations have no share.
    public let shares: [Share]
}

extension MultilevelHeterogeneity {
    /// The account of a fit; `plain` is the model without random terms.
    init(_ model: MultilevelModel, plain: CommonFit, components: [VarianceComponent], total: Double?) {
        let df = model.linear.residualDegreesOfFreedom
        q = df > 0 ? plain.quadraticForm : 0
        qDegreesOfFreedom = df
        qPValue = df > 0 ? ChiSquaredDistribution(degreesOfFreedom: Double(df)).upperTail(q) : 1
        let typical = df > 0 ? plain.trace.map { Double(df) / $0 } : nil
        typicalVariance = typical
        totalVariance = total
        guard let total, let typical else {
            iSquared = nil
            shares = []
            return
        }
        iSquared = 100 * total / (total + typical)
        shares = components.filter { $0.kind == .variance }.map {
            Share(component: $0.name, iSquared: 100 * $0.value / (total + typical))
        }
    }

    /// The variance that a new row's true effect has, if that is the same at all inner levels: the sum of the diagonals.
    static func totalVariance(_ solution: MultilevelSolution) -> Double? {
        var total = 0.0
        for structure in solution.structures {
            let diagonal = structure.diagonal
            guard let first = diagonal.first, diagonal.allSatisfy({ $0 == first }) else { return nil }
            total += first
        }
        return total
    }
}
