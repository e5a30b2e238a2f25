import TrialStatistics

/// The pooling model of an analysis: the profile's, with what the plan chooses in its place.
struct PoolingChoice {
    let model: PoolingModel
    let words: String

    init(_ choices: MethodChoices, profile: MethodProfile, seed: UInt64) {
        let isCommon = choices.model == "common"
        var model = isCommon ? profile.commonEffect : profile.randomEffects
        if !isCommon, let code = choices.heterogeneity {
            model.heterogeneity = HeterogeneityEstimators.named(code) ?? model.heterogeneity
        }
        if let code = choices.interval {
            model.interval = IntervalMethods.named(code) ?? model.interval
        }
        if let code = choices.prediction {
            model.prediction = PredictionMethods.named(code) ?? model.prediction
        }
        if let bootstrap = model.prediction as? ConfidenceDistributionPrediction {
            model.prediction = ConfidenceDistributionPrediction(draws: bootstrap.draws, seed: seed)
        }
        if let level = choices.level { model.level = level }
        self.model = model
        let estimator = model.heterogeneity.map { "random effects, τ² by \($0.name)" } ?? "common effect"
        let prediction = isCommon ? nil : model.prediction.map(\.name)
        words = ([estimator, "\(model.interval.name) interval"] + [prediction].compactMap { $0 }).joined(
            separator: "; ")
    }
}
