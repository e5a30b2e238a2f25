import Glibc
import TrialNumerics

/// The highest point of the (restricted) likelihood over the components within their bounds.
///
/// Newton's method with the observed information where it is positive definite, with the expected one otherwise (scoring). A
/// component at its bound stays there while the slope pushes outwards, so that exact zeros are found. A step that does not climb
/// is shortened. Three starts, the highest end counts.
struct ComponentSearch {
    let kernel: MultilevelKernel
    let isRestricted: Bool
    private let free: [Int]
    let surface: any LikelihoodSurface
    /// Steps whose expected gain falls below this, or below what rounding leaves of the likelihood, end the search.
    private static let gain = 1e-14
    private static let maximumSteps = 200

    /// Where a search ended.
    struct End {
        let solution: MultilevelSolution
        let steps: Int
        let converged: Bool
    }

    init(_ kernel: MultilevelKernel, isRestricted: Bool) {
        self.kernel = kernel
        self.isRestricted = isRestricted
        free = kernel.slots.indices.filter { kernel.slots[$0].given == nil }
        surface =
            TwoLevelSurface(kernel, isRestricted: isRestricted)
            ?? DenseSurface(kernel: kernel, isRestricted: isRestricted)
    }

    func value(_ solution: MultilevelSolution) -> Double { isRestricted ? solution.restricted : solution.maximum }

    /// The best end over several starts; `near` replaces them. Nil where the likelihood exists at none of them.
    func maximum(near start: [Double]? = nil) -> End? {
        let starts = start.map { [$0] } ?? (free.isEmpty ? [self.start(1)] : [1, 0.01, 8].map(self.start))
        if let unrestricted = kernel.unrestricted { return maximum(starts, by: unrestricted) }
        return best(starts)
    }

    /// The best end in coordinates without edges, brought back.
    private func maximum(_ starts: [[Double]], by other: MultilevelKernel) -> End? {
        let translated = starts.compactMap { start in
            kernel.solution(start).flatMap { other.coordinates(of: $0.structures, else: start) }
        }
        guard let end = ComponentSearch(other, isRestricted: isRestricted).best(translated),
            let components = kernel.coordinates(of: end.solution.structures, else: end.solution.components),
            let solution = kernel.solution(components)
        else { return best(starts) }
        return End(solution: solution, steps: end.steps, converged: end.converged)
    }

    private func best(_ starts: [[Double]]) -> End? {
        var best: Climb?
        var steps = 0
        for start in starts {
            guard let climb = climb(from: start) else { continue }
            steps += climb.steps
            guard let known = best else { best = climb; continue }
            let (higher, lower) = (climb.height, known.height)
            if higher > lower + 1e-10 || (climb.converged && !known.converged && higher > lower - 1e-8) {
                best = climb
            }
        }
        return best.flatMap { climb in
            kernel.solution(climb.components).map {
                End(solution: $0, steps: steps, converged: climb.converged)
            }
        }
    }

    /// Where one climb ended.
    private struct Climb {
        let components: [Double]
        let height: Double
        let steps: Int
        let converged: Bool
    }

    /// Components that share `scale` times the spread beyond the sampling variances; correlations about halfway to 1.
    private func start(_ scale: Double) -> [Double] {
        let model = kernel.model
        let typical = model.covariance.variances.reduce(0, +) / Double(model.rows)
        var spread = typical
        if let df = Optional(model.linear.residualDegreesOfFreedom), df > 0 {
            let basis = model.linear.basis.columns
            let projected = basis.transposed * model.estimates
            let rest = max(0, dot(model.estimates, model.estimates) - dot(projected, projected))
            spread = max(rest / Double(df) - typical, 0.05 * typical)
        }
        let share = scale * spread / Double(max(1, model.terms.count))
        return kernel.slots.map { slot in
            if let given = slot.given { return given }
            switch slot.parameter.kind {
            case .variance: return slot.parameter.coordinate(share)
            case .correlation: return slot.parameter.typical ?? 0.5
            case .range: return (slot.parameter.typical ?? 1) * (scale == 1 ? 1 : scale > 1 ? 4 : 0.25)
            }
        }
    }

