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
    /// The design; what else a model holds is in ``work``, or is not needed.
    private let prepared: PreparedDesign
    /// Number of coefficients.
    let coefficientCount: Int
    let isScalar: Bool
    /// Number of studies in hand.
    private(set) var studies: Int
    /// The position of the smallest variance, which has the largest weight at every τ².
    private(set) var top = 0
    /// How far apart weights, estimates and variances lie in ``work``.
    private let room: Int
    /// The weights, estimates and variances, one after the other, with moderators also all that their sums take: one piece of memory
    /// of its own.
    private var work: [Double]
    private let places: GeneralSums.Places

    /// β at the last evaluated τ².
    var coefficients: [Double] { isScalar ? [mean] : basis.coefficients(Array(turned)) }
    /// The design in coordinates that cost no digits.
    var basis: DesignBasis { prepared.basis }
    /// The pooled effect at the last evaluated τ², for a model with an intercept only.
    private(set) var mean = 0.0
    /// Its variance.
    private var meanVariance = 0.0
    /// M = (X′WX)⁻¹ at the last evaluated τ², row by row.
    var inverse: [Double] {
        isScalar
            ? [meanVariance]
            : basis.covariance(
                Matrix(rows: coefficientCount, columns: coefficientCount, elements: Array(turnedInverse))
            ).elements
    }

    /// The coordinates of β in the basis of the design.
    private var turned: ArraySlice<Double> {
        get { work[places.turned] }
        set { work.replaceSubrange(places.turned, with: newValue) }
    }
    /// M in that basis.
    private var turnedInverse: ArraySlice<Double> {
        get { work[places.inverse] }
        set { work.replaceSubrange(places.inverse, with: newValue) }
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
        /// log |X′WX|; NaN where it was not asked for.
        var logInformation = 0.0
    }

    init(_ model: LinearModel) {
        prepared = model.prepared
        let p = model.coefficients
        coefficientCount = p
        isScalar = model.design.isInterceptOnly
        (studies, room) = (model.studies, model.studies)
        places = GeneralSums.Places(studies: room, coefficients: p, isScalar: isScalar)
        work = Array(repeating: 0, count: places.end)
        if !isScalar {
            work.replaceSubrange(places.columns..<places.turned.lowerBound, with: basis.columns.elements)
        }
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

    /// Keeps the model's own estimates and variances behind all else, for ``load(members:)``: arrays that other threads share cost
    /// more to reach than memory of its own.
    mutating func keepStudies() {
        precondition(studies == room, "the studies of the model are in hand no more")
        work += Array(work[room..<(3 * room)])
    }

    /// Takes some of the model's own studies in hand, which must have no moderators and be kept.
    mutating func load(members: [Int]) {
        let (room, home) = (room, places.end)
        precondition(
            isScalar && !members.isEmpty && members.count <= room && work.count == home + 2 * room,
            "a kernel holds the studies of its model")
        studies = members.count
        var (least, place) = (Double.infinity, 0)
        work.withUnsafeMutableBufferPointer { b in
            for i in 0..<members.count {
                let variance = b[home + room + members[i]]
                b[room + i] = b[home + members[i]]
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
    ///
    /// - Parameter needsLogarithm: Whether the log-determinant is asked for, which a model without moderators always gives.
    mutating func evaluate(_ tau2: Double, needsLogarithm: Bool = true) -> Sums {
        isScalar ? evaluateScalar(tau2) : evaluateGeneral(tau2, needsLogarithm: needsLogarithm)
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

    private mutating func evaluateGeneral(_ tau2: Double, needsLogarithm: Bool) -> Sums {
        let (k, p, places) = (studies, coefficientCount, places)
        let formed = work.withUnsafeMutableBufferPointer { memory -> Sums? in
            guard let base = memory.baseAddress else { return nil }
            let general = GeneralSums(base, places, studies: k, coefficients: p)
            return general.weigh(tau2) ? general.sums(needsLogarithm: needsLogarithm) : nil
        }
        guard var sums = formed else { return evaluateExplicitly() }
        sums.logInformation += basis.logVolume
        return sums
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
        guard let projection = ExplicitProjection(basis.columns, Array(estimates), weights: w) else {
            for i in places.turned.lowerBound..<places.inverse.upperBound { work[i] = .nan }
            (sums.residual, sums.squaredResidual, sums.traceP, sums.tracePP) = (.nan, .nan, .nan, .nan)
            sums.logInformation = .nan
            return sums
        }
        turned = ArraySlice(projection.coefficients)
        turnedInverse = ArraySlice(projection.basis.inverse.elements)
        sums.residual = projection.value
        sums.squaredResidual = dot(projection.weightedResiduals, projection.weightedResiduals)
        let ones = Array(repeating: 1.0, count: studies)
        sums.traceP = projection.trace(ones)
        sums.tracePP = projection.trace(ones, ones)
        sums.logInformation = projection.basis.logDeterminant + basis.logVolume
        return sums
    }

    /// A coefficient at the last evaluated τ², with its model-based variance; mutating, so that nothing is copied to ask for it.
    mutating func coefficient(_ j: Int) -> (value: Double, variance: Double) {
        if isScalar { return (mean, meanVariance) }
        let p = coefficientCount
        var (value, variance) = (0.0, 0.0)
        for a in 0..<p {
            let share = basis.back[j, a]
            value += share * work[places.turned.lowerBound + a]
            for b in 0..<p { variance += share * work[places.inverse.lowerBound + a * p + b] * basis.back[j, b] }
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
