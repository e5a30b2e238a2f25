/// The way from the scale of analysis to natural values, for one study and for a pooled value.
///
/// Most measures go back by their scale alone. The transforms of Freeman and Tukey depend on the size of the sample, so
/// one study's own value goes back with its own size: 3 of 29 gives 10.3 %. A pooled value belongs to no one size; the
/// one rule for it is ``PooledInverse``.
public struct BackTransformation: Sendable, Equatable {
    private let scale: EffectScale
    private let inverse: SizedInverse?

    /// Creates a way back.
    ///
    /// - Parameters:
    ///   - scale: The scale of analysis, whose inverse serves wherever no size is known.
    ///   - inverse: The inverse in a sample of a size; nil where the scale's is exact.
    public init(_ scale: EffectScale, sized inverse: SizedInverse? = nil) {
        self.scale = scale
        self.inverse = inverse
    }

    /// The double arcsine of a proportion; the size is the number of participants.
    public static let doubleArcsine = BackTransformation(.arcsine, sized: .doubleArcsine)
    /// The Freeman–Tukey transform of a rate; the size is the person-time.
    public static let freemanTukeyRate = BackTransformation(.squareRoot, sized: .freemanTukeyRate)

    /// Whether one study's way back depends on its size.
    public var dependsOnSize: Bool { inverse != nil }

    /// One study's value, or a limit of it; by the scale where the way back needs a size and `size` is nil.
    public func study(_ value: Double, size: Double?) -> Double {
        guard let inverse, let size, size > 0, !value.isNaN else { return scale.natural(value) }
        return inverse.natural(value, size: size)
    }

    /// The way back of values that are pooled from studies of these sizes; nil where the scale's is exact, or no size is
    /// known.
    public func pooled(sizes: [Double]) -> PooledInverse? { inverse.flatMap { PooledInverse($0, sizes: sizes) } }

    /// A pooled value, or a limit of it: with the size that stands for the studies' `sizes`, else as of a large sample.
    public func pooled(_ value: Double, sizes: [Double] = []) -> Double {
        pooled(sizes: sizes)?.natural(value) ?? scale.natural(value)
    }
}
