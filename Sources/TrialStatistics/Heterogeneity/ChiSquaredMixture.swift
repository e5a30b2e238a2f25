import Glibc
import TrialNumerics

/// The distribution of Σ λ χ²₁ with positive λ: a quadratic form in normal variables.
///
/// Each tail is the inverse Laplace integral of (1/s) Π (1 − 2λs)^(−½) along a parabola through its saddle point,
/// where the integrand does not oscillate; the trapezoidal rule then converges geometrically, to about 13 digits
/// *relative* to the tail. Rice 1980, *SIAM Journal on Scientific and Statistical Computing* 1, 438–448.
///
/// - Complexity: about 50 × number of λ a tail.
struct ChiSquaredMixture {
    let weights: [Double]
    private let scale: Double

    /// Creates the distribution; λ ≤ 0, which come from rounding, are dropped.
    init(weights: [Double]) {
        let positive = weights.filter { $0 > 0 }
        scale = positive.max() ?? 1
        let largest = scale
        self.weights = positive.map { $0 / largest }
    }

    /// P(Σ λ χ² ≤ x).
    func cumulative(_ x: Double) -> Double {
        guard x > 0, !weights.isEmpty else { return weights.isEmpty && x >= 0 ? 1 : 0 }
        let mean = weights.reduce(0, +)
        return x / scale < mean ? lowerTail(x / scale) : 1 - upperTail(x / scale)
    }

    /// P(Σ λ χ² > x).
    func upperTailProbability(_ x: Double) -> Double {
        guard x > 0, !weights.isEmpty else { return weights.isEmpty && x >= 0 ? 0 : 1 }
        let mean = weights.reduce(0, +)
        return x / scale < mean ? 1 - lowerTail(x / scale) : upperTail(x / scale)
    }

    private func upperTail(_ x: Double) -> Double {
        integral(x, through: saddle(x, from: 0, to: 0.5))
    }

    /// Below this share of the largest λ the squares of the saddle point overflow.
    private static let smallest = 1e-140

    private func lowerTail(_ x: Double) -> Double {
        guard x > Self.smallest else { return leadingTerm(x) }
        var far = -1 / x
        while far > -.greatestFiniteMagnitude, slope(x, far) > 0 { far *= 2 }
        return integral(x, through: saddle(x, from: far, to: 0))
    }

    /// Π (x / 2λ)^½ / Γ(k/2 + 1), which the lower tail is where x is far below every λ.
    private func leadingTerm(_ x: Double) -> Double {
        var sum = -logGamma(0.5 * Double(weights.count) + 1)
        for w in weights { sum += 0.5 * (log(x) - log(2 * w)) }
        return exp(min(sum, 0))
    }

    /// d/ds of K(s) − sx − log |s|, rising on either side of 0.
    private func slope(_ x: Double, _ s: Double) -> Double {
        var sum = -x - 1 / s
        for w in weights { sum += w / (1 - 2 * w * s) }
        return sum
    }

    /// The saddle point on the real axis by bisection; a rough one serves, it only steers the path.
    private func saddle(_ x: Double, from lower: Double, to upper: Double) -> Double {
        var (a, b) = (lower, upper)
        for _ in 0..<60 {
            let middle = 0.5 * (a + b)
            if slope(x, middle) > 0 { b = middle } else { a = middle }
            if b - a < 1e-2 * abs(middle) { break }
        }
        return 0.5 * (a + b)
    }

    private func integral(_ x: Double, through s: Double) -> Double {
        let path = Path(weights, at: x, through: s)
        var step = path.step
        var sum = 0.5 * path.turning(0) + path.sum(from: step, by: step)
        var value = sum * step
        for _ in 0..<8 {
            sum += path.sum(from: 0.5 * step, by: step)
            step *= 0.5
            let next = sum * step
            let moved = abs(next - value)
            value = next
            // A halving squares the error of the trapezoidal rule: what moved was the error before.
            if moved < 1e-9 * abs(value) { break }
        }
        return exp(path.height + log(abs(value) / Double.pi))
    }
}

/// The way of the integral, z = s + iy + bend·y², and exp(K(z) − zx) / z along it.
private struct Path {
    private let weights: [Double]
    private let x: Double
    private let s: Double
    private let bend: Double
    /// The first step of the trapezoidal rule.
    let step: Double
    /// The logarithm of the integrand's modulus at the saddle point, which is taken out of its values: they are about 1 at most, however
    /// small the tail is.
    private(set) var height = 0.0

    init(_ weights: [Double], at x: Double, through s: Double) {
        self.weights = weights
        self.x = x
        self.s = s
        var (second, third) = (1 / (s * s), -2 / (s * s * s))
        for w in weights {
            let u = w / (1 - 2 * w * s)
            second += 2 * u * u
            third += 8 * u * u * u
        }
        // That of steepest descent, but so much that x draws the way to where the integrand dies.
        bend = max(third / (6 * second), 0.2 * x / (1 + x * x / second))
        step = 1 / second.squareRoot()
        height = polar(0).logModulus
    }

    /// The sum of the integrand in steps, until it adds nothing.
    func sum(from start: Double, by step: Double) -> Double {
        var (sum, y, quiet) = (0.0, start, 0)
        for _ in 0..<100_000 {
            let term = turning(y)
            sum += term
            // Not below the threshold but not above it: so that zeros and NaN end the sum too.
            quiet = abs(term) > 1e-17 * abs(sum) ? 0 : quiet + 1
            if quiet == 3 { break }
            y += step
        }
        return sum
    }

    /// Re exp(K(z) − zx) / z · (1 − 2i·bend·y), the height taken out.
    func turning(_ y: Double) -> Double {
        let (logModulus, angle) = polar(y)
        return exp(logModulus - height) * (cos(angle) + 2 * bend * y * sin(angle))
    }

    /// exp(K(z) − zx) / z.
    private func polar(_ y: Double) -> (logModulus: Double, angle: Double) {
        let (re, im) = (s + bend * y * y, y)
        var product = TurningProduct()
        for w in weights { product.multiply(1 - 2 * w * re, -2 * w * im) }
        return (
            -re * x - 0.5 * log(re * re + im * im) - 0.5 * product.logModulus,
            -im * x - atan2(im, re) - 0.5 * product.angle
        )
    }
}

/// A product of complex numbers that each turn clockwise by less than half a turn, with its logarithm.
///
/// The angle is not brought back between −π and π: a product that comes from the lower half of the plane into the upper one has
/// crossed the negative axis, which is the only way there, and is counted as a turn more. So one logarithm and one angle
/// serve all factors.
private struct TurningProduct {
    private var (re, im) = (1.0, 0.0)
    private var turns = 0.0
    private var scale = 0.0

    /// Multiplies by a + ib, b ≤ 0.
    mutating func multiply(_ a: Double, _ b: Double) {
        let (x, y) = (re * a - im * b, re * b + im * a)
        if im <= 0, y > 0 { turns += 1 }
        (re, im) = (x, y)
        let square = x * x + y * y
        guard square > 1e100 || square < 1e-100 else { return }
        let size = square.squareRoot()
        scale += log(size)
        re /= size
        im /= size
    }

    /// The logarithm of the modulus.
    var logModulus: Double { scale + 0.5 * log(re * re + im * im) }
    /// The angle, all turns counted.
    var angle: Double { (im == 0 && re < 0 ? -Double.pi : atan2(im, re)) - 2 * Double.pi * turns }
}
