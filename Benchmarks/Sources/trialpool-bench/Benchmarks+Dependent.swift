import Glibc
import TrialNumerics
import TrialStatistics

extension Benchmarks {
    /// Rows that depend on each other: three levels of several sizes, times and outcomes of one trial. All REML.
    func dependentRows() throws -> [Measurement] {
        var slow = timing
        slow.rounds = 5
        let fitter = MultilevelFitter()
        var rows: [Measurement] = []
        for (count, clusters) in [(56, 11), (1_000, 200), (20_000, 4_000)] {
            let model = try BenchmarkData.threeLevels(rows: count, clusters: clusters, seed: 2026)
            let timer = count > 1_000 ? slow : timing
            rows.append(
                try timer.measure("three levels, \(count) rows in \(clusters)") {
                    try fitter.fit(model).pooled.estimate
                })
        }
        let times = try BenchmarkData.times(trials: 12, seed: 2026)
        var request = TimeCourseRequest(months: [6, 12, 24], curvePoints: 61)
        request.hasComponentLimits = false
        rows.append(
            try timing.measure("effect over time, 48 rows of 12 trials, with its curve") {
                try fitter.timeCourse(times, request).points[0].effect.estimate
            })
        let outcomes = try BenchmarkData.outcomes(trials: 12, seed: 2026)
        rows.append(
            try timing.measure("two outcomes of 12 trials, joint, separate, with limits of each variance") {
                try fitter.outcomes(outcomes).outcomes[0].joint.estimate
            })
        return rows
    }
}

extension BenchmarkData {
    /// Random rows in clusters of equal size, a variance between and one within.
    static func threeLevels(rows: Int, clusters: Int, seed: UInt64) throws -> MultilevelModel {
        var random = SeededGenerator(seed: seed)
        let levels = (0..<clusters).map { _ in 0.3 * random.normal() }
        let variances = (0..<rows).map { _ in 0.02 + 0.1 * random.uniform() }
        let names = (0..<rows).map { "c\($0 % clusters)" }
        return try MultilevelModel(
            estimates: (0..<rows).map { levels[$0 % clusters] + (variances[$0] + 0.04).squareRoot() * random.normal() },
            covariance: SamplingCovariance(variances: variances),
            terms: RandomTerm.nested(names: ["cluster", "row"], rows: [names, (0..<rows).map(String.init)]))
    }

    /// Trials at four months with errors that correlate over time.
    static func times(trials: Int, seed: UInt64) throws -> EffectOverTime {
        var random = SeededGenerator(seed: seed)
        let months = (0..<(4 * trials)).map { [3.0, 6, 12, 24][$0 % 4] }
        let names = months.indices.map { "t\($0 / 4)" }
        let variances = months.map { _ in 0.02 + 0.1 * random.uniform() }
        let levels = (0..<trials).map { _ in 0.3 * random.normal() }
        return try EffectOverTime(
            EffectOverTime.Rows(
                estimates: months.indices.map { levels[$0 / 4] + variances[$0].squareRoot() * random.normal() },
                months: months, trials: names,
                covariance: SamplingCovariance(variances: variances, clusters: names) { a, b in
                    pow(0.6, abs(months[a] - months[b]) / 12)
                }), course: .linear)
    }

    /// Two outcomes a trial with errors that correlate.
    static func outcomes(trials: Int, seed: UInt64) throws -> OutcomesModel {
        var random = SeededGenerator(seed: seed)
        let names = (0..<(2 * trials)).map { "t\($0 / 2)" }
        let variances = names.map { _ in 0.02 + 0.1 * random.uniform() }
        let levels = (0..<trials).map { _ in 0.3 * random.normal() }
        return try OutcomesModel(
            OutcomesModel.Rows(
                estimates: names.indices.map { levels[$0 / 2] + (variances[$0] + 0.05).squareRoot() * random.normal() },
                outcomes: names.indices.map { $0 % 2 == 0 ? "pain" : "mood" }, trials: names,
                covariance: SamplingCovariance(variances: variances, clusters: names, correlation: 0.5)))
    }
}
