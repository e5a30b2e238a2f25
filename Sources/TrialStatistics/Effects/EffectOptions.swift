/// Choices for the computation of effect estimates; `nil` leaves the choice to the measure.
public struct EffectOptions: Sendable, Codable, Equatable {
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule?
    /// Which sampling variance, as the literature names it.
    public var varianceType: VarianceType?
    /// Whether to correct the small-sample bias.
    public var biasCorrection: Bool?

    /// Creates options; by default each measure chooses.
    public init(
        zeroCells: ZeroCellRule? = nil, varianceType: VarianceType? = nil, biasCorrection: Bool? = nil
    ) {
        self.zeroCells = zeroCells
        self.varianceType = varianceType
        self.biasCorrection = biasCorrection
    }
}

/// The sampling variances of the literature, by their usual short names.
public enum VarianceType: String, Sendable, Codable, Equatable, CaseIterable {
    /// The large-sample approximation.
    case largeSample = "LS"
    /// A second large-sample approximation, often with the bias correction in it.
    case largeSample2 = "LS2"
    /// An unbiased estimate.
    case unbiased = "UB"
    /// The large-sample approximation with the estimate replaced by its average over the studies.
    case averaged = "AV"
    /// Hedges' approximations of the correction and of the variance, as RevMan and older reviews have them.
    case approximate = "AP"
    /// One variance for both groups.
    case homoscedastic = "HO"
    /// One coefficient of variation for both groups, averaged over the studies.
    case averagedHomoscedastic = "AVHO"
    /// For groups whose sizes were fixed by the design (stratified sampling).
    case stratified = "ST"
    /// For one sample that fell into groups (cross-sectional sampling).
    case crossSectional = "CS"
}
