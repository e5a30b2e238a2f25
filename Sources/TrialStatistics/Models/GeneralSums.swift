import Glibc
import TrialNumerics

/// The sums of a model with moderators at one τ², formed in the memory of its ``ModelKernel`` by cross-products.
///
/// With Z the orthonormal columns of the design: Z′WZ, Z′W²Z and Z′W³Z, the inverse of the first and what they give.
struct GeneralSums {
    /// Number of studies, k, and of coefficients, p.
    private let k: Int, p: Int
    private let weights: UnsafeMutablePointer<Double>
    private let estimates: UnsafeMutablePointer<Double>
    private let variances: UnsafeMutablePointer<Double>
    /// Z, row by row.
    private let columns: UnsafeMutablePointer<Double>
    /// The coordinates of β in Z.
    private let turned: UnsafeMutablePointer<Double>
    /// (Z′WZ)⁻¹, row by row.
    private let inverse: UnsafeMutablePointer<Double>
    private let first: UnsafeMutablePointer<Double>
    private let second: UnsafeMutablePointer<Double>
    private let third: UnsafeMutablePointer<Double>
    private let product: UnsafeMutablePointer<Double>
    private let column: UnsafeMutablePointer<Double>
    private let scales: UnsafeMutablePointer<Double>

    /// Where the parts lie in the kernel's memory, which begins with weights, estimates and variances in hand.
    struct Places {
        let columns: Int
        let turned: Range<Int>
        let inverse: Range<Int>
        /// How much memory there is in all.
        let end: Int
        fileprivate let scratch: Int

        /// For k studies and p coefficients; `isScalar` where there are none of these sums.
        init(studies k: Int, coefficients p: Int, isScalar: Bool) {
            columns = 3 * k
            let start = columns + (isScalar ? 0 : k * p)
            turned = start..<(start + (isScalar ? 0 : p))
            inverse = turned.upperBound..<(turned.upperBound + (isScalar ? 0 : p * p))
            scratch = inverse.upperBound
            end = scratch + (isScalar ? 0 : 4 * p * p + 2 * p)
        }
    }

    /// The sums in the memory that begins at `base`.
    init(_ base: UnsafeMutablePointer<Double>, _ places: Places, studies: Int, coefficients: Int) {
        (k, p) = (studies, coefficients)
        (weights, estimates, variances) = (base, base + k, base + 2 * k)
        columns = base + places.columns
        (turned, inverse) = (base + places.turned.lowerBound, base + places.inverse.lowerBound)
        first = base + places.scratch
        (second, third, product) = (first + p * p, first + 2 * p * p, first + 3 * p * p)
        column = first + 4 * p * p
        scales = column + p
    }

    /// Sets the weights at `tau2`; false where they lie so far apart that cross-products would be rounding.
    func weigh(_ tau2: Double) -> Bool {
        for i in 0..<k { weights[i] = 1 / (variances[i] + tau2) }
        return !ExplicitProjection.serves(UnsafeMutableBufferPointer(start: weights, count: k))
    }

    /// The sums at the weights that were set; the log-determinant, of Z′WZ, only where it is asked for.
    func sums(needsLogarithm: Bool) -> ModelKernel.Sums {
        var sums = ModelKernel.Sums()
        cross(&sums)
        sums.logInformation = invert(needsLogarithm)
        for a in 0..<p {
            turned[a] = 0
            for b in 0..<p { turned[a] += inverse[a * p + b] * column[b] }
        }
        residuals(&sums)
        traces(&sums)
        return sums
    }

