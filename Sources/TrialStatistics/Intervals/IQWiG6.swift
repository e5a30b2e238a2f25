/// The rule of IQWiG's General Methods 6: Hartung–Knapp, guarded only where it is narrower than the normal interval at the
/// DL estimate of τ².
///
/// *Edge cases*: k = p gives the normal interval with a warning. *Reference*: Institute for Quality and Efficiency in
/// Health Care 2022, *General Methods*, version 6.1; Knapp and Hartung 2003, doi:10.1002/sim.1482.
public struct IQWiG6: IntervalMethod {
    /// `iqwig-6`.
    public let code = "iqwig-6"
    /// The name in full.
    public let name = "Hartung–Knapp by the rule of IQWiG 6"

    /// Creates the method.
    public init() {}

    /// Hartung–Knapp, guarded where the rule asks for it.
    public func inference(for solution: ModelSolution, level: Double) -> CoefficientInference {
        let plain = HartungKnapp().inference(for: solution, level: level)
        let tau2 = solution.isRandom ? DerSimonianLaird().estimate(solution.model).tau2 : 0
        let reference = ModelSolution(solution.model, tau2: tau2, isRandom: solution.isRandom)
        let normal = NormalInterval().inference(for: reference, level: level).table(reference, level: level)
        let adjusted = plain.table(solution, level: level)
        let isNarrower = zip(adjusted, normal).contains { $0.limits.width < $1.limits.width }
        return isNarrower ? HartungKnapp.guarded.inference(for: solution, level: level) : plain
    }
}
