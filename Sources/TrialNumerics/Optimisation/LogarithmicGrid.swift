import Glibc

/// `points` numbers from `lower` to `upper`, both > 0 and finite, evenly spaced in the logarithm.
public func logarithmicGrid(from lower: Double, to upper: Double, points: Int) -> [Double] {
    let ratio = upper / lower
    let span = ratio.isFinite ? log(ratio) : log(upper) - log(lower)
    let step = span / Double(points - 1)
    return (0..<points).map { point in
        let rise = exp(step * Double(point))
        return point == points - 1 ? upper : rise.isFinite ? lower * rise : exp(log(lower) + step * Double(point))
    }
}
