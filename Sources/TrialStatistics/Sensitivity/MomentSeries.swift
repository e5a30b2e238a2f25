import Glibc

/// ``StudyMoments`` as power series in τ² around the middle of an interval, so that one evaluation costs the same for ten
/// studies as for ten thousand.
///
/// With w the weight at the middle τ₀², W the largest weight, a = w/W and x = −(τ² − τ₀²)W:
/// 1/(v + τ²) = W Σₙ aⁿ⁺¹xⁿ, its square is W² Σₙ (n + 1) aⁿ⁺²xⁿ, and log(v + τ²) = −log w − Σₙ (ax)ⁿ/n. The series of the
/// sums have as coefficients Σaⁿ, Σaⁿu and Σaⁿu².
///
/// - Complexity: 24 terms. Between two points of which the upper is at most ``widestRatio`` times the lower, |x| ≤ 0.2, so that
///   what is left out is less than 10⁻¹⁵ of a sum.
struct MomentSeries {
    /// How many times the lower end the upper one may be.
    static let widestRatio = 1.49
    private static let terms = 24

    /// τ₀².
    private let middle: Double
    /// The moments at τ₀².
    private let atMiddle: StudyMoments
    /// Σ log(v + τ₀²) of the others.
    private let logVariance: Double
    /// One a term: Σw, Σw², Σwu, Σw²u, Σwu², Σw²u², the logarithm's, 0.
    private let terms: [SIMD8<Double>]

    init(_ model: LinearModel, from lower: Double, to upper: Double, top: Int) {
        let middle = lower + 0.5 * (upper - lower)
        let moments = StudyMoments(model, tau2: middle, top: top)
        var powers = Array(repeating: SIMD4<Double>.zero, count: Self.terms + 2)
        var logVariance = 0.0
        let (y, v) = (model.estimates, model.variances)
        powers.withUnsafeMutableBufferPointer { powers in
            for i in y.indices where i != top {
                let variance = v[i] + middle
                logVariance += log(variance)
                let a = (1 / variance) / moments.topWeight
                let u = y[i] - moments.centre
                var power = SIMD4(a, a * u, a * u * u, 0)
                for n in powers.indices {
                    powers[n] += power
                    power *= a
                }
            }
        }
        terms = (0..<Self.terms).map { n in
            let (first, second) = (powers[n], Double(n + 1) * powers[n + 1])
            return SIMD8(first[0], second[0], first[1], second[1], first[2], second[2], first[0] / Double(n + 1), 0)
        }
        self.middle = middle
        self.logVariance = logVariance
        atMiddle = moments
    }

    /// The moments at `tau2` inside the interval.
    func moments(_ tau2: Double) -> StudyMoments {
        let top = atMiddle.topWeight
        let sums = series((middle - tau2) * top)
        var moments = atMiddle
        moments.topWeight = top / (1 + (tau2 - middle) * top)
        moments.weight = top * sums[0]
        moments.squaredWeight = top * top * sums[1]
        moments.product = top * sums[2]
        moments.squaredProduct = top * top * sums[3]
        moments.square = top * sums[4]
        moments.squaredSquare = top * top * sums[5]
        return moments
    }

    /// Σ log(v + τ²) of the others at `tau2` inside the interval.
    func logVariance(_ tau2: Double) -> Double {
        let x = (middle - tau2) * atMiddle.topWeight
        return logVariance - x * series(x)[6]
    }

    private func series(_ x: Double) -> SIMD8<Double> {
        var sum = SIMD8<Double>.zero
        for term in terms.reversed() { sum = sum * x + term }
        return sum
    }
}
