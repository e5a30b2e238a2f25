import TrialStatistics

/// What is timed of many studies: their fit, and follow-ups that leave out each in turn.
enum DeletionBenchmarks {
    /// Leave-one-out, influence and residuals of many studies by REML with the guarded Hartung–Knapp interval.
    static func rows(_ timing: Timing) throws -> [Measurement] {
        var slow = timing
        slow.rounds = 3
        let choices = MethodProfiles.trialPool1.randomEffects
        let thousand = try BenchmarkData.model(studies: 1_000, seed: 1)
        let two = try BenchmarkData.model(studies: 2_000, seed: 2)
        let five = try BenchmarkData.model(studies: 5_000, seed: 5)
        let million = try BenchmarkData.model(studies: 1_000_000, seed: 6)
        return [
            try slow.measure("REML with all inference, 2,000 studies") { try choices.fit(two).pooled.estimate },
            try slow.measure("REML with all inference, 1,000,000 studies") { try choices.fit(million).pooled.estimate },
            slow.measure("REML for 1,000 studies") { RestrictedMaximumLikelihood().estimate(thousand).tau2 },
            try slow.measure("leave-one-out, 1,000 studies") {
                try LeaveOneOut(thousand, by: choices).rows[17].refit?.tau2 ?? 0
            },
            try slow.measure("influence, 1,000 studies") {
                try Influence(thousand, by: choices).rows[17].deletion?.tau2 ?? 0
            },
            try slow.measure("residuals, 2,000 studies") {
                try StudyResiduals(two, by: choices).studentised[17]?.value ?? 0
            },
            try slow.measure("leave-one-out, 5,000 studies") {
                try LeaveOneOut(five, by: choices).rows[17].refit?.tau2 ?? 0
            },
            try slow.measure("influence, 5,000 studies") {
                try Influence(five, by: choices).rows[17].deletion?.tau2 ?? 0
            },
        ]
    }
}
