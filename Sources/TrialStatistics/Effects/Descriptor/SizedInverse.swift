/// A way back to natural values that depends on the size of the sample.
public enum SizedInverse: String, Sendable, Codable, Equatable, CaseIterable {
    /// Miller's inverse of the double arcsine; the size is the number of participants.
    case doubleArcsine = "double-arcsine"
    /// The inverse of Freeman and Tukey's transform of a rate; the size is the person-time.
    case freemanTukeyRate = "freeman-tukey-rate"

    /// The natural value in a sample of `size`, increasing in `value` and within the bounds of the measure.
    public func natural(_ value: Double, size: Double) -> Double {
        switch self {
        case .doubleArcsine: FreemanTukey.proportion(value, total: size)
        case .freemanTukeyRate: FreemanTukey.rate(value, time: size)
        }
    }
}

/// The one way by which all pooled values of an analysis go back where that depends on a size.
///
/// The size is the harmonic mean of the studies' sizes (Miller 1978, doi:10.2307/2682942), which is also what the common
/// packages take. It is one size for an analysis: pooled effect, limits, prediction, subgroups and rows left out go back
/// alike, so two of them never differ for their sizes alone. Where sizes differ much the reading can mislead
/// (Schwarzer et al. 2019, doi:10.1002/jrsm.1348), and no size is right (Röver and Friede 2022, doi:10.1002/jrsm.1591).
/// A transformed value of a study exceeds that of a large sample by a term in 1 / size; in a pooled value these terms
/// are weighted, so the harmonic mean is right to first order where studies weigh alike and the arithmetic mean where
/// weights follow sizes. How far the two readings are apart is what the choice can cost: see ``isUnequal(_:)``.
public struct PooledInverse: Sendable, Codable, Equatable {
    /// The way back in a sample of a size.
    public let inverse: SizedInverse
    /// The harmonic mean of the studies' sizes: participants or person-time.
    public let size: Double
    /// Their arithmetic mean, to compare.
    public let meanSize: Double
    /// How many sizes there are.
    public let count: Int

    /// The share of the interval's width from which two readings count as visibly different.
    public static let visibleShare = 0.1

    /// Takes the sizes of the studies; nil where none is known and above 0.
    public init?(_ inverse: SizedInverse, sizes: [Double]) {
        let known = sizes.filter { $0.isFinite && $0 > 0 }
        guard !known.isEmpty else { return nil }
        self.inverse = inverse
        count = known.count
        let isOne = known.allSatisfy { $0 == known[0] }
        size = isOne ? known[0] : Double(known.count) / known.reduce(0) { $0 + 1 / $1 }
        meanSize = isOne ? known[0] : known.reduce(0, +) / Double(known.count)
    }

    /// A pooled value, or a limit of it, on the natural scale; NaN stays NaN.
    public func natural(_ value: Double) -> Double {
        value.isNaN ? value : inverse.natural(value, size: size)
    }

    /// The same read with the arithmetic mean of the sizes.
    public func naturalByMean(_ value: Double) -> Double {
        value.isNaN ? value : inverse.natural(value, size: meanSize)
    }

    /// Whether the choice of the size is visible: the readings of an estimate or of a limit with the harmonic and with the
    /// arithmetic mean are further apart than a tenth of the interval's width.
    public func isUnequal(_ pooled: Coefficient) -> Bool {
        let width = natural(pooled.limits.upper) - natural(pooled.limits.lower)
        guard width.isFinite else { return false }
        return [pooled.estimate, pooled.limits.lower, pooled.limits.upper].contains {
            abs(natural($0) - naturalByMean($0)) > Self.visibleShare * width
        }
    }
}
