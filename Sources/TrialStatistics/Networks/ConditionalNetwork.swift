import Glibc
import TrialNumerics

/// The likelihood of each study's events given their total, which needs no baseline risk and no correction.
///
/// Exact: P(e) ∝ Π C(nⱼ, eⱼ) exp(eⱼθⱼ), the multivariate non-central hypergeometric distribution, its normaliser by convolution.
/// Approximate: multinomial with probabilities ∝ nⱼ exp(θⱼ). Newton steps on the exact derivatives; both are concave.
struct ConditionalNetwork {
    private let tables: RareEventTables
    private let isExact: Bool
    private let level: Double

    init(_ tables: RareEventTables, isExact: Bool, level: Double) {
        self.tables = tables
        self.isExact = isExact
        self.level = level
    }

    /// Work of one evaluation of the exact likelihood, in products.
    var work: Double {
        tables.studies.reduce(0) { sum, study in
            let (arms, events) = (Double(study.arms.count), study.events.reduce(0, +))
            return sum + arms * arms * arms * events * events
        }
    }

    func fit() throws(StatisticsError) -> RareEventNetworkFit {
        guard !isExact || work < 1e9 else {
            throw StatisticsError(
                .unsupported, "there are too many events for the exact conditional likelihood; use NCH or MH",
                field: "method")
        }
        if isExact, let study = tables.studies.first(where: { $0.events.contains { $0 != $0.rounded() } }) {
            throw StatisticsError(
                .impossibleData,
                "the exact conditional likelihood needs whole numbers of events; '\(study.name)' has others",
                field: "events")
        }
        let n = tables.treatments.count
        var theta = Array(repeating: 0.0, count: n)
        var point = evaluate(theta)
        var (steps, isDone) = (0, false)
        while steps < 100, !isDone {
            steps += 1
            guard let inverse = NetworkKernel.pseudoInverse(point.information) else { throw Self.flat }
            let step = inverse * point.score
            var scale = 1.0
            var next = evaluate(zip(theta, step).map { $0 + scale * $1 })
            while !(next.value >= point.value - 1e-12 * abs(point.value)), scale > 1e-6 {
                scale /= 2
                next = evaluate(zip(theta, step).map { $0 + scale * $1 })
            }
            for i in theta.indices { theta[i] += scale * step[i] }
            point = next
            isDone = step.allSatisfy { abs($0) < 1e-11 }
            guard theta.allSatisfy({ abs($0) < 30 }) else { throw Self.flat }
        }
        guard let inverse = NetworkKernel.pseudoInverse(point.information) else { throw Self.flat }
        return RareEventNetworkFit(
            method: isExact ? .conditionalExact : .conditionalApproximate, treatments: tables.treatments,
            effects: theta, covariance: inverse, studies: tables.studies.map(\.name), exclusions: tables.exclusions,
            inconsistency: nil, logLikelihood: point.value,
            convergence: Convergence(
                converged: isDone, iterations: steps, method: "Newton on the conditional likelihood"),
            level: level)
    }

    private static let flat = StatisticsError(
        .notConverged,
        "the likelihood has no maximum: a treatment has no events in any trial, or only events; leave it out or join it to another",
        field: "events")

    private typealias Point = (value: Double, score: [Double], information: Matrix)

    private func evaluate(_ theta: [Double]) -> Point {
        let n = theta.count
        var value = 0.0
        var score = Array(repeating: 0.0, count: n)
        var information = Matrix(rows: n, columns: n)
        for study in tables.studies {
            let effects = study.arms.map { theta[$0] }
            let moments =
                isExact
                ? HypergeometricMoments(study, effects).moments : Self.multinomial(study, effects)
            value += dot(study.events, effects) - moments.logNormaliser
            for (a, i) in study.arms.enumerated() {
                score[i] += study.events[a] - moments.mean[a]
                for (b, j) in study.arms.enumerated() { information[i, j] += moments.covariance[a, b] }
            }
        }
        return (value, score, information)
    }

    typealias Moments = (logNormaliser: Double, mean: [Double], covariance: Matrix)

    private static func multinomial(_ study: RareEventTables.Study, _ effects: [Double]) -> Moments {
        let events = study.events.reduce(0, +)
        let logs = zip(study.totals, effects).map { log($0) + $1 }
        let top = logs.max() ?? 0
        let sum = logs.reduce(0) { $0 + exp($1 - top) }
        let p = logs.map { exp($0 - top) / sum }
        var covariance = Matrix(rows: p.count, columns: p.count)
        for i in p.indices { for j in p.indices { covariance[i, j] = events * ((i == j ? p[i] : 0) - p[i] * p[j]) } }
        return (events * (top + log(sum)), p.map { events * $0 }, covariance)
    }
}

/// Mean and covariance of the multivariate non-central hypergeometric distribution, by convolution of the arms' binomial terms.
struct HypergeometricMoments {
    let moments: ConditionalNetwork.Moments

    init(_ study: RareEventTables.Study, _ effects: [Double]) {
        let events = Int(study.events.reduce(0, +).rounded())
        // A common factor exp(c) in all arms changes nothing; this one keeps the terms of one size.
        var polynomials: [[Double]] = []
        var logScale = 0.0
        for (total, effect) in zip(study.totals, effects) {
            let most = Int(min(Double(events), total))
            let logs = (0...most).map { logChoose(total, Double($0)) + Double($0) * effect }
            let top = logs.max() ?? 0
            logScale += top
            polynomials.append(logs.map { exp($0 - top) })
        }
        let arms = effects.count
        func coefficient(_ first: Int?, _ second: Int?) -> Double {
            var product = [1.0]
            for (arm, polynomial) in polynomials.enumerated() {
                let power = (arm == first ? 1 : 0) + (arm == second ? 1 : 0)
                let factor =
                    power == 0 ? polynomial : polynomial.enumerated().map { pow(Double($0), Double(power)) * $1 }
                product = Self.convolve(product, factor, upTo: events)
            }
            return product.count > events ? product[events] : 0
        }
        let normaliser = coefficient(nil, nil)
        let mean = (0..<arms).map { coefficient($0, nil) / normaliser }
        var covariance = Matrix(rows: arms, columns: arms)
        for i in 0..<arms {
            for j in i..<arms {
                covariance[i, j] = coefficient(i, j) / normaliser - mean[i] * mean[j]
                covariance[j, i] = covariance[i, j]
            }
        }
        moments = (log(normaliser) + logScale, mean, covariance)
    }

    private static func convolve(_ a: [Double], _ b: [Double], upTo most: Int) -> [Double] {
        var result = Array(repeating: 0.0, count: min(a.count + b.count - 1, most + 1))
        for (i, x) in a.enumerated() where x != 0 {
            for j in 0..<min(b.count, result.count - i) { result[i + j] += x * b[j] }
        }
        return result
    }
}
