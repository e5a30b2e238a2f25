import TrialNumerics

/// The interval of Hartung and Knapp (also Sidik and Jonkman): covariance scaled by q, t on k − p degrees of freedom.
///
/// q = Σ (y − Xβ)² / (v + τ²) / (k − p). `guard` says what happens where q < 1 makes the interval narrower than the
/// normal one would be.
///
/// Where rows share participants q keeps its k − p, and t has the number of independent studies less p: the agreement of
/// comparisons within a study says little of the spread between studies (<doc:Coverage> has the simulation).
///
/// *Edge cases*: k = p leaves no degree of freedom: the normal interval is given with a warning. *References*: Hartung
/// and Knapp 2001, doi:10.1002/sim.791; Knapp and Hartung 2003, doi:10.1002/sim.1482 (the guard); Röver, Knapp and
/// Friede 2015, doi:10.1186/s12874-015-0091-1.
public struct HartungKnapp: CoefficientInterval {
    /// Whether q may shrink the interval.
    public enum Guard: Sendable {
        /// q as it is.
        case none
        /// max(1, q).
        case atLeastOne
    }

    /// Whether q may shrink the interval.
    public let `guard`: Guard

    /// Creates the method, unguarded unless said otherwise.
    public init(guard: Guard = .none) { self.guard = `guard` }

    /// The guarded form, the default of `trialpool-1`.
    public static let guarded = HartungKnapp(guard: .atLeastOne)

    /// `hartung-knapp` or `hartung-knapp-guarded`.
    public var code: String { self.guard == .none ? "hartung-knapp" : "hartung-knapp-guarded" }
    /// The name in full.
    public var name: String { self.guard == .none ? "Hartung–Knapp" : "guarded Hartung–Knapp" }

    /// The scaled covariance with t on k − p degrees of freedom.
    public func inference(for solution: ModelSolution, level: Double) -> CoefficientInference {
        judgement(of: solution, level: level)
    }

    func judgement(of solved: some SolvedCoefficients, level: Double) -> CoefficientInference {
        let df = solved.inferenceDegreesOfFreedom
        guard let q = solved.residualScale, df > 0 else {
            return NormalInterval().asFallback(for: solved, level: level, instead: name)
        }
        let scale = self.guard == .none ? q : max(1, q)
        var covariance = solved.covariance
        for i in covariance.elements.indices { covariance.elements[i] *= scale }
        return CoefficientInference(
            covariance: covariance,
            degreesOfFreedom: Array(repeating: Double(df), count: solved.coefficients.count),
            warnings: q == 0 && scale == 0 ? [.identicalEstimates] : [])
    }

    func scaling(degreesOfFreedom: Int, level: Double) -> ResidualScaling {
        guard degreesOfFreedom > 0 else { return .normal }
        let df = Double(degreesOfFreedom)
        return ResidualScaling(threshold: self.guard == .none ? 0 : 1, degreesBelow: df, degreesFrom: df)
    }
}

extension MethodWarning {
    static let identicalEstimates = MethodWarning(
        code: "identical-estimates",
        message: "All estimates are equal, so the unguarded Hartung–Knapp interval has no width; use the guarded one.")
}
