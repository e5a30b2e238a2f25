import Glibc
import TrialNumerics

/// How the random effects are integrated out of a likelihood.
public enum IntegrationRule: Sendable, Equatable {
    /// The trapezoidal rule around the mode of each study, refined to about 13 digits.
    ///
    /// For analytic integrands that fall off on both sides its error is exponentially small in 1 / step
    /// (Trefethen and Weideman 2014, doi:10.1137/130932132), also where a posterior is skewed by zero events.
    case exact
    /// Adaptive Gauss–Hermite with this many points per random effect; 1 is the Laplace approximation.
    ///
    /// Pinheiro and Bates 1995, doi:10.1080/10618600.1995.10474663. For comparisons with software that offers no better.
    case gaussHermite(points: Int)
}

/// The parameters of one study's marginal likelihood, in a fixed order.
///
/// θ = effect + spread · z₁ and μ = level + tilt · z₁ + levelSpread · z₂ with z₁, z₂ standard normal.
struct LocalParameters {
    static let effect = 0
    static let level = 1
    static let spread = 2
    static let tilt = 3
    static let levelSpread = 4
    static let count = 5

    var values = SIMD8<Double>(repeating: 0)

    /// How far the effect and the level move together along an axis of z, on the scale of log-odds or log-rates.
    func reach(along axis: SIMD2<Double>) -> Double {
        abs(values[2] * axis.x) + abs(values[3] * axis.x + values[4] * axis.y)
    }

    func studyEffect(_ z: SIMD2<Double>) -> Double { values[0] + values[2] * z.x }
    func studyLevel(_ z: SIMD2<Double>) -> Double { values[1] + values[3] * z.x + values[4] * z.y }
}

/// A marginal log-likelihood with its gradient and Hessian in the local parameters.
struct LocalDerivatives {
    var value = 0.0
    var gradient = SIMD8<Double>(repeating: 0)
    var hessian = InlineArray<5, SIMD8<Double>>(repeating: SIMD8<Double>(repeating: 0))
}

/// One study's likelihood with its random effects integrated out.
struct RandomEffectIntegral {
    let likelihood: any StudyLikelihood
    /// Whether z₁ and z₂ are integrated over.
    let dimensions: (Bool, Bool)
    /// Where the integrand was largest last time: a warm start for the next search.
    var mode = SIMD2<Double>(repeating: 0)
    /// How often the likelihood was evaluated along the lines of an integral.
    private(set) var evaluations = 0

    init(_ likelihood: any StudyLikelihood, dimensions: (Bool, Bool)) {
        self.likelihood = likelihood
        self.dimensions = dimensions
    }

    /// log of the integrand without the normal constant, its gradient and minus its Hessian in z.
    private func integrand(
        _ p: LocalParameters, _ z: SIMD2<Double>
    ) -> (value: Double, gradient: SIMD2<Double>, curvature: (Double, Double, Double)) {
        let l = likelihood.point(effect: p.studyEffect(z), level: p.studyLevel(z))
        let (a, t, b) = (p.values[2], p.values[3], p.values[4])
        return (
            l.value - 0.5 * (z.x * z.x + z.y * z.y),
            SIMD2(a * l.effect + t * l.level - z.x, b * l.level - z.y),
            (
                1 - (a * a * l.effectEffect + 2 * a * t * l.effectLevel + t * t * l.levelLevel),
                -(a * b * l.effectLevel + t * b * l.levelLevel), 1 - b * b * l.levelLevel
            )
        )
    }

    /// Finds the mode by Newton with halving; the integrand is log-concave. Returns its value and curvature.
    private mutating func findMode(
        _ p: LocalParameters
    ) -> (value: Double, curvature: (Double, Double, Double)) {
        var z = SIMD2(dimensions.0 ? mode.x : 0, dimensions.1 ? mode.y : 0)
        var here = integrand(p, z)
        if !here.value.isFinite {
            z = .zero
            here = integrand(p, z)
        }
        for _ in 0..<60 {
            var step = SIMD2<Double>.zero
            if dimensions.0 && dimensions.1 {
                let (xx, xy, yy) = here.curvature
                let determinant = xx * yy - xy * xy
                step = SIMD2(yy * here.gradient.x - xy * here.gradient.y, xx * here.gradient.y - xy * here.gradient.x)
                step /= determinant
            } else if dimensions.0 {
                step.x = here.gradient.x / here.curvature.0
            } else {
                step.y = here.gradient.y / here.curvature.2
            }
            var next = integrand(p, z + step)
            var halvings = 0
            // Near the mode the value is flat to rounding: let Newton finish there.
            let slack = 1e-11 * (1 + abs(here.value))
            while !(next.value >= here.value - slack) && halvings < 40 {
                step *= 0.5
                halvings += 1
                next = integrand(p, z + step)
            }
            if halvings == 40 { break }
            z += step
            here = next
            if abs(step.x) + abs(step.y) < 1e-9 { break }
        }
        mode = z
        return (here.value, here.curvature)
    }

