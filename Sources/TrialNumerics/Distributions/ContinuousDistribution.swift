/// Which side of a point a probability lies on.
public enum Tail: Sendable, CaseIterable {
    /// P(X ≤ x).
    case lower
    /// P(X > x).
    case upper

    /// The other side.
    public var other: Tail { self == .lower ? .upper : .lower }

    /// As the doors to C say it.
    var isLower: Int32 { self == .lower ? 1 : 0 }
}

/// A continuous distribution on the real line.
///
/// Upper tails are computed directly, never as `1 − cdf`, so that 1e-300 is as exact as 0.3.
/// Arguments outside the parameter space give NaN, never a trap; so does what a library of distributions cannot work out.
/// A probability that is a number lies in 0…1, a quantile in the support.
public protocol ContinuousDistribution: Sendable {
    /// Whether the parameters lie in their space.
    var isDefined: Bool { get }
    /// Whether the parameters are of a size at which what a library finds needs no confirmation.
    var isOrdinary: Bool { get }
    /// Where X lies.
    var support: ClosedRange<Double> { get }
    /// The density at `x`.
    func density(_ x: Double) -> Double
    /// The probability on one side of an `x` inside the support. Ask ``cumulative(_:)`` or ``upperTail(_:)``.
    func probability(_ tail: Tail, of x: Double) -> Double
    /// The x with a probability above 0 and below 1 on one side. Ask ``quantile(_:)`` or ``upperQuantile(_:)``.
    func point(_ tail: Tail, holding probability: Double) -> Double
}

extension ContinuousDistribution {
    /// P(X ≤ x).
    public func cumulative(_ x: Double) -> Double { held(.lower, x) }

    /// P(X > x), computed directly.
    public func upperTail(_ x: Double) -> Double { held(.upper, x) }

    /// The x with P(X ≤ x) = `probability`.
    public func quantile(_ probability: Double) -> Double { found(.lower, probability) }

    /// The x with P(X > x) = `probability`.
    public func upperQuantile(_ probability: Double) -> Double { found(.upper, probability) }

    /// P(|X| > |x|) of a distribution that is symmetric about zero.
    public func twoSided(_ x: Double) -> Double { x.isNaN ? .nan : min(1, 2 * upperTail(abs(x))) }

    /// The probability on one side of any `x`.
    func held(_ tail: Tail, _ x: Double) -> Double {
        guard isDefined, !x.isNaN else { return .nan }
        if x <= support.lowerBound { return tail == .lower ? 0 : 1 }
        if x >= support.upperBound { return tail == .lower ? 1 : 0 }
        let value = inUnitRange(probability(tail, of: x))
        // What the other side leaves is exact to the last digit there.
        return value > 1 - 1e-6 ? 1 - inUnitRange(probability(tail.other, of: x)) : value
    }

    private func found(_ tail: Tail, _ probability: Double) -> Double {
        guard isDefined, probability >= 0, probability <= 1 else { return .nan }
        if probability == 0 || probability == 1 {
            return (probability == 0) == (tail == .lower) ? support.lowerBound : support.upperBound
        }
        let x = point(tail, holding: probability)
        if isOrdinary, probability > 1e-12, probability < 1 - 1e-12 { return x }
        let doubt = abs(held(tail, x) - probability)
        return doubt < 1e-7 * min(probability, 1 - probability) + 4 * probability.ulp ? x : searched(tail, probability)
    }

    /// The quantile by halving what lies between the ends of the support, in steps of doubles and so 64 times at most: for the
    /// few parameters where what a library finds does not hold the probability that was asked for.
    private func searched(_ tail: Tail, _ probability: Double) -> Double {
        var (below, above) = (support.lowerBound.place, support.upperBound.place)
        while above - 1 > below {
            // From one infinity to the other it is further than an Int counts.
            let middle = below + Int(UInt(bitPattern: above &- below) / 2)
            let there = held(tail, Double(place: middle))
            guard !there.isNaN else { return .nan }
            if tail == .lower ? there < probability : there > probability { below = middle } else { above = middle }
        }
        return Double(place: above)
    }
}

extension Double {
    /// Where this double stands among all, 0 at zero, so that neighbours differ by 1.
    fileprivate var place: Int { self < 0 ? -Int(magnitude.bitPattern) : Int(magnitude.bitPattern) }

    fileprivate init(place: Int) {
        let size = Double(bitPattern: UInt64(place.magnitude))
        self = place < 0 ? -size : size
    }
}

/// Whether a parameter is of the size that trials have.
func isUsual(_ parameter: Double) -> Bool { parameter > 0.1 && parameter < 1e6 }

/// A probability that rounding has put a hair outside 0…1 is put back; one further outside was not worked out, which is NaN.
func inUnitRange(_ probability: Double) -> Double {
    if probability >= 0, probability <= 1 { return probability }
    let nearest = probability < 0 ? 0.0 : 1
    return abs(probability - nearest) < 1e-9 ? nearest : .nan
}
