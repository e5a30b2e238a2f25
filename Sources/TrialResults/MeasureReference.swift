import TrialStatistics

/// An effect measure, as a result names it.
public struct MeasureReference: Codable, Sendable, Equatable {
    /// The short code, such as `RR`.
    public let code: String
    /// The name, such as `risk ratio`.
    public let name: String
    /// The scale of analysis; its inverse leads to the natural scale.
    public let scale: EffectScale
    /// The value of no effect on the natural scale; nil for single groups.
    public let nullValue: Double?

    /// Creates a reference.
    public init(code: String, name: String, scale: EffectScale, nullValue: Double?) {
        self.code = code
        self.name = name
        self.scale = scale
        self.nullValue = nullValue
    }
}
