import CNLopt

/// The minimum of a function of several variables within bounds, without derivatives.
///
/// BOBYQA (Powell 2009, DAMTP 2009/NA06) through NLopt; `NelderMead` where a kink is possible.
public struct MultivariateMinimiser: Sendable {
    /// Which algorithm walks.
    public enum Algorithm: Sendable {
        /// Quadratic models in a trust region.
        case bobyqa
        /// The simplex of Nelder and Mead.
        case nelderMead
    }

    /// Which algorithm walks.
    public var algorithm = Algorithm.bobyqa
    /// Stop when each coordinate moves by less than this, relative.
    public var relativeTolerance = 1e-10
    /// Stop after this many evaluations.
    public var maximumEvaluations = 5000

    /// Creates a minimiser with the defaults above.
    public init() {}

    /// Where the walk ended.
    public struct Minimum: Sendable {
        /// The coordinates.
        public let arguments: [Double]
        /// The function there.
        public let value: Double
        /// Whether a tolerance, not the budget, ended it.
        public let converged: Bool
        /// Evaluations used.
        public let evaluations: Int
    }

    private final class Box {
        let function: ([Double]) -> Double
        var evaluations = 0
        init(_ function: @escaping ([Double]) -> Double) { self.function = function }
    }

    /// Minimises `function` from `start`, each coordinate kept within its bounds (infinite bounds allowed).
    public func minimum(
        from start: [Double], lower: [Double], upper: [Double], of function: ([Double]) -> Double
    ) -> Minimum {
        withoutActuallyEscaping(function) { escapable in
            let box = Box(escapable)
            let n = UInt32(start.count)
            let optimiser = nlopt_create(algorithm == .bobyqa ? NLOPT_LN_BOBYQA : NLOPT_LN_NELDERMEAD, n)
            defer { nlopt_destroy(optimiser) }
            nlopt_set_lower_bounds(optimiser, lower)
            nlopt_set_upper_bounds(optimiser, upper)
            nlopt_set_xtol_rel(optimiser, relativeTolerance)
            nlopt_set_ftol_rel(optimiser, 1e-15)
            nlopt_set_maxeval(optimiser, Int32(maximumEvaluations))
            var point = start
            var value = Double.nan
            let status = withExtendedLifetime(box) {
                nlopt_set_min_objective(
                    optimiser,
                    { count, coordinates, _, context in
                        let box = Unmanaged<Box>.fromOpaque(context!).takeUnretainedValue()
                        box.evaluations += 1
                        let value = box.function(Array(UnsafeBufferPointer(start: coordinates, count: Int(count))))
                        return value.isNaN ? .infinity : value
                    }, Unmanaged.passUnretained(box).toOpaque())
                return nlopt_optimize(optimiser, &point, &value)
            }
            let settled = status.rawValue > 0 && status != NLOPT_MAXEVAL_REACHED || status == NLOPT_ROUNDOFF_LIMITED
            return Minimum(arguments: point, value: value, converged: settled, evaluations: box.evaluations)
        }
    }
}