    private func cross(_ sums: inout ModelKernel.Sums) {
        for i in 0..<(3 * p * p) { first[i] = 0 }
        for a in 0..<p { column[a] = 0 }
        for i in 0..<k {
            let (weight, estimate, row) = (weights[i], estimates[i], columns + i * p)
            sums.weight += weight
            sums.squaredWeight += weight * weight
            for a in 0..<p {
                let xa = row[a] * weight
                column[a] += xa * estimate
                for b in 0...a {
                    let term = xa * row[b]
                    first[a * p + b] += term
                    second[a * p + b] += term * weight
                    third[a * p + b] += term * weight * weight
                }
            }
        }
        for a in 0..<p {
            for b in 0..<a {
                first[b * p + a] = first[a * p + b]
                second[b * p + a] = second[a * p + b]
                third[b * p + a] = third[a * p + b]
            }
        }
    }

    /// Inverts Z′WZ by bordering, with the scale taken out; gives log |Z′WZ|, NaN where it is not asked for.
    ///
    /// With B the inverse of the leading part and (c, d) the next column: s = d − c′Bc is what the determinant grows by, and the
    /// inverse becomes B + Bcc′B/s, bordered by −Bc/s and 1/s.
    private func invert(_ needsLogarithm: Bool) -> Double {
        // Scaled to a unit diagonal first, so that weights of very different size do not spoil the digits.
        var logDeterminant = needsLogarithm ? 0 : Double.nan
        for a in 0..<p { scales[a] = first[a * p + a].squareRoot() }
        for a in 0..<p { for b in 0..<p { first[a * p + b] /= scales[a] * scales[b] } }
        for next in 0..<p {
            var growth = 1.0
            for a in 0..<next {
                var sum = 0.0
                for b in 0..<next { sum += inverse[a * p + b] * first[b * p + next] }
                // Bc
                product[a] = sum
                growth -= sum * first[a * p + next]
            }
            if needsLogarithm { logDeterminant += 2 * log(scales[next]) + log(abs(growth)) }
            for a in 0..<next {
                let share = product[a] / growth
                for b in 0..<next { inverse[a * p + b] += share * product[b] }
                inverse[a * p + next] = -share
                inverse[next * p + a] = -share
            }
            inverse[next * p + next] = 1 / growth
        }
        for a in 0..<p { for b in 0..<p { inverse[a * p + b] /= scales[a] * scales[b] } }
        return logDeterminant
    }

    /// y′Py, y′PPy and y′PPPy; Py is what the weights make of the residuals.
    private func residuals(_ sums: inout ModelKernel.Sums) {
        for a in 0..<p { column[a] = 0 }
        for i in 0..<k {
            let (weight, row) = (weights[i], columns + i * p)
            var r = estimates[i]
            for a in 0..<p { r -= row[a] * turned[a] }
            let pulled = weight * r
            sums.residual += pulled * r
            sums.squaredResidual += pulled * pulled
            let weighted = weight * pulled
            sums.cubedResidual += weighted * pulled
            for a in 0..<p { column[a] += row[a] * weighted }
        }
        var fitted = 0.0
        for a in 0..<p { for b in 0..<p { fitted += column[a] * inverse[a * p + b] * column[b] } }
        let whole = sums.cubedResidual
        sums.cubedResidual -= fitted
        // Where little is left it is rounding.
        if sums.cubedResidual < 1e-7 * whole { sums.cubedResidual = .nan }
    }

    private func traces(_ sums: inout ModelKernel.Sums) {
        var (one, two, three) = (0.0, 0.0, 0.0)
        for a in 0..<p {
            for b in 0..<p {
                one += inverse[a * p + b] * second[b * p + a]
                three += inverse[a * p + b] * third[b * p + a]
                product[a * p + b] = 0
                for c in 0..<p { product[a * p + b] += inverse[a * p + c] * second[c * p + b] }
            }
        }
        for a in 0..<p { for b in 0..<p { two += product[a * p + b] * product[b * p + a] } }
        // The traces of k − p of the weights at least, which rounding must not take away.
        var least = weights[0]
        for i in 1..<k where weights[i] < least { least = weights[i] }
        let df = Double(k - p)
        sums.traceP = max(sums.weight - one, df * least)
        sums.tracePP = max(sums.squaredWeight - 2 * three + two, df * least * least)
    }
}
