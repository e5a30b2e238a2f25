import TrialNumerics
import TrialStatistics

/// How the methods did in one design.
struct CoverageCell {
    let design: SimulatedDesign
    /// Per method: the share of replications whose limits hold the true effect.
    private(set) var coverage: [Double]
    /// Per method: the mean width; infinite where an interval had no limit.
    private(set) var meanWidth: [Double]
    /// Per method: the middle width.
    private(set) var medianWidth: [Double]

    init(_ design: SimulatedDesign, replications: Int, seed: UInt64) throws {
        self.design = design
        let methods = SimulatedMethod.all
        var generator = SeededGenerator(seed: seed)
        var covered = Array(repeating: 0, count: methods.count)
        var widths = Array(repeating: [Double](), count: methods.count)
        for _ in 0..<replications {
            let model = try LinearModel(estimates: design.draw(&generator), variances: design.variances)
            var tau2: [SimulatedMethod.Estimator: Double] = [:]
            for estimator in SimulatedMethod.Estimator.allCases {
                tau2[estimator] = estimator.method.estimate(model).tau2
            }
            for (i, method) in methods.enumerated() {
                let solution = method.interval.solution(of: model, tau2: tau2[method.estimator]!, isRandom: true)
                let inference = method.interval.inference(for: solution, level: 0.95)
                let limits = inference.table(solution, level: 0.95)[0].limits
                precondition(!limits.lower.isNaN && !limits.upper.isNaN, "\(method.name) gave no limits")
                if limits.lower <= 0 && 0 <= limits.upper { covered[i] += 1 }
                widths[i].append(limits.upper - limits.lower)
            }
        }
        coverage = covered.map { Double($0) / Double(replications) }
        meanWidth = widths.map { $0.reduce(0, +) / Double(replications) }
        medianWidth = widths.map { $0.sorted()[replications / 2] }
    }
}