    /// The marginal log-likelihood with derivatives: exact, or by a Gauss–Hermite rule.
    mutating func derivatives(_ p: LocalParameters, rule: GaussHermite?) -> LocalDerivatives {
        guard dimensions.0 || dimensions.1 else { return atPoint(p) }
        if let rule { return differenced(p, rule) }
        return exact(p)
    }

    private func atPoint(_ p: LocalParameters) -> LocalDerivatives {
        let l = likelihood.point(effect: p.values[0], level: p.values[1])
        var sums = IntegralSums(largest: l.value)
        sums.add(l, at: .zero, weight: 1)
        return sums.derivatives(scale: 0)
    }

    private mutating func exact(_ p: LocalParameters) -> LocalDerivatives {
        let (largest, curvature) = findMode(p)
        let (axes, logDeterminant) = RandomEffectIntegral.axes(curvature, dimensions)
        var sums = IntegralSums(largest: largest)
        // Beyond these heights the rest of the integral is below 1e-13 (two dimensions) and 1e-16 (one).
        let reach = dimensions.0 && dimensions.1 ? -30.0 : -38.0
        if dimensions.0 && dimensions.1 {
            let along = min(0.75, 0.6 / max(p.reach(along: axes.0), 1e-9))
            let across = min(0.75, 0.6 / max(p.reach(along: axes.1), 1e-9))
            for direction in [1.0, -1.0] {
                var row = direction > 0 ? 0 : 1
                while row < 4000 {
                    let centre = mode + axes.1 * (direction * Double(row) * across)
                    if line(p, &sums, centre: centre, axis: axes.0 * along, reach: reach) < reach { break }
                    row += 1
                }
            }
            return sums.derivatives(scale: log(along) + log(across) + logDeterminant - log(2 * .pi))
        }
        let axis = dimensions.0 ? axes.0 : axes.1
        let step = min(0.5, 0.3 / max(p.reach(along: axis), 1e-9))
        _ = line(p, &sums, centre: mode, axis: axis * step, reach: reach)
        return sums.derivatives(scale: log(step) + logDeterminant - 0.5 * log(2 * .pi))
    }

    /// Adds the points of one line in both directions until the integrand no longer matters; returns its largest value.
    private mutating func line(
        _ p: LocalParameters, _ sums: inout IntegralSums, centre: SIMD2<Double>, axis: SIMD2<Double>, reach: Double
    ) -> Double {
        var best = -Double.infinity
        for direction in [1.0, -1.0] {
            var last = -Double.infinity
            var n = direction > 0 ? 0 : 1
            while n < 20_000 {
                let z = centre + axis * (direction * Double(n))
                let l = likelihood.point(effect: p.studyEffect(z), level: p.studyLevel(z))
                let height = l.value - 0.5 * (z.x * z.x + z.y * z.y) - sums.largest
                sums.add(l, at: z, weight: exp(height))
                best = max(best, height)
                evaluations += 1
                // Log-concave: once it falls it keeps falling. NaN ends the line too.
                if !(height >= reach) && !(height > last) { break }
                last = height
                n += 1
            }
        }
        return best
    }

    /// A square root of the inverse curvature: its columns, and the logarithm of its determinant.
    private static func axes(
        _ curvature: (Double, Double, Double), _ dimensions: (Bool, Bool)
    ) -> (axes: (SIMD2<Double>, SIMD2<Double>), logDeterminant: Double) {
        let (xx, xy, yy) = curvature
        guard dimensions.0 && dimensions.1 else {
            let spread = 1 / (dimensions.0 ? xx : yy).squareRoot()
            return ((SIMD2(spread, 0), SIMD2(0, spread)), log(spread))
        }
        // Upper factor: the first axis moves along z₁ only, so rows differ in z₂.
        let determinant = xx * yy - xy * xy
        let first = 1 / xx.squareRoot()
        let second = (xx / determinant).squareRoot()
        return ((SIMD2(first, 0), SIMD2(-xy / xx * second, second)), -0.5 * log(determinant))
    }

    /// The Gauss–Hermite value.
    private mutating func approximate(_ p: LocalParameters, _ rule: GaussHermite) -> Double {
        let (largest, curvature) = findMode(p)
        let (axes, logDeterminant) = RandomEffectIntegral.axes(curvature, dimensions)
        let both = dimensions.0 && dimensions.1
        var total = 0.0
        for (x, wx) in zip(rule.nodes, rule.weights) {
            for (y, wy) in both ? Array(zip(rule.nodes, rule.weights)) : [(0.0, 1.0)] {
                let first = both || dimensions.0 ? axes.0 : axes.1
                let z = mode + (first * x + axes.1 * y) * 2.0.squareRoot()
                let height = integrand(p, z).value - largest + x * x + y * y
                total += wx * wy * exp(height)
            }
        }
        let size = both ? 2.0 : 1.0
        return largest + log(total) + logDeterminant - 0.5 * size * log(.pi)
    }