    private func climb(from start: [Double]) -> Climb? {
        guard kernel.isAdmissible(start), var height = surface.height(start) else { return nil }
        var here = start
        for step in 1...Self.maximumSteps {
            guard !free.isEmpty else { return Climb(components: here, height: height, steps: 0, converged: true) }
            guard let derivatives = surface.derivatives(here) else { return nil }
            let moving = free.filter { !isHeld($0, here[$0], derivatives.score[$0]) }
            guard !moving.isEmpty else {
                return Climb(components: here, height: height, steps: step, converged: true)
            }
            let slope = moving.map { derivatives.score[$0] }
            let direction = self.direction(derivatives, moving)
            let isSettled = abs(dot(slope, direction)) < max(Self.gain, 4 * height.ulp)
            guard let next = self.step(from: here, height, moving, direction) else {
                // At the top rounding hides the last gain.
                return Climb(
                    components: here, height: height, steps: step, converged: abs(dot(slope, direction)) < 1e-9)
            }
            (here, height) = next
            if isSettled { return Climb(components: here, height: height, steps: step, converged: true) }
        }
        return Climb(components: here, height: height, steps: Self.maximumSteps, converged: false)
    }

    /// Whether a component sits at a bound with the slope pushing outwards.
    private func isHeld(_ slot: Int, _ value: Double, _ slope: Double) -> Bool {
        let parameter = kernel.slots[slot].parameter
        return (value <= parameter.lower && slope <= 0) || (value >= parameter.upper && slope >= 0)
    }

    /// The Newton step of the moving components, or the scoring step, damped until it exists.
    private func direction(_ derivatives: SurfaceDerivatives, _ moving: [Int]) -> [Double] {
        let slope = moving.map { derivatives.score[$0] }
        func part(_ matrix: Matrix) -> Matrix {
            Matrix(moving.map { i in moving.map { matrix[i, $0] } })
        }
        if let factor = Cholesky(part(derivatives.observed)) { return factor.solve(slope) }
        let expected = part(derivatives.expected)
        let largest = expected.diagonal.max() ?? 0
        for damping in [0, 1e-6, 1e-3, 1] {
            var damped = expected
            for i in moving.indices { damped[i, i] += damping * max(damped[i, i], 1e-12 * largest) }
            if let factor = Cholesky(damped) { return factor.solve(slope) }
        }
        return slope
    }

    /// The first shortened step that does not fall; nil where there is none.
    private func step(
        from here: [Double], _ height: Double, _ moving: [Int], _ direction: [Double]
    ) -> (components: [Double], height: Double)? {
        var length = 1.0
        for attempt in 0..<40 {
            var components = here
            for (i, slot) in moving.enumerated() {
                let parameter = kernel.slots[slot].parameter
                components[slot] = min(
                    parameter.upper, max(parameter.lower, components[slot] + length * direction[i]))
            }
            if kernel.isAdmissible(components), let next = surface.height(components), next >= height {
                return (components, next)
            }
            // Clipped steps can point downhill; the longest unclipped one does not.
            length = attempt == 0 ? min(0.5, room(here, moving, direction)) : 0.5 * length
        }
        return nil
    }

    /// The longest step that reaches no bound but one.
    private func room(_ components: [Double], _ moving: [Int], _ direction: [Double]) -> Double {
        var room = 1.0
        for (i, slot) in moving.enumerated() where direction[i] != 0 {
            let parameter = kernel.slots[slot].parameter
            let bound = direction[i] < 0 ? parameter.lower : parameter.upper
            let distance = (bound - components[slot]) / direction[i]
            if distance > 0 { room = min(room, distance) }
        }
        return room
    }
}
