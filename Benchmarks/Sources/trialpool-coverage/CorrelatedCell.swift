import TrialNumerics
import TrialStatistics

/// How the ways to count degrees of freedom did where comparisons share controls.
struct CorrelatedCell {
    /// A way to judge the pooled effect, with degrees of freedom by rows or by trials.
    struct Way {
        let name: String
        let interval: any IntervalMethod
        let countsTrials: Bool
    }

    static let ways = [
        Way(name: "Wald", interval: NormalInterval(), countsTrials: true),
        Way(name: "HK, rows − 1", interval: HartungKnapp(), countsTrials: false),
        Way(name: "HK, studies − 1", interval: HartungKnapp(), countsTrials: true),
        Way(name: "guarded HK, rows − 1", interval: HartungKnapp.guarded, countsTrials: false),
        Way(name: "guarded HK, studies − 1", interval: HartungKnapp.guarded, countsTrials: true),
        Way(name: "KR", interval: KenwardRoger(), countsTrials: true),
    ]

    let design: CorrelatedDesign
    /// Per way: the share of replications whose limits hold the true effect.
    private(set) var coverage: [Double]
    /// The share of replications whose prediction limits hold a new comparison's effect: t by rows, t by studies.
    private(set) var prediction: (rows: Double, studies: Double)
    /// The mean of the estimates of τ².
    private(set) var meanTau2: Double

    init(_ design: CorrelatedDesign, replications: Int, seed: UInt64) throws {
        self.design = design
        var generator = SeededGenerator(seed: seed)
        var covered = Array(repeating: 0, count: Self.ways.count)
        var (byRows, byStudies, sum) = (0, 0, 0.0)
        let (covariance, prediction) = (design.covariance, PredictionInterval(.tStudiesMinusOne))
        for _ in 0..<replications {
            let correlated = try CorrelatedEstimates(
                estimates: design.draw(&generator), covariance: covariance, studies: design.studies
            ).independent
            let rows = try LinearModel(
                estimates: correlated.estimates, variances: correlated.variances, design: correlated.design)
            let tau2 = RestrictedMaximumLikelihood().estimate(rows).tau2
            sum += tau2
            let new = design.tau2.squareRoot() * generator.normal()
            let byRow = ModelSolution(rows, tau2: tau2, isRandom: true)
            let byTrial = ModelSolution(correlated, tau2: tau2, isRandom: true)
            for (i, way) in Self.ways.enumerated() {
                let solution = way.countsTrials ? byTrial : byRow
                let limits = way.interval.inference(for: solution, level: 0.95).table(solution, level: 0.95)[0].limits
                if limits.lower <= 0 && 0 <= limits.upper { covered[i] += 1 }
            }
            func holds(_ solution: ModelSolution) -> Bool {
                let inference = HartungKnapp.guarded.inference(for: solution, level: 0.95)
                guard let limits = prediction.interval(for: solution, inference: inference, level: 0.95) else {
                    return false
                }
                return limits.lower <= new && new <= limits.upper
            }
            if holds(byRow) { byRows += 1 }
            if holds(byTrial) { byStudies += 1 }
        }
        let n = Double(replications)
        coverage = covered.map { Double($0) / n }
        self.prediction = (Double(byRows) / n, Double(byStudies) / n)
        meanTau2 = sum / n
    }
}
