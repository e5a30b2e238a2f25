/// How much each study adds to heterogeneity, and how much it moves the pooled effect: the two axes of Baujat's plot.
///
/// Both under the common-effect model with weights w = 1/v, as in the paper: the contribution of study i to Cochran's Q
/// is wᵢ(yᵢ − μ̂)², its influence is (μ̂ − μ̂₍₋ᵢ₎)² / Var(μ̂₍₋ᵢ₎), where Var(μ̂₍₋ᵢ₎) = 1 / Σⱼ≠ᵢ wⱼ. The contributions add up to
/// Q.
///
/// *Edge cases*: one study has no influence to speak of and is an error. *Reference*: Baujat, Mahé, Pignon and Hill
/// 2002, doi:10.1002/sim.1221.
public struct BaujatCoordinates: Sendable, Codable, Equatable {
    /// One study.
    public struct Row: Sendable, Codable, Equatable {
        /// 1-based position of the study.
        public let study: Int
        /// Its part of Cochran's Q.
        public let contribution: Double
        /// The squared change of the pooled effect without it, in units of that effect's variance.
        public let influence: Double
    }

    /// One row a study, in the order of the studies.
    public let rows: [Row]

    /// Computes the coordinates of each study of an intercept-only model.
    ///
    /// - Throws: `StatisticsError` for moderators and for fewer than two studies.
    public init(_ model: LinearModel) throws(StatisticsError) {
        guard model.design.isInterceptOnly else {
            throw StatisticsError(.unsupported, "Baujat's plot knows no moderators")
        }
        guard model.studies > 1 else {
            throw StatisticsError(.tooFewStudies, "Baujat's plot needs at least 2 studies")
        }
        let weights = model.variances.map { 1 / $0 }
        let total = weights.reduce(0, +)
        let mean = zip(weights, model.estimates).reduce(0) { $0 + $1.0 * $1.1 } / total
        // The sums of the weights behind each study, so that those of all others need no difference: total − wᵢ would cancel
        // where one study has nearly all.
        var behind = Array(repeating: 0.0, count: weights.count + 1)
        for i in weights.indices.reversed() { behind[i] = behind[i + 1] + weights[i] }
        var before = 0.0
        rows = model.estimates.indices.map { i in
            let residual = model.estimates[i] - mean
            let others = before + behind[i + 1]
            before += weights[i]
            // μ̂ − μ̂₍₋ᵢ₎ = wᵢ(yᵢ − μ̂) / Σⱼ≠ᵢ wⱼ
            let change = weights[i] * residual / others
            return Row(
                study: i + 1, contribution: weights[i] * residual * residual, influence: change * change * others)
        }
    }
}
