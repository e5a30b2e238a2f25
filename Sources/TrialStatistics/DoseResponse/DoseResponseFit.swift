import Glibc
import TrialNumerics

/// A dose–response model fitted.
public struct DoseResponseFit: Sendable {
    /// The curve of one study by itself.
    public struct StudyCurve: Sendable, Codable, Equatable {
        /// The study's name.
        public let study: String
        /// Its coefficients.
        public let coefficients: [Double]
        /// Their covariance.
        public let covariance: Matrix
    }

    /// The choices.
    public let model: DoseResponseModel
    /// How the covariance between studies was estimated; fixed for a single study.
    public let method: CurveHeterogeneity
    /// The coefficients of the mean curve.
    public let coefficients: [Coefficient]
    /// Their covariance.
    public let covariance: Matrix
    /// The covariance Ψ of curves between studies; zeros with one curve for all.
    public let psi: Matrix
    /// The likelihood that was maximised (plain for a fixed curve); nil with moments.
    public let logLikelihood: Double?
    /// Akaike's criterion by that likelihood.
    public let aic: Double?
    /// Rows minus coefficients minus the elements of Ψ.
    public let residualDegreesOfFreedom: Int
    /// Cochran's Q of the coefficients around their fixed mean: of all together, then of each, which has studies minus
    /// coefficients as degrees of freedom, because that mean is of all together. Empty with one stage.
    public let heterogeneity: [NetworkHeterogeneity]
    /// Studies that gave a curve of their own, with it.
    public let curves: [StudyCurve]
    /// Studies without enough doses for a curve of their own, left out of the two-stage model.
    public let excluded: [String]
    /// Number of studies in the model.
    public let studies: Int
    /// How the search ended.
    public let convergence: Convergence
    private let largestShare: Double

    init(
        _ model: DoseResponseModel, method: CurveHeterogeneity, data: GroupedMixedModel,
        solution: GroupedMixedModel.Solution, fixed: GroupedMixedModel.Solution, psi: Matrix, convergence: Convergence,
        studies: [DoseStudy], curves: [StudyCurve], excluded: [String]
    ) {
        self.model = model
        self.method = method
        self.psi = psi
        self.convergence = convergence
        self.curves = curves
        self.excluded = excluded
        self.studies = data.groups.count
        covariance = solution.covariance
        let names = model.curve.names
        let half = NormalDistribution.standard.upperQuantile((1 - model.level) / 2)
        coefficients = names.enumerated().map { k, name in
            let error = solution.covariance[k, k].squareRoot()
            let z = solution.beta[k] / error
            return Coefficient(
                name: name, estimate: solution.beta[k], standardError: error, statistic: z, degreesOfFreedom: nil,
                pValue: NormalDistribution.standard.twoSided(z),
                limits: ConfidenceLimits(
                    lower: solution.beta[k] - half * error, upper: solution.beta[k] + half * error))
        }
        let p = names.count
        let free = method == .fixed ? 0 : p * (p + 1) / 2
        logLikelihood =
            switch method {
            case .moments: nil
            case .restrictedMaximumLikelihood: solution.restricted
            case .fixed, .maximumLikelihood: solution.maximum
            }
        aic = logLikelihood.map { -2 * $0 + 2 * Double(p + free) }
        residualDegreesOfFreedom = data.rows - p - free
        heterogeneity = data.countsDesign ? Self.heterogeneity(data, fixed, model.level) : []
        largestShare = Self.largestShare(data, psi, solution)
    }

    private static func heterogeneity(
        _ data: GroupedMixedModel, _ fixed: GroupedMixedModel.Solution, _ level: Double
    ) -> [NetworkHeterogeneity] {
        let p = data.size
        let df = data.groups.count - 1
        var whole = 0.0
        var parts = Array(repeating: 0.0, count: p)
        for group in data.groups {
            let residual = zip(group.y, fixed.beta).map { $0 - $1 }
            whole += (Cholesky(group.v)?.inverse)?.quadraticForm(residual) ?? .nan
            for k in 0..<p { parts[k] += residual[k] * residual[k] / group.v[k, k] }
        }
        let all = NetworkHeterogeneity(q: whole, degreesOfFreedom: df * p, level: level)
        let own = data.groups.count - p
        return p == 1 ? [all] : [all] + parts.map { NetworkHeterogeneity(q: $0, degreesOfFreedom: own, level: level) }
    }

