import Glibc
import TrialNumerics

/// Firth's penalised logistic regression with a level per study.
///
/// logit p = μᵢ + θ on treatment, with ½ log |I| added to the log-likelihood: the estimate is finite whatever the tables
/// and its bias of first order vanishes. Limits and test from the profile of the penalised likelihood. Firth 1993,
/// doi:10.1093/biomet/80.1.27; Heinze and Schemper 2002, doi:10.1002/sim.1047. Double-zero studies take part: the penalty
/// gives them a level.
public struct FirthLogistic: RareEventMethod {
    /// `firth-or`.
    public let code = "firth-or"
    /// The name in full.
    public let name = "Firth's penalised logistic regression, odds ratio"

    /// Creates the method.
    public init() {}

    /// The penalised estimate with its profile limits.
    public func answer(for studies: [BinaryComparison], level: Double) -> RareEventAnswer {
        guard studies.contains(where: { $0.events1 + $0.events2 > 0 }) else { return .none(.noEvents) }
        guard studies.contains(where: { $0.nonEvents1 + $0.nonEvents2 > 0 }) else { return .none(.onlyEvents) }
        guard !studies.contains(where: \.isBeyondLikelihoods) else { return .none(.beyondLikelihoods) }
        guard let fit = FirthFit(studies).maximised(holding: nil) else { return .none(.numericalFailure) }
        let critical = ChiSquaredDistribution(degreesOfFreedom: 1).upperQuantile(1 - level)
        func fall(_ effect: Double) -> Double {
            FirthFit(studies, from: fit).maximised(holding: effect).map { 2 * (fit.penalised - $0.penalised) } ?? .nan
        }
        func limit(_ direction: Double) -> Double {
            let root = RootFinder.rootOfFalling(from: 0, step: 2 * fit.standardError, limit: 500) {
                critical - fall(fit.effect + direction * $0)
            }
            return root.found.map { fit.effect + direction * $0 } ?? direction * .infinity
        }
        var result = RareEventEstimate(
            fit.effect, from: limit(-1), to: limit(1), scale: .log,
            usedDoubleZero: studies.contains { !$0.informsRatio })
        result.standardError = fit.standardError
        result.pValue = ChiSquaredDistribution(degreesOfFreedom: 1).upperTail(max(0, fall(0)))
        result.convergence = LikelihoodConvergence(
            converged: true, iterations: fit.iterations, largestGradient: fit.largestScore,
            method: "Fisher scoring on the penalised score")
        return .estimate(result)
    }
}

/// The state of a penalised fit.
private struct FirthFit {
    let studies: [BinaryComparison]
    var effect = 0.0
    var levels: [Double]
    var iterations = 0
    var largestScore = Double.infinity

    init(_ studies: [BinaryComparison]) {
        self.studies = studies
        levels = studies.map(\.crudeLevel)
    }

    init(_ studies: [BinaryComparison], from other: FirthFit) {
        self.studies = studies
        effect = other.effect
        levels = other.levels
    }

    /// Variances of the two groups' counts.
    private func variances(_ i: Int) -> (Double, Double) {
        let (a, b) = (levels[i] + effect, levels[i])
        return (
            studies[i].total1 * inverseLogit(a) * inverseLogit(-a),
            studies[i].total2 * inverseLogit(b) * inverseLogit(-b)
        )
    }

    /// The information about θ with the levels eliminated.
    private var information: Double {
        studies.indices.reduce(0) { sum, i in
            let (v1, v2) = variances(i)
            return v1 + v2 > 0 ? sum + v1 * v2 / (v1 + v2) : sum
        }
    }

    var standardError: Double { 1 / information.squareRoot() }

    /// The log-likelihood plus ½ log |I|.
    var penalised: Double {
        var total = 0.5 * log(information)
        for (i, study) in studies.enumerated() {
            let (v1, v2) = variances(i)
            let (a, b) = (levels[i] + effect, levels[i])
            total += study.events1 * a - study.total1 * log1pExp(a) + study.events2 * b - study.total2 * log1pExp(b)
            total += 0.5 * log(v1 + v2)
        }
        return total
    }

    /// Climbs the penalised log-likelihood, θ held at a value or free.
    func maximised(holding held: Double?) -> FirthFit? {
        var fit = self
        if let held { fit.effect = held }
        var height = fit.penalised
        // A score of n participants is right to n ε, so the gain it promises cannot fall below about n ε².
        let size = studies.reduce(0) { $0 + $1.total }
        for iteration in 1...2000 {
            let direction = fit.direction(free: held == nil)
            guard direction.gain.isFinite, height.isFinite else { return nil }
            fit.largestScore = direction.largestScore
            if direction.gain < 1e-22 + 1e-30 * size {
                fit.iterations = iteration
                return fit
            }
            var length = 1.0
            var next = fit.moved(direction, length)
            while !(next.penalised >= height - 1e-13 * abs(height)) && length > 1e-10 {
                length *= 0.5
                next = fit.moved(direction, length)
            }
            fit = next
            height = fit.penalised
        }
        return nil
    }

    /// The way of one scoring step with the gain it promises.
    private struct Direction {
        var effect = 0.0
        var levels: [Double]
        var gain = 0.0
        var largestScore = 0.0
    }

    private func moved(_ direction: Direction, _ length: Double) -> FirthFit {
        var next = self
        next.effect += length * direction.effect
        for i in levels.indices { next.levels[i] += length * direction.levels[i] }
        return next
    }

    private func direction(free: Bool) -> Direction {
        let information = information
        var scores = Array(repeating: 0.0, count: studies.count)
        var diagonals = scores
        var shares = scores
        var effectScore = 0.0
        var curvature = 0.0
        for (i, study) in studies.enumerated() {
            let (v1, v2) = variances(i)
            let d = v1 + v2
            let share = v1 / d
            let h1 = v1 * (1 / d + (1 - share) * (1 - share) / information)
            let h2 = v2 * (1 / d + share * share / information)
            let (p1, p2) = (inverseLogit(levels[i] + effect), inverseLogit(levels[i]))
            let u1 = study.events1 - study.total1 * p1 + h1 * (0.5 - p1)
            let u2 = study.events2 - study.total2 * p2 + h2 * (0.5 - p2)
            // The penalty acts like h more participants, half of them with the event: so does its curvature.
            let w1 = v1 * (1 + h1 / study.total1)
            let w2 = v2 * (1 + h2 / study.total2)
            scores[i] = u1 + u2
            effectScore += u1
            diagonals[i] = w1 + w2
            shares[i] = w1 / (w1 + w2)
            curvature += w1 * w2 / (w1 + w2)
        }
        let reduced = effectScore - zip(shares, scores).reduce(0) { $0 + $1.0 * $1.1 }
        var result = Direction(levels: scores)
        result.effect = free ? min(2, max(-2, reduced / curvature)) : 0
        result.gain = free ? reduced * reduced / curvature : 0
        result.largestScore = free ? abs(reduced) : 0
        for i in studies.indices {
            result.levels[i] = min(2, max(-2, scores[i] / diagonals[i] - shares[i] * result.effect))
            result.gain += scores[i] * scores[i] / diagonals[i]
            result.largestScore = max(result.largestScore, abs(scores[i]))
        }
        return result
    }
}
