import TrialNumerics
import TrialStatistics

/// How the limits of an effect over time did in one design.
struct TimedCell {
    /// The ways to judge: as the kind does it, always by the model's t, by the normal distribution.
    static let ways = ["by rule", "t", "Wald"]

    /// Per way: the share of replications whose limits at month 12 hold the true effect.
    let level: [Double]
    /// Per way: the share in which the test of change keeps the true slope.
    let change: [Double]
    /// The share that trials judged.
    let robust: Double

    init(_ design: TimedDesign, taken: Double, replications: Int, seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let (factor, covariance) = (design.factor, try design.covariance(taken))
        let (months, trials) = (design.rows.map(\.month), design.rows.map { "\($0.trial)" })
        var (level, change, robust) = ([0, 0, 0], [0, 0, 0], 0)
        var fits = 0
        for _ in 0..<replications {
            let draw = factor * months.map { _ in generator.normal() }
            let effect = try EffectOverTime(
                EffectOverTime.Rows(estimates: draw, months: months, trials: trials, covariance: covariance),
                course: .linear)
            var results: [TimeCourseFit] = []
            for (inference, correction) in [
                (MultilevelInference.containment, ClusterCorrection?.some(.biasReduced)), (.containment, nil),
                (.normal, nil),
            ] {
                var request = TimeCourseRequest(months: [12], correction: correction, curvePoints: 2)
                request.hasComponentLimits = false
                if let own = try? MultilevelFitter(inference: inference).timeCourse(effect, request) {
                    results.append(own)
                }
            }
            guard results.count == Self.ways.count else { continue }
            fits += 1
            for (way, result) in results.enumerated() {
                let limits = result.points[0].effect.limits
                if limits.lower <= 0 && 0 <= limits.upper { level[way] += 1 }
                if let test = result.change, test.pValue > 0.05 { change[way] += 1 }
            }
            if results[0].isRobust { robust += 1 }
        }
        let n = Double(fits)
        self.level = level.map { Double($0) / n }
        self.change = change.map { Double($0) / n }
        self.robust = Double(robust) / n
    }
}