    /// The largest share of one study in the information of the first coefficient.
    private static func largestShare(
        _ data: GroupedMixedModel, _ psi: Matrix, _ solution: GroupedMixedModel.Solution
    ) -> Double {
        let shares = data.groups.map { group -> Double in
            guard let w = Cholesky(group.v.adding(group.z * psi * group.z.transposed))?.inverse else { return 0 }
            return (solution.covariance * (group.x.transposed * w * group.x))[0, 0]
        }
        return shares.max() ?? 0
    }

    /// The test that no coefficient matters.
    public var overallTest: LinearHypothesis { hypothesis(Array(coefficients.indices)) }

    /// The test that the curve is a straight line: all coefficients after the first are 0; nil for a line.
    public var nonLinearityTest: LinearHypothesis? {
        let isNested =
            switch model.curve {
            case .quadratic, .spline: true
            case .fractionalPolynomial(let powers): powers.count == 2 && powers[0] == 1
            case .linear, .emax: false
            }
        return isNested && coefficients.count > 1 ? hypothesis(Array(coefficients.indices.dropFirst())) : nil
    }

    private func hypothesis(_ tested: [Int]) -> LinearHypothesis {
        var rows = Matrix(rows: tested.count, columns: coefficients.count)
        for (row, column) in tested.enumerated() { rows[row, column] = 1 }
        return LinearHypothesis(
            rows, coefficients: coefficients.map(\.estimate), covariance: covariance, degreesOfFreedom: .infinity,
            level: model.level)
    }

    /// The mean curve at a dose against a reference dose.
    public struct Prediction: Sendable, Codable, Equatable {
        /// The dose.
        public let dose: Double
        /// The effect against the reference, on the scale of analysis.
        public let estimate: Double
        /// Its standard error; 0 at the reference.
        public let standardError: Double
        /// Its limits.
        public let limits: ConfidenceLimits
        /// Where the effect of a new study may lie.
        public let prediction: ConfidenceLimits
    }

    /// The mean curve at doses against any reference.
    ///
    /// - Throws: `StatisticsError` where the curve does not exist at a dose.
    public func predictions(at doses: [Double], reference: Double) throws(StatisticsError) -> [Prediction] {
        let base = try model.curve.row(reference)
        let quantile = NormalDistribution.standard.upperQuantile((1 - model.level) / 2)
        let beta = coefficients.map(\.estimate)
        var result: [Prediction] = []
        for dose in doses {
            let x = zip(try model.curve.row(dose), base).map { $0 - $1 }
            let estimate = dot(x, beta)
            let variance = max(0, covariance.quadraticForm(x))
            let (half, wide) = (
                quantile * variance.squareRoot(), quantile * (variance + max(0, psi.quadraticForm(x))).squareRoot()
            )
            result.append(
                Prediction(
                    dose: dose, estimate: estimate, standardError: variance.squareRoot(),
                    limits: ConfidenceLimits(lower: estimate - half, upper: estimate + half),
                    prediction: ConfidenceLimits(lower: estimate - wide, upper: estimate + wide)))
        }
        return result
    }

    /// What a reader must know beside the numbers.
    public var warnings: [MethodWarning] {
        var warnings: [MethodWarning] = []
        if !convergence.converged {
            warnings.append(
                MethodWarning(
                    code: "not-converged",
                    message: "The search for the covariance between studies did not end; do not rely on this fit."))
        }
        if !excluded.isEmpty {
            warnings.append(
                MethodWarning(
                    code: "too-few-doses",
                    message:
                        "Left out, with fewer doses than the curve has coefficients: \(excluded.joined(separator: ", ")). "
                        + "The one-stage model takes them."))
        }
        if studies > 1, largestShare > 0.8 {
            warnings.append(
                MethodWarning(
                    code: "one-study-carries",
                    message:
                        "One study carries more than four fifths of the slope; the curve is hardly more than that study."
                ))
        }
        if method != .fixed, studies < coefficients.count + 2 {
            warnings.append(
                MethodWarning(
                    code: "few-studies",
                    message: "\(studies) studies say little of how curves of \(coefficients.count) coefficients differ."
                ))
        }
        return warnings
    }
}