    /// The Gauss–Hermite value with derivatives by central differences of the value itself.
    private mutating func differenced(_ p: LocalParameters, _ rule: GaussHermite) -> LocalDerivatives {
        let h = 2e-4
        var result = LocalDerivatives()
        result.value = approximate(p, rule)
        func moved(_ i: Int, _ a: Double, _ j: Int, _ b: Double, _ copy: inout RandomEffectIntegral) -> Double {
            var q = p
            q.values[i] += a
            q.values[j] += b
            return copy.approximate(q, rule)
        }
        let active = (0..<LocalParameters.count).filter { isActive($0) }
        for i in active {
            let up = moved(i, h, i, 0, &self)
            let down = moved(i, -h, i, 0, &self)
            result.gradient[i] = (up - down) / (2 * h)
            result.hessian[i][i] = (up - 2 * result.value + down) / (h * h)
            for j in active where j < i {
                let mixed =
                    (moved(i, h, j, h, &self) - moved(i, h, j, -h, &self) - moved(i, -h, j, h, &self)
                        + moved(i, -h, j, -h, &self)) / (4 * h * h)
                result.hessian[i][j] = mixed
                result.hessian[j][i] = mixed
            }
        }
        return result
    }

    private func isActive(_ parameter: Int) -> Bool {
        switch parameter {
        case LocalParameters.spread: dimensions.0
        case LocalParameters.tilt: dimensions.0 && dimensions.1
        case LocalParameters.levelSpread: dimensions.1
        default: true
        }
    }

    /// Minus twice the log-likelihood at the mode, above the saturated model.
    mutating func conditionalDeviance(_ p: LocalParameters) -> Double {
        var z = SIMD2<Double>.zero
        if dimensions.0 || dimensions.1 {
            _ = findMode(p)
            z = mode
        }
        return 2 * (likelihood.saturated - likelihood.point(effect: p.studyEffect(z), level: p.studyLevel(z)).value)
    }
}

/// Sums over the points of an integral: Σ w, Σ w s and Σ w (s s′ + H), from which all derivatives follow.
///
/// Of the study's own effect and level s has two parts and s s′ + H three; each parameter follows one of the two with the factor
/// 1, z₁ or z₂. So sums of the parts, times 1, z and zz′, hold every entry.
private struct IntegralSums {
    /// A part summed with the factors 1, z₁ and z₂.
    private struct Linear {
        var one = 0.0, x = 0.0, y = 0.0

        mutating func add(_ part: Double, _ z: SIMD2<Double>) {
            one += part
            x += part * z.x
            y += part * z.y
        }
    }

    /// A part summed with the factors 1, z₁, z₂, z₁², z₁z₂ and z₂².
    private struct Quadratic {
        var linear = Linear()
        var xx = 0.0, xy = 0.0, yy = 0.0

        mutating func add(_ part: Double, _ z: SIMD2<Double>) {
            linear.add(part, z)
            xx += part * (z.x * z.x)
            xy += part * (z.x * z.y)
            yy += part * (z.y * z.y)
        }
    }

    let largest: Double
    private var total = 0.0
    private var effect = Linear()
    private var level = Linear()
    private var effects = Quadratic()
    private var between = Quadratic()
    private var levels = Quadratic()

    init(largest: Double) { self.largest = largest }

    mutating func add(_ l: LikelihoodPoint, at z: SIMD2<Double>, weight: Double) {
        total += weight
        effect.add(weight * l.effect, z)
        level.add(weight * l.level, z)
        effects.add(weight * (l.effect * l.effect + l.effectEffect), z)
        between.add(weight * (l.effect * l.level + l.effectLevel), z)
        levels.add(weight * (l.level * l.level + l.levelLevel), z)
    }

    func derivatives(scale: Double) -> LocalDerivatives {
        var result = LocalDerivatives()
        result.value = largest + log(total) + scale
        result.gradient = SIMD8(effect.one, level.one, effect.x, level.x, level.y, 0, 0, 0) / total
        let (a, b, c) = (effects, between, levels)
        let rows: InlineArray<5, SIMD8<Double>> = [
            SIMD8(a.linear.one, b.linear.one, a.linear.x, b.linear.x, b.linear.y, 0, 0, 0),
            SIMD8(b.linear.one, c.linear.one, b.linear.x, c.linear.x, c.linear.y, 0, 0, 0),
            SIMD8(a.linear.x, b.linear.x, a.xx, b.xx, b.xy, 0, 0, 0),
            SIMD8(b.linear.x, c.linear.x, b.xx, c.xx, c.xy, 0, 0, 0),
            SIMD8(b.linear.y, c.linear.y, b.xy, c.xy, c.yy, 0, 0, 0),
        ]
        for r in 0..<LocalParameters.count {
            result.hessian[r] = rows[r] / total - result.gradient * result.gradient[r]
        }
        return result
    }
}
