import TrialNumerics

/// The interval of Kenward and Roger: covariance and degrees of freedom that allow for the estimation of τ².
///
/// With Φ = (X′WX)⁻¹, A = X′W²X, B = X′W³X and V the variance of τ̂² from the expected restricted information:
/// Φ* = Φ + 2VΦ(B − AΦA)Φ; for coefficient j the degrees of freedom are 2 (Φ*_jj)² / (V (Φ*AΦ*)_jj²). Made for REML.
///
/// *Edge cases*: a common effect or k = p gives the normal interval, the latter with a warning; at τ² = 0 the degrees of
/// freedom can be next to 0, or no number, and the interval unlimited, with the warning `unlimited-interval`.
/// *References*: Kenward and Roger 1997, doi:10.2307/2533558; Partlett and Riley 2017, doi:10.1002/sim.7140.
public struct KenwardRoger: IntervalMethod {
    /// `kenward-roger`.
    public let code = "kenward-roger"
    /// `Kenward–Roger`.
    public let name = "Kenward–Roger"

    /// Creates the method.
    public init() {}

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
        let gradient = model.basis.covariance(adjusted * a * adjusted)
        let degrees = (0..<model.coefficients).map { j in
            2 * covariance[j, j] * covariance[j, j] / (variance * gradient[j, j] * gradient[j, j])
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
