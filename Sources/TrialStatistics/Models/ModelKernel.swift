import Glibc
import TrialNumerics

/// Everything that estimators and intervals ask of a model at one value of τ², without allocating.
///
/// One kernel serves many data sets in turn: ``load(_:_:)`` puts other estimates and variances in the place of the model's.
///
/// With W = diag(1 / (v + τ²)), M = (X′WX)⁻¹ and P = W − WXMX′W (never formed): the coefficients, y′Py, y′PPy, tr P,
/// tr PP and the determinants, in O(k p²). Viechtbauer 2005, doi:10.3102/10769986030003261.
///
/// - Complexity: one evaluation is two passes over the studies; a model without moderators takes a scalar path.
struct ModelKernel {
    let model: LinearModel
    private let p: Int
    let isScalar: Bool
    /// Number of studies in hand.
    private(set) var studies: Int
    /// The position of the smallest variance, which has the largest weight at every τ².
    private(set) var top = 0
    /// How far apart weights, estimates and variances lie in ``work``.
    private let room: Int
    /// The weights, estimates and variances, one after the other: one piece of memory of its own.
    private var work: [Double]
    private var xwx: [Double]
    private var xw2x: [Double]
    private var xw3x: [Double]
    private var xwy: [Double]
    private var product: [Double]

    private var turned: [Double]
    private var turnedInverse: [Double]

    /// β at the last evaluated τ².
    var coefficients: [Double] { isScalar ? [mean] : model.basis.coefficients(turned) }
    /// The pooled effect at the last evaluated τ², for a model with an intercept only.
    private(set) var mean = 0.0
    /// Its variance.
    private var meanVariance = 0.0
    /// M = (X′WX)⁻¹ at the last evaluated τ², row by row.
    var inverse: [Double] {
        isScalar
            ? [meanVariance] : model.basis.covariance(Matrix(rows: p, columns: p, elements: turnedInverse)).elements
    }

    /// The sums at one τ².
    struct Sums {
        /// y′Py, the weighted residual sum of squares.
        var residual = 0.0
        /// y′PPy.
        var squaredResidual = 0.0
        /// y′PPPy, of the general path; NaN where it has lost its digits.
        var cubedResidual = 0.0
        /// tr W and tr WW.
        var weight = 0.0, squaredWeight = 0.0
        /// tr P and tr PP.
        var traceP = 0.0, tracePP = 0.0
        /// log |X′WX|.
        var logInformation = 0.0
    }

    init(_ model: LinearModel) {
        self.model = model
        p = model.coefficients
        isScalar = model.design.isInterceptOnly
        (studies, room) = (model.studies, model.studies)
        work = Array(repeating: 0, count: 3 * room)
        // The scalar path needs neither coordinates nor cross-products.
        turned = isScalar ? [] : Array(repeating: 0, count: p)
        turnedInverse = isScalar ? [] : Array(repeating: 0, count: p * p)
        (xwx, xw2x, xw3x, product) = (turnedInverse, turnedInverse, turnedInverse, turnedInverse)
        xwy = turned
        load(room) { (model.estimates[$0], model.variances[$0]) }
    }

    /// Takes `count` studies in hand in place of those before: as many as the model has, fewer only without moderators.
    @inline(__always)
    mutating func load(_ count: Int, _ study: (Int) -> (estimate: Double, variance: Double)) {
        precondition(
            count == room || (isScalar && count > 0 && count < room), "a kernel holds the studies of its model")
        studies = count
        let room = room
        var (least, place) = (Double.infinity, 0)
        work.withUnsafeMutableBufferPointer { b in
            for i in 0..<count {
                let (estimate, variance) = study(i)
                b[room + i] = estimate
                b[2 * room + i] = variance
                if variance < least { (least, place) = (variance, i) }
            }
        }
        top = place
    }

    /// The estimates in hand.
    var estimates: ArraySlice<Double> { work[room..<(room + studies)] }
    /// The variances in hand.
    var variances: ArraySlice<Double> { work[(2 * room)..<(2 * room + studies)] }

    /// The weights 1 / (v + τ²) of the last evaluation.
    var weights: [Double] { Array(work[..<studies]) }

    /// Evaluates the model at `tau2`, which may be negative as long as each v + τ² stays positive.
    mutating func evaluate(_ tau2: Double) -> Sums {
        isScalar ? evaluateScalar(tau2) : evaluateGeneral(tau2)
    }

