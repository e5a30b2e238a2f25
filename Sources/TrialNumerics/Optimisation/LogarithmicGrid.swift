import Glibc

/// `points` numbers from `lower` to `upper`, both > 0, evenly spaced in the logarithm.
public func logarithmicGrid(from lower: Double, to upper: Double, points: Int) -> [Double] {
    let step = log(upper / lower) / Double(points - 1)
    return (0..<points).map { $0 == points - 1 ? upper : lower * exp(step * Double($0)) }
}
