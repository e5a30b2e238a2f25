import Glibc
import TrialNumerics

/// The interval from Skovgaard's second-order statistic of each coefficient.
///
/// r* = r + log(u / r) / r is close to standard normal already with few studies; r is the signed root of the likelihood
/// ratio and u compares scores at the two maxima through their covariances. With weights Ŵ, W̃ at the free and the held
/// maximum and d = β̂ − β̃: x_τ = (tr W̃ − tr Ŵ) / tr W̃², x_β = d − (X′W̃X)⁻¹X′W̃²X d x_τ, and
/// u = x_ψ |ĵ|^½ |î|⁻¹ |X′W̃X| ½ tr W̃² |j̃|^−½. Limits belong to the maximum-likelihood estimate: choose `ML` for τ², else the
/// warning `limits-of-maximum-likelihood` says that the estimate is another.
///
/// *Edge cases*: where τ² = 0 maximises the likelihood, or an information matrix is not positive definite, the expansion
/// does not hold and the first-order profile likelihood is given with a warning. *Reference*: Guolo 2012,
/// doi:10.1002/sim.4451; Skovgaard 1996, *Bernoulli* 2, 145–165.
public struct SkovgaardInterval: IntervalMethod {
    /// `skovgaard`.
    public let code = "skovgaard"
    /// `Skovgaard`.
    public let name = "Skovgaard"

    /// Creates the method.
    public init() {}

    /// The model-based covariance with limits and tests from r*.
    public func inference(for solution: ModelSolution, level: Double) -> CoefficientInference {
        let model = solution.model.withoutGivenWeights
        let first = ProfileLikelihoodInterval()
        guard solution.isRandom, model.residualDegreesOfFreedom > 0 else {
            return first.inference(for: solution, level: level)
        }
        let normal = NormalDistribution.standard
        let quantile = normal.upperQuantile((1 - level) / 2)
        var limits: [ConfidenceLimits] = []
        var tests: [CoefficientTest] = []
        let profiles = solution.coefficients.indices.map { CoefficientProfile(model, position: $0) }
        for profile in profiles {
            guard let free = FreeMaximum(profile) else { return boundary(first, solution, level) }
            var failed = false
            func statistic(_ point: CoefficientProfile.Point) -> Double {
                guard let r = free.statistic(point) else { failed = true; return .nan }
                return r
            }
            let found = profile.limits(quantile: quantile, of: statistic)
            let r = statistic(profile.point(0))
            guard !failed, found.lower.isFinite, found.upper.isFinite else { return boundary(first, solution, level) }
            limits.append(found)
            tests.append(CoefficientTest(statistic: r, pValue: normal.twoSided(r)))
        }
        return CoefficientInference(
            covariance: solution.covariance,
            degreesOfFreedom: Array(repeating: .infinity, count: solution.coefficients.count), limits: limits,
            tests: tests, warnings: [.limitsOfMaximumLikelihood(profiles, solution)].compactMap { $0 })
    }

    private func boundary(
        _ first: ProfileLikelihoodInterval, _ solution: ModelSolution, _ level: Double
    ) -> CoefficientInference {
        let plain = first.inference(for: solution, level: level)
        let warning = MethodWarning(
            code: "first-order-likelihood",
            message: "Skovgaard's expansion does not hold where τ² is estimated as 0; the profile likelihood is given.")
        return CoefficientInference(
            covariance: plain.covariance, degreesOfFreedom: plain.degreesOfFreedom, limits: plain.limits,
            tests: plain.tests, warnings: plain.warnings + [warning])
    }

    /// The free maximum with its observed and expected information.
    private struct FreeMaximum {
        let profile: CoefficientProfile
        let coefficients: [Double]
        let logObserved: Double
        let logExpected: Double

        init?(_ profile: CoefficientProfile) {
            guard profile.tau2 > 0 else { return nil }
            self.profile = profile
            let model = profile.model
            let form = WeightedQuadraticForm(model, weights: model.variances.map { 1 / ($0 + profile.tau2) })
            coefficients = form.coefficients
            let x = model.basis.columns
            guard let observed = Information(model, x, coefficients, profile.tau2).logDeterminant else { return nil }
            logObserved = observed
            logExpected = Information(model, x, coefficients, profile.tau2).logExpected
        }