    /// P has w (W − w) / W on its diagonal and −wᵢwⱼ / W elsewhere. Of a study with nearly all the weight, W − w and the
    /// residual would be what rounding left over; they are taken from the other studies.
    private mutating func evaluateScalar(_ tau2: Double) -> Sums {
        var sums = Sums()
        var (w1, w2, wy) = (0.0, 0.0, 0.0)
        let (k, top, y, v) = (studies, top, room, 2 * room)
        var average = 0.0
        work.withUnsafeMutableBufferPointer { b in
            for i in 0..<k {
                let x = 1 / (b[v + i] + tau2)
                b[i] = x
                w1 += x
                w2 += x * x
                wy += x * b[y + i]
            }
            let (mean, inverse) = (wy / w1, 1 / w1)
            average = mean
            var (others, otherSquares, pull) = (0.0, 0.0, 0.0)
            for i in 0..<k {
                let (x, r) = (b[i], b[y + i] - mean)
                sums.residual += x * r * r
                if i == top { continue }
                others += x
                otherSquares += x * x
                pull += x * r
                sums.squaredResidual += x * r * (x * r)
                let share = x * inverse
                let diagonal = share * (w1 - x)
                sums.traceP += diagonal
                sums.tracePP += diagonal * diagonal + share * share * (w2 - x * x)
            }
            let share = b[top] * inverse
            sums.squaredResidual += pull * pull
            sums.traceP += share * others
            sums.tracePP += share * share * (others * others + otherSquares)
        }
        (mean, meanVariance) = (average, 1 / w1)
        sums.weight = w1
        sums.squaredWeight = w2
        sums.logInformation = log(w1)
        return sums
    }

    /// The part of ``evaluate(_:)`` that scores need.
    ///
    /// With O and O₂ the sums of the other weights and of their squares beside the largest weight w:
    /// tr P = (2wO + O² − O₂) / (w + O), where O₂ ≤ wO, so that nothing cancels whichever study has most of the weight.
    mutating func scalarScores(_ tau2: Double) -> ScoreSums {
        var (others, otherSquares, product) = (0.0, 0.0, 0.0)
        var (residual, squares, pull) = (0.0, 0.0, 0.0)
        var (total, traceP, average) = (0.0, 0.0, 0.0)
        let (k, top, y, v) = (studies, top, room, 2 * room)
        work.withUnsafeMutableBufferPointer { b in
            for i in 0..<k { b[i] = 1 / (b[v + i] + tau2) }
            let largest = b[top]
            // The largest weight stands aside in both passes.
            b[top] = 0
            for i in 0..<k {
                let x = b[i]
                others += x
                otherSquares += x * x
                product += x * b[y + i]
            }
            total = others + largest
            average = (product + largest * b[y + top]) / total
            for i in 0..<k {
                let r = b[y + i] - average
                let pulled = b[i] * r
                residual += pulled * r
                squares += pulled * pulled
                pull += pulled
            }
            b[top] = largest
            let r = b[y + top] - average
            residual += largest * r * r
            traceP = (2 * largest * others + others * others - otherSquares) / total
        }
        (mean, meanVariance) = (average, 1 / total)
        return ScoreSums(residual: residual, squaredResidual: squares + pull * pull, weight: total, traceP: traceP)
    }

