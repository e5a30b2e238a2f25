/// What the arms of a network are compared by.
public enum NetworkMeasure: String, Sendable, Codable, CaseIterable {
    /// Mean difference.
    case md = "MD"
    /// Standardised mean difference with Hedges' correction, by the standard deviation pooled over all arms of a study.
    case smd = "SMD"
    /// Log ratio of means.
    case rom = "ROM"
    /// Log odds ratio.
    case or = "OR"
    /// Log risk ratio.
    case rr = "RR"
    /// Risk difference.
    case rd = "RD"
    /// Log ratio of rates.
    case irr = "IRR"
    /// Difference of rates.
    case ird = "IRD"

    /// Whether the scale of analysis is a logarithm.
    public var isRatio: Bool { [.rom, .or, .rr, .irr].contains(self) }
}
