import Glibc
import TrialNumerics

/// The interval from the profile likelihood of each coefficient: all values whose log-likelihood is within ½ χ²₁ of the
/// highest, optionally with Bartlett's correction for few studies.
///
/// τ² is maximised at every value, so its uncertainty counts. The corrected statistic is LR / (1 + ε) with, at the τ² of
/// the held value, ε the difference between designs with and without the coefficient of
/// 2 tr MB / S − tr MAMA / S + (tr MA)² / 2S, M = (X′WX)⁻¹, A = X′W²X, B = X′W³X, S = tr W² (Lawley's expansion; with one
/// coefficient and equal variances 3/2k). Limits belong to the maximum-likelihood estimate: choose `ML` for τ², else the
/// warning `limits-of-maximum-likelihood` says that the estimate is another.
///
/// *Edge cases*: a common effect gives the normal interval; k = p too, with a warning; τ² is maximised also where one was
/// given from outside. *References*: Hardy and Thompson
/// 1996, doi:10.1002/(SICI)1097-0258(19960330)15:6<619::AID-SIM188>3.0.CO;2-A; Noma 2011, doi:10.1002/sim.4350;
/// Huizenga, Visser and Dolan 2011, doi:10.1348/000711010X522687.
public struct ProfileLikelihoodInterval: IntervalMethod {
    /// Whether Bartlett's correction is made.
    public let isCorrected: Bool

    /// Creates the method, uncorrected unless said otherwise.
    public init(isCorrected: Bool = false) { self.isCorrected = isCorrected }

    /// With Bartlett's correction.
    public static let bartlettCorrected = ProfileLikelihoodInterval(isCorrected: true)

    /// `profile-likelihood` or `bartlett`.
    public var code: String { isCorrected ? "bartlett" : "profile-likelihood" }
    /// The name in full.
    public var name: String { isCorrected ? "Bartlett-corrected profile likelihood" : "profile likelihood" }

    /// The model-based covariance with limits and tests from the likelihood.
    public func inference(for solution: ModelSolution, level: Double) -> CoefficientInference {
        guard solution.isRandom else { return NormalInterval().inference(for: solution, level: level) }
        guard solution.model.residualDegreesOfFreedom > 0 else {
            return NormalInterval().asFallback(for: solution, level: level, instead: name)
        }
        let normal = NormalDistribution.standard
        let quantile = normal.upperQuantile((1 - level) / 2)
        var limits: [ConfidenceLimits] = []
        var tests: [CoefficientTest] = []
        let profiles = solution.coefficients.indices.map { CoefficientProfile(solution.model, position: $0) }
        for profile in profiles {
            limits.append(profile.limits(quantile: quantile) { statistic(profile, $0) })
            let r = statistic(profile, profile.point(0))
            tests.append(CoefficientTest(statistic: r, pValue: normal.twoSided(r)))
        }
        return CoefficientInference(
            covariance: solution.covariance,
            degreesOfFreedom: Array(repeating: .infinity, count: solution.coefficients.count), limits: limits,
            tests: tests, warnings: [.limitsOfMaximumLikelihood(profiles, solution)].compactMap { $0 })
    }

    private func statistic(_ profile: CoefficientProfile, _ point: CoefficientProfile.Point) -> Double {
        let root = profile.signedRoot(point)
        guard isCorrected else { return root }
        let correction =
            Self.lawley(profile.model, tau2: point.tau2) - Self.lawley(point.model, tau2: point.tau2)
        return root / (1 + correction).squareRoot()
    }

    /// The part of Lawley's expansion that belongs to the coefficients of a design.
    private static func lawley(_ model: LinearModel, tau2: Double) -> Double {
        guard model.coefficients > 0 else { return 0 }
        let crossed = WeightedCrossProducts(model, tau2: tau2)
        let s = model.variances.reduce(0) { $0 + 1 / (($1 + tau2) * ($1 + tau2)) }
        func trace(_ matrix: Matrix) -> Double { matrix.diagonal.reduce(0, +) }
        let ma = crossed.inverse * crossed.squared
        return (2 * trace(crossed.inverse * crossed.cubed) - trace(ma * ma) + 0.5 * trace(ma) * trace(ma)) / s
    }
}
