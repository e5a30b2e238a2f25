import CReference
import TrialStatistics

/// What is timed, in groups of comparable rows.
struct Benchmarks {
    var timing = Timing()
    let bcg: LinearModel

    init() throws { bcg = try BenchmarkData.bcgModel() }

    /// Pooling the 13 trials, with C beside it.
    func pooling() throws -> [Measurement] {
        let (y, v) = (bcg.estimates, bcg.variances)
        let reml = RestrictedMaximumLikelihood()
        let moments = DerSimonianLaird()
        let profile = MethodProfiles.trialPool1.randomEffects
        var noLimits = profile
        noLimits.heterogeneityInterval = nil
        return [
            timing.measure("C -O3: DerSimonian–Laird, τ² and mean") {
                var (tau2, mean) = (0.0, 0.0)
                reference_dersimonian_laird(y, v, y.count, &tau2, &mean)
                return mean
            },
            timing.measure("DerSimonian–Laird, τ² with its standard error") { moments.estimate(bcg).tau2 },
            timing.measure("C -O3: REML by Fisher scoring, τ² and mean") {
                var (tau2, mean) = (0.0, 0.0)
                _ = reference_reml(y, v, y.count, &tau2, &mean)
                return mean
            },
            timing.measure("REML, all maxima searched, with its standard error") { reml.estimate(bcg).tau2 },
            timing.measure("mean and covariance at a τ²") {
                ModelSolution(bcg, tau2: 0.3, isRandom: true).coefficients[0]
            },
            timing.measure("Q-profile limits of τ²") {
                QProfileInterval().interval(bcg, level: 0.95)?.upper ?? 0
            },
            try timing.measure("trialpool-1 without limits of τ²") { try noLimits.fit(bcg).pooled.estimate },
            try timing.measure("trialpool-1: REML with all inference") { try profile.fit(bcg).pooled.estimate },
            try timing.measure("iqwig-6 with all inference") {
                try MethodProfiles.iqwig6.randomEffects.fit(bcg).pooled.estimate
            },
            timing.measure("profile likelihood interval") {
                let method = ProfileLikelihoodInterval()
                let solution = ModelSolution(bcg, tau2: 0.28, isRandom: true)
                return method.inference(for: solution, level: 0.95).limits?[0].upper ?? 0
            },
        ]
    }

    /// Effect estimates of a million tables.
    func effects() throws -> [Measurement] {
        var slow = timing
        slow.rounds = 5
        let tables = BenchmarkData.tables(1_000_000, seed: 2026)
        let flat = tables.flatMap { [$0.events1, $0.total1, $0.events2, $0.total2] }
        let columns = try StudyColumns([
            "events1": tables.map(\.events1), "total1": tables.map(\.total1), "events2": tables.map(\.events2),
            "total2": tables.map(\.total2),
        ])
        let measure = try EffectMeasures.standard.named("RR")
        var (y, v) = (Array(repeating: 0.0, count: tables.count), Array(repeating: 0.0, count: tables.count))
        return [
            slow.measure("C -O3: log risk ratios") {
                reference_log_risk_ratios(flat, tables.count, &y, &v)
                return y[17]
            },
            slow.measure("log risk ratios of tables") { Double(RiskRatio().effects(of: tables).count) },
            slow.measure("log risk ratios of tables, as columns") {
                RiskRatio().effectColumns(of: tables).estimates[17]
            },
            try slow.measure("log risk ratios by code from columns, one result each") {
                Double(try measure.effects(columns: columns).count)
            },
        ]
            + (try ["RR", "OR", "RD", "AS", "PETO", "PHI", "YUQ", "YUY", "OR2DL"].map { code in
                let measure = try EffectMeasures.standard.named(code)
                return try slow.measure("\(code) by code from columns, as columns") {
                    try measure.effectColumns(columns).estimates[17]
                }
            })
    }

    /// Rare events.
    func rareEvents() throws -> [Measurement] {
        let panel = BinaryComparisonPanel()
        return [
            timing.measure("conditional exact mixed model, 13 BCG trials") {
                MixedModel(ConditionalExact<BinaryComparison>()).answer(for: BenchmarkData.bcg, level: 0.95)
                    .estimate?.estimate ?? 0
            },
            try timing.measure("two-arm panel, 9 trials") {
                Double(try panel.table(for: BenchmarkData.nineTrials).rows.count)
            },
            try timing.measure("two-arm panel, 5 trials, 4/87 v 0/87") {
                Double(try panel.table(for: BenchmarkData.fourAgainstNone).rows.count)
            },
            try timing.measure("single-arm panel, 9 cohorts, 0/133") {
                Double(try ProportionPanel().table(for: BenchmarkData.noneInNine).rows.count)
            },
        ]
    }

    /// The rows of the panel on nine trials, dearest first.
    func panelRows() throws -> [Measurement] {
        try BinaryComparisonPanel().methods.map { method in
            try timing.measure("– \(method.code)") { try Self.answer(method) }
        }.sorted { $0.minimum > $1.minimum }
    }

    private static func answer(_ method: any RareEventMethod<BinaryComparison>) throws -> Double {
        try method.pool(BenchmarkData.nineTrials, level: 0.95).estimate?.estimate ?? 0
    }

    /// Follow-ups that fit many data sets, on the clock of all threads.
    func followUps() throws -> [Measurement] {
        var slow = timing
        slow.rounds = 5
        slow.countsAllThreads = true
        var slowest = slow
        slowest.rounds = 2
        let choices = MethodProfiles.trialPool1.randomEffects
        let twenty = try BenchmarkData.model(studies: 20, seed: 20)
        let latitude = try BenchmarkData.bcgByLatitude()
        let sample = PermutationPlan.sampled(1_000, seed: 1)
        return [
            try slow.measure("table of all 8,191 subsets of 13 trials") {
                try SubsetTable(bcg, by: choices).estimates[100]
            },
            try slow.measure("effect and τ² of all 8,191 subsets of 13 trials") {
                try SubsetExploration(bcg, by: choices).estimates[100]
            },
            try slow.measure("exact permutation test of 13 trials, 8,192 sign patterns") {
                try PermutationTest(bcg, by: choices, plan: .exact).coefficients[0].pValue
            },
            try slowest.measure("permutation intervals of 2 coefficients, 13 trials, 1,000 draws") {
                try PermutationInterval(latitude, by: choices, coefficient: 0, plan: sample).estimate
                    + PermutationInterval(latitude, by: choices, coefficient: 1, plan: sample).estimate
            },
            slow.measure("prediction interval by bootstrap of 13 trials, 10,000 draws") {
                let solution = ModelSolution(bcg, tau2: 0.31, isRandom: true)
                let inference = NormalInterval().inference(for: solution, level: 0.95)
                return ConfidenceDistributionPrediction(draws: 10_000)
                    .interval(for: solution, inference: inference, level: 0.95)?.upper ?? 0
            },
            slow.measure("τ² of 13 trials by the median of Q's distribution") {
                GeneralisedQMedian().estimate(bcg).tau2
            },
            try slowest.measure("table of all 1,048,575 subsets of 20 studies") {
                try SubsetTable(twenty, by: choices).estimates[100]
            },
            try slowest.measure("effect and τ² of all 1,048,575 subsets of 20 studies") {
                try SubsetExploration(twenty, by: choices, limit: 1 << 20).estimates[100]
            },
            try slowest.measure("exact permutation test of 20 studies, 1,048,576 sign patterns") {
                try PermutationTest(twenty, by: choices, plan: .exact).coefficients[0].pValue
            },
        ]
    }
}