        /// r*, or nil where a determinant is not positive.
        func statistic(_ point: CoefficientProfile.Point) -> Double? {
            let r = profile.signedRoot(point)
            let model = profile.model
            let held = point.model
            let weights = model.variances.map { 1 / ($0 + point.tau2) }
            let heldForm = WeightedQuadraticForm(held, weights: weights)
            let nuisance = Information(held, held.basis.columns, heldForm.coefficients, point.tau2)
            guard let logNuisance = nuisance.logDeterminant else { return nil }
            let crossed = WeightedCrossProducts(model, tau2: point.tau2)
            let traces = tracesOfWeights(point.tau2)
            let xTau = (traces.held - traces.free) / traces.heldSquared
            let d = difference(held, heldForm.coefficients, point.value)
            let turn = crossed.inverse * (crossed.squared * d)
            let x = model.basis.coefficients(d.indices.map { d[$0] - turn[$0] * xTau })
            // log |S| in the basis of the full design; the held design has its own basis, so volumes are added back.
            let logS = -(Cholesky(crossed.inverse)?.logDeterminant ?? .nan) + log(0.5 * traces.heldSquared)
            let volumes = 0.5 * (model.basis.logVolume - held.basis.logVolume)
            let logU = 0.5 * logObserved - logExpected + logS - 0.5 * logNuisance + volumes
            let u = x[profile.position] * exp(logU)
            // Next to the maximum both r and u vanish and r* is r to working accuracy.
            guard abs(r) > 1e-6, abs(u) > 0 else { return r }
            guard u / r > 0 else { return nil }
            return r + log(u / r) / r
        }

        private func tracesOfWeights(_ tau2: Double) -> (free: Double, held: Double, heldSquared: Double) {
            var result = (free: 0.0, held: 0.0, heldSquared: 0.0)
            for v in profile.model.variances {
                result.free += 1 / (v + profile.tau2)
                result.held += 1 / (v + tau2)
                result.heldSquared += 1 / ((v + tau2) * (v + tau2))
            }
            return result
        }

        /// β̂ − β̃ in the coordinates of the full basis.
        private func difference(_ held: LinearModel, _ heldCoefficients: [Double], _ value: Double) -> [Double] {
            let model = profile.model
            let z = model.basis.columns
            let heldFit = held.coefficients == 0 ? nil : held.basis.columns * heldCoefficients
            let fitted = (0..<model.studies).map { i in
                value * model.design.values[i, profile.position] + (heldFit?[i] ?? 0)
            }
            // Z is orthonormal, so the coordinates of a fitted vector are Z′ times it.
            return (0..<z.columns).map { a in
                var sum = 0.0
                for i in 0..<model.studies { sum += z[i, a] * fitted[i] }
                return coefficients[a] - sum
            }
        }
    }

    /// The information on (β, τ²) in an orthonormal basis.
    private struct Information {
        let logDeterminant: Double?
        let logExpected: Double

        init(_ model: LinearModel, _ z: Matrix, _ coefficients: [Double], _ tau2: Double) {
            let p = z.columns
            var j = Matrix(rows: p + 1, columns: p + 1)
            var squared = 0.0
            for i in 0..<model.studies {
                let w = 1 / (model.variances[i] + tau2)
                var r = model.estimates[i]
                for a in 0..<p { r -= z[i, a] * coefficients[a] }
                for a in 0..<p {
                    for b in 0..<p { j[a, b] += w * z[i, a] * z[i, b] }
                    j[a, p] += w * w * z[i, a] * r
                }
                j[p, p] += w * w * w * r * r - 0.5 * w * w
                squared += w * w
            }
            for a in 0..<p { j[p, a] = j[a, p] }
            logDeterminant = Cholesky(j)?.logDeterminant
            var block = Matrix(rows: p, columns: p)
            for a in 0..<p { for b in 0..<p { block[a, b] = j[a, b] } }
            logExpected = (Cholesky(block)?.logDeterminant ?? .nan) + log(0.5 * squared)
        }
    }
}
