/// The way from the scale of analysis to natural values, for one study and for a pooled value.
///
/// Most measures go back by their scale alone. The transforms of Freeman and Tukey depend on the size of the sample, so
/// one study's own value goes back with its own size: 3 of 29 gives 10.3 %. A pooled value belongs to no one size; it
/// goes back by the scale (the limit of a large sample), or with the harmonic mean of the studies' sizes (Miller 1978,
/// doi:10.2307/2682942), which Schwarzer et al. 2019, doi:10.1002/jrsm.1348, warn of.
public struct BackTransformation: Sendable {
    private let scale: EffectScale
    private let exact: (@Sendable (_ value: Double, _ size: Double) -> Double)?

    /// Creates a way back.
    ///
    /// - Parameters:
    ///   - scale: The scale of analysis, whose inverse serves wherever no size is known.
    ///   - exact: The inverse in a sample of a size (participants or person-time), increasing in its first argument.
    public init(
        _ scale: EffectScale, exact: (@Sendable (_ value: Double, _ size: Double) -> Double)? = nil
    ) {
        self.scale = scale
        self.exact = exact
    }

    /// The double arcsine of a proportion; the size is the number of participants.
    public static let doubleArcsine = BackTransformation(.arcsine) { FreemanTukey.proportion($0, total: $1) }
    /// The Freeman–Tukey transform of a rate; the size is the person-time.
    public static let freemanTukeyRate = BackTransformation(.squareRoot) { FreemanTukey.rate($0, time: $1) }

    /// Whether one study's way back depends on its size.
    public var dependsOnSize: Bool { exact != nil }

    /// One study's value, or a limit of it; by the scale where the way back needs a size and `size` is nil.
    public func study(_ value: Double, size: Double?) -> Double {
        guard let exact, let size, size > 0, !value.isNaN else { return scale.natural(value) }
        return exact(value, size)
    }

    /// A pooled value, or a limit of it: as of a large sample, or with the harmonic mean of the studies' `sizes`.
    public func pooled(_ value: Double, sizes: [Double] = []) -> Double {
        guard !sizes.isEmpty else { return scale.natural(value) }
        return study(value, size: Double(sizes.count) / sizes.reduce(0) { $0 + 1 / $1 })
    }
}
