/// How an effect ties the risk with treatment to the risk with control: the line of L'Abbé's plot.
public enum RiskRelation: String, Sendable, Codable, Equatable, CaseIterable {
    /// p₁ = RR · p₂.
    case ratioOfRisks = "ratio-of-risks"
    /// p₁/(1 − p₁) = OR · p₂/(1 − p₂).
    case ratioOfOdds = "ratio-of-odds"
    /// p₁ = p₂ + RD.
    case differenceOfRisks = "difference-of-risks"

    /// The risk with treatment that goes with a risk with control (0…1) under an effect on the natural scale.
    ///
    /// It may leave 0…1 for ratios and differences of risks.
    public func treatmentRisk(control: Double, effect: Double) -> Double {
        switch self {
        case .ratioOfRisks: control * effect
        case .ratioOfOdds: control >= 1 ? 1 : control * effect / (1 - control + control * effect)
        case .differenceOfRisks: control + effect
        }
    }
}
