import TrialNumerics

/// The interval of Kenward and Roger: covariance and degrees of freedom that allow for the estimation of τ².
///
/// With Φ = (X′WX)⁻¹, A = X′W²X, B = X′W³X and V the variance of τ̂² from the expected restricted information the
/// covariance is Φ* = Φ + 2VΦ(B − AΦA)Φ. For coefficient j the paper's two moments of F, for one numerator degree of
/// freedom, come to a scale of 1 and the degrees of freedom 2 Φ_jj² / (V (ΦAΦ)_jj²): the covariance in them is the
/// unadjusted one. ``adjusted`` puts Φ* in its place, as some programs do; its degrees of freedom are fewer and its interval
/// is far wider where τ² is small (<doc:Coverage>). Made for REML.
///
/// *Edge cases*: a common effect or k = p gives the normal interval, the latter with a warning; degrees of freedom that are
/// next to 0, or no number, leave the interval unlimited, with the warning `unlimited-interval`.
/// *References*: Kenward and Roger 1997, doi:10.2307/2533558; Partlett and Riley 2017, doi:10.1002/sim.7140.
public struct KenwardRoger: IntervalMethod {
    /// The covariance that the degrees of freedom are made of.
    public enum Basis: String, Sendable, Codable, CaseIterable {
        /// Φ, as in the paper.
        case unadjusted
        /// Φ*, which allows for the estimation of τ² twice.
        case adjusted
    }

    /// The covariance that the degrees of freedom are made of.
    public let basis: Basis
    /// `kenward-roger` or `kenward-roger-adjusted`.
    public var code: String { basis == .adjusted ? "kenward-roger-adjusted" : "kenward-roger" }
    /// The name in full.
    public var name: String {
        basis == .adjusted ? "Kenward–Roger, degrees of freedom from the adjusted covariance" : "Kenward–Roger"
    }

    /// The variant whose degrees of freedom come from the adjusted covariance.
    public static let adjusted = KenwardRoger(.adjusted)

    /// Creates the method; by default that of the paper.
    public init(_ basis: Basis = .unadjusted) { self.basis = basis }

    /// The adjusted covariance with t on the approximate degrees of freedom.
    public func inference(for solution: ModelSolution, level: Double) -> CoefficientInference {
        let model = solution.model
        guard solution.isRandom else { return NormalInterval().inference(for: solution, level: level) }
        guard model.residualDegreesOfFreedom > 0 else {
            return NormalInterval().asFallback(for: solution, level: level, instead: name)
        }
        var kernel = ModelKernel(model)
        let variance = 2 / kernel.evaluate(solution.tau2).tracePP
        let crossed = WeightedCrossProducts(model, tau2: solution.tau2)
        let bread = crossed.inverse
        let a = crossed.squared
        var middle = crossed.cubed
        let correction = a * bread * a
        for i in middle.elements.indices { middle.elements[i] -= correction.elements[i] }
        let change = bread * middle * bread
        var adjusted = bread
        for i in adjusted.elements.indices { adjusted.elements[i] += 2 * variance * change.elements[i] }
        let covariance = model.basis.covariance(adjusted)
        let own = basis == .adjusted ? adjusted : bread
        let spread = model.basis.covariance(own)
        let gradient = model.basis.covariance(own * a * own)
        let degrees = (0..<model.coefficients).map { j in
            2 * spread[j, j] * spread[j, j] / (variance * gradient[j, j] * gradient[j, j])
        }
        let inference = CoefficientInference(covariance: covariance, degreesOfFreedom: degrees)
        let unlimited = inference.table(solution, level: level).filter {
            !($0.limits.lower.isFinite && $0.limits.upper.isFinite)
        }
        guard !unlimited.isEmpty else { return inference }
        return CoefficientInference(
            covariance: covariance, degreesOfFreedom: degrees, warnings: [.unlimited(unlimited.map(\.name), by: name)])
    }
}

extension MethodWarning {
    /// Coefficients whose degrees of freedom are of no use.
    fileprivate static func unlimited(_ coefficients: [String], by method: String) -> MethodWarning {
        MethodWarning(
            code: "unlimited-interval",
            message: """
                \(method)'s degrees of freedom for \(coefficients.joined(separator: ", ")) are next to 0 or no number, so \
                the interval has no limits; name another interval, such as hartung-knapp.
                """)
    }
}