    /// ``scalarScores(_:)`` with what their fall with τ² needs.
    ///
    /// With u = Py, whose sum is 0, and S, U, U₂ the sums of u, wu and wu² of the others: y′PPPy = U₂ − U² / (w + O) +
    /// w (OS² + 2US) / (w + O). With s = w / (w + O) and O₃ the sum of cubes, tr PP = s² (O² + 2O₂) + O₂ − 2O₃ / (w + O) +
    /// (O₂ / (w + O))², where what is taken away is at most the term before it.
    mutating func scalarSteepScores(_ tau2: Double) -> SteepScores {
        var (others, otherSquares, otherCubes, product) = (0.0, 0.0, 0.0, 0.0)
        var (residual, squares, pull, steep, steepSquares) = (0.0, 0.0, 0.0, 0.0, 0.0)
        var (largest, total, average) = (0.0, 0.0, 0.0)
        let (k, top, y, v) = (studies, top, room, 2 * room)
        work.withUnsafeMutableBufferPointer { b in
            for i in 0..<k { b[i] = 1 / (b[v + i] + tau2) }
            largest = b[top]
            b[top] = 0
            for i in 0..<k {
                let x = b[i]
                let square = x * x
                others += x
                otherSquares += square
                otherCubes += square * x
                product += x * b[y + i]
            }
            total = others + largest
            average = (product + largest * b[y + top]) / total
            for i in 0..<k {
                let (x, r) = (b[i], b[y + i] - average)
                let pulled = x * r
                residual += pulled * r
                squares += pulled * pulled
                pull += pulled
                let weighted = x * pulled
                steep += weighted
                steepSquares += weighted * pulled
            }
            b[top] = largest
            let r = b[y + top] - average
            residual += largest * r * r
        }
        (mean, meanVariance) = (average, 1 / total)
        let inverse = 1 / total
        let own = largest * inverse * others * pull * pull
        var cubed = steepSquares - steep * steep * inverse + own + 2 * largest * inverse * steep * pull
        // Where little is left it is rounding.
        if cubed < 1e-7 * (steepSquares + own) { cubed = .nan }
        let share = largest * inverse
        let shareSquare = share * share
        let tracePP =
            shareSquare * (others * others + 2 * otherSquares) + (otherSquares - 2 * otherCubes * inverse)
            + otherSquares * inverse * (otherSquares * inverse)
        return SteepScores(
            scores: ScoreSums(
                residual: residual, squaredResidual: squares + pull * pull, weight: total,
                traceP: (2 * largest * others + others * others - otherSquares) * inverse),
            cubedResidual: cubed, squaredWeight: largest * largest + otherSquares, tracePP: tracePP)
    }

    private mutating func evaluateGeneral(_ tau2: Double) -> Sums {
        var sums = Sums()
        for i in 0..<(p * p) { (xwx[i], xw2x[i], xw3x[i]) = (0, 0, 0) }
        for j in 0..<p { xwy[j] = 0 }
        let (k, p, y, v) = (studies, p, room, 2 * room)
        var isSteep = false
        work.withUnsafeMutableBufferPointer { b in
            for i in 0..<k { b[i] = 1 / (b[v + i] + tau2) }
            isSteep = ExplicitProjection.serves(UnsafeMutableBufferPointer(rebasing: b[..<k]))
        }
        if isSteep { return evaluateExplicitly() }
        let columns = model.basis.columns.elements
        columns.withUnsafeBufferPointer { x in
            for i in 0..<k {
                let weight = work[i]
                sums.weight += weight
                sums.squaredWeight += weight * weight
                for a in 0..<p {
                    let xa = x[i * p + a] * weight
                    xwy[a] += xa * work[y + i]
                    for b in 0...a {
                        let term = xa * x[i * p + b]
                        xwx[a * p + b] += term
                        xw2x[a * p + b] += term * weight
                        xw3x[a * p + b] += term * weight * weight
                    }
                }
            }
            mirror()
            sums.logInformation = invertInformation() + model.basis.logVolume
            for a in 0..<p {
                turned[a] = 0
                for b in 0..<p { turned[a] += turnedInverse[a * p + b] * xwy[b] }
            }
            residualSums(x, &sums)
        }
        traces(&sums)
        return sums
    }

    /// y′Py, y′PPy and y′PPPy; Py is what the weights make of the residuals.
    private mutating func residualSums(_ x: UnsafeBufferPointer<Double>, _ sums: inout Sums) {
        let (k, p, y) = (studies, p, room)
        for a in 0..<p { xwy[a] = 0 }
        for i in 0..<k {
            var r = work[y + i]
            for a in 0..<p { r -= x[i * p + a] * turned[a] }
            let pulled = work[i] * r
            sums.residual += pulled * r
            sums.squaredResidual += pulled * pulled
            let weighted = work[i] * pulled
            sums.cubedResidual += weighted * pulled
            for a in 0..<p { xwy[a] += x[i * p + a] * weighted }
        }
        var fitted = 0.0
        for a in 0..<p { for b in 0..<p { fitted += xwy[a] * turnedInverse[a * p + b] * xwy[b] } }
        let whole = sums.cubedResidual
        sums.cubedResidual -= fitted
        // Where little is left it is rounding.
        if sums.cubedResidual < 1e-7 * whole { sums.cubedResidual = .nan }
    }

