import CBoostMath
import Glibc

/// How a search ended.
public enum SearchStatus: Sendable, Equatable {
    /// Found within the tolerance.
    case converged
    /// The function has the same sign at both ends of the bracket.
    case noSignChange
    /// The allowed number of evaluations was used up.
    case exhausted
    /// The function gave NaN.
    case failed
}

/// A root of a function of one variable, or why there is none.
public struct Root: Sendable {
    /// The abscissa; meaningful when `status` is `.converged`.
    public let value: Double
    /// Function evaluations used.
    public let evaluations: Int
    /// How the search ended.
    public let status: SearchStatus

    /// What came of a search by other means.
    public init(value: Double, evaluations: Int, status: SearchStatus) {
        (self.value, self.evaluations, self.status) = (value, evaluations, status)
    }

    /// The abscissa if the search converged.
    public var found: Double? { status == .converged ? value : nil }
}

/// Roots of continuous functions on a bracket by TOMS 748.
///
/// Alefeld, Potra and Shi 1995, doi:10.1145/210089.210111.
public enum RootFinder {
    /// The root of `function` between `lower` and `upper`, to the last bits of a double.
    public static func root(
        from lower: Double, to upper: Double, maximumEvaluations: Int = 200, of function: (Double) -> Double
    ) -> Root {
        root(
            from: (lower, function(lower)), to: (upper, function(upper)), maximumEvaluations: maximumEvaluations,
            of: function)
    }

    /// The root between two points at which the function is known, to the last bits of a double.
    ///
    /// - Parameters:
    ///   - below: The lower end and the function there.
    ///   - above: The upper end and the function there.
    ///   - maximumEvaluations: How often the function may be called.
    ///   - function: The function, continuous between the ends.
    public static func root(
        from below: (argument: Double, value: Double), to above: (argument: Double, value: Double),
        maximumEvaluations: Int = 200, of function: (Double) -> Double
    ) -> Root {
        let (lower, atLower) = below
        let (upper, atUpper) = above
        if atLower == 0 { return Root(value: lower, evaluations: 2, status: .converged) }
        if atUpper == 0 { return Root(value: upper, evaluations: 2, status: .converged) }
        guard !atLower.isNaN, !atUpper.isNaN else { return Root(value: .nan, evaluations: 2, status: .failed) }
        guard (atLower < 0) != (atUpper < 0) else { return Root(value: .nan, evaluations: 2, status: .noSignChange) }
        var iterations = Int32(maximumEvaluations)
        var value = Double.nan
        let status = CallbackBox.withCallback(function) { callback, context in
            boost_toms748(callback, context, lower, upper, atLower, atUpper, 52, &iterations, &value)
        }
        let outcome: SearchStatus =
            status == 0 && !value.isNaN ? .converged : status == 1 ? .noSignChange : status == 2 ? .exhausted : .failed
        return Root(value: value, evaluations: Int(iterations) + 2, status: outcome)
    }

    /// The root of a function that is positive at `lower` and falls, doubling the distance until the sign changes.
    ///
    /// Where it does not change up to `limit` or within so many doublings, and where the function or the step is no number
    /// to go on with, there is no root and its value is infinite.
    public static func rootOfFalling(
        from lower: Double, step: Double, limit: Double = 1e300, doublings: Int = 2200, of function: (Double) -> Double
    ) -> Root {
        if function(lower) <= 0 { return Root(value: lower, evaluations: 1, status: .converged) }
        guard step > 0 else { return Root(value: .infinity, evaluations: 1, status: .failed) }
        var (a, width, evaluations) = (lower, step, 1)
        while a + width < limit, evaluations <= doublings {
            evaluations += 1
            let value = function(a + width)
            if value <= 0 { return root(from: a, to: a + width, of: function) }
            if value.isNaN { return Root(value: .infinity, evaluations: evaluations, status: .failed) }
            a += width
            width *= 2
        }
        return Root(value: .infinity, evaluations: evaluations, status: .noSignChange)
    }
}

/// The minimum of a function of one variable, to about half the digits of a double.
///
/// Brent 1973, *Algorithms for Minimization without Derivatives*, chapter 5.
public enum Minimiser {
    /// The abscissa and value of a local minimum between `lower` and `upper`.
    public static func minimum(
        from lower: Double, to upper: Double, maximumEvaluations: Int = 200, of function: (Double) -> Double
    ) -> (argument: Double, value: Double) {
        var iterations = Int32(maximumEvaluations)
        var value = Double.nan
        let argument = CallbackBox.withCallback(function) { callback, context in
            boost_brent_minimum(callback, context, lower, upper, 52, &iterations, &value)
        }
        return (argument, value)
    }
}

/// Integrals of functions of one variable by adaptive 61-point Gauss–Kronrod; the bounds may be infinite.
public enum Quadrature {
    /// ∫ f from `lower` to `upper`, with an estimate of the error.
    public static func integral(
        from lower: Double, to upper: Double, depth: Int = 15, tolerance: Double = 1e-13,
        of function: (Double) -> Double
    ) -> (value: Double, error: Double) {
        var error = Double.nan
        let value = CallbackBox.withCallback(function) { callback, context in
            boost_gauss_kronrod(callback, context, lower, upper, Int32(depth), tolerance, &error)
        }
        return (value, error)
    }
}
