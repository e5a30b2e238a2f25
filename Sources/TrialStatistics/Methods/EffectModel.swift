/// Whether the studies share one true effect or each has its own.
public enum EffectModel: String, Sendable, Codable, Equatable, CaseIterable {
    /// One true effect for all studies (also called fixed effect).
    case common
    /// Each study has its own true effect, with variance τ² around the pooled one.
    case random
}

extension EffectModel {
    /// Why the model that was used is not the one that was asked for.
    public enum Change: String, Sendable, Codable, Equatable, CaseIterable {
        /// Several comparisons of one trial say nothing of differences between trials, so they are pooled as one effect.
        case comparisonsOfOneTrial = "comparisons-of-one-trial"
    }
}

extension PoolingModel {
    /// Whether this model takes one true effect or one a study.
    public var effectModel: EffectModel { heterogeneity == nil ? .common : .random }
}