    /// The same sums where the weights lie so far apart that those of the cross-products are rounding; NaN where even so
    /// the columns cannot be told apart.
    private mutating func evaluateExplicitly() -> Sums {
        var sums = Sums()
        let w = weights
        for x in w {
            sums.weight += x
            sums.squaredWeight += x * x
        }
        sums.cubedResidual = .nan
        guard let projection = ExplicitProjection(model.withEstimates(Array(estimates)), weights: w) else {
            for a in turned.indices { turned[a] = .nan }
            for a in turnedInverse.indices { turnedInverse[a] = .nan }
            (sums.residual, sums.squaredResidual, sums.traceP, sums.tracePP) = (.nan, .nan, .nan, .nan)
            sums.logInformation = .nan
            return sums
        }
        turned = projection.coefficients
        turnedInverse = projection.basis.inverse.elements
        sums.residual = projection.value
        sums.squaredResidual = dot(projection.weightedResiduals, projection.weightedResiduals)
        let ones = Array(repeating: 1.0, count: studies)
        sums.traceP = projection.trace(ones)
        sums.tracePP = projection.trace(ones, ones)
        sums.logInformation = projection.basis.logDeterminant + model.basis.logVolume
        return sums
    }

    private mutating func mirror() {
        for a in 0..<p {
            for b in 0..<a {
                xwx[b * p + a] = xwx[a * p + b]
                xw2x[b * p + a] = xw2x[a * p + b]
                xw3x[b * p + a] = xw3x[a * p + b]
            }
        }
    }

    private mutating func traces(_ sums: inout Sums) {
        var (first, third, second) = (0.0, 0.0, 0.0)
        for a in 0..<p {
            for b in 0..<p {
                first += turnedInverse[a * p + b] * xw2x[b * p + a]
                third += turnedInverse[a * p + b] * xw3x[b * p + a]
                product[a * p + b] = 0
                for c in 0..<p { product[a * p + b] += turnedInverse[a * p + c] * xw2x[c * p + b] }
            }
        }
        for a in 0..<p { for b in 0..<p { second += product[a * p + b] * product[b * p + a] } }
        // The traces of k − p of the weights at least, which rounding must not take away.
        let (df, least) = (Double(studies - p), work[..<studies].min() ?? 0)
        sums.traceP = max(sums.weight - first, df * least)
        sums.tracePP = max(sums.squaredWeight - 2 * third + second, df * least * least)
    }

    /// Inverts Z′WZ into `turnedInverse` by bordering, with the scale taken out; gives log |Z′WZ|.
    ///
    /// With B the inverse of the leading part and (c, d) the next column: s = d − c′Bc is what the determinant grows by, and the
    /// inverse becomes B + Bcc′B/s, bordered by −Bc/s and 1/s.
    private mutating func invertInformation() -> Double {
        // Scaled to a unit diagonal first, so that weights of very different size do not spoil the digits.
        var logDeterminant = 0.0
        for a in 0..<p { product[a] = xwx[a * p + a].squareRoot() }
        for a in 0..<p { for b in 0..<p { xwx[a * p + b] /= product[a] * product[b] } }
        for next in 0..<p {
            var growth = 1.0
            for a in 0..<next {
                var sum = 0.0
                for b in 0..<next { sum += turnedInverse[a * p + b] * xwx[b * p + next] }
                // Bc waits in the part of `product` that the scales leave free: next < p, and p + next ≤ p².
                product[p + a] = sum
                growth -= sum * xwx[a * p + next]
            }
            logDeterminant += 2 * log(product[next]) + log(abs(growth))
            for a in 0..<next {
                let share = product[p + a] / growth
                for b in 0..<next { turnedInverse[a * p + b] += share * product[p + b] }
                turnedInverse[a * p + next] = -share
                turnedInverse[next * p + a] = -share
            }
            turnedInverse[next * p + next] = 1 / growth
        }
        for a in 0..<p { for b in 0..<p { turnedInverse[a * p + b] /= product[a] * product[b] } }
        return logDeterminant
    }

    /// A coefficient at the last evaluated τ², with its model-based variance.
    func coefficient(_ j: Int) -> (value: Double, variance: Double) {
        if isScalar { return (mean, meanVariance) }
        let back = model.basis.back
        var (value, variance) = (0.0, 0.0)
        for a in 0..<p {
            value += back[j, a] * turned[a]
            for b in 0..<p { variance += back[j, a] * turnedInverse[a * p + b] * back[j, b] }
        }
        return (value, variance)
    }

    /// log |W| at the last evaluated τ², apart from the other sums because only likelihoods need it.
    var logWeight: Double {
        var sum = 0.0
        for x in work[..<studies] { sum += log(x) }
        return sum
    }
}
