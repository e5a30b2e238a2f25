import TrialNumerics

/// One trial's estimates in two kinds of participants, such as relapsing and progressive multiple sclerosis.
public struct WithinTrialContrast: Sendable, Codable, Equatable {
    /// The trial.
    public let trial: String
    /// The estimate in the reference group; nil where the trial did not include it.
    public let reference: EstimateWithVariance?
    /// The estimate in the other group; nil where the trial did not include it.
    public let other: EstimateWithVariance?

    /// Creates a contrast of independent groups of one trial.
    public init(trial: String, reference: EstimateWithVariance?, other: EstimateWithVariance?) {
        self.trial = trial
        self.reference = reference
        self.other = other
    }
}

/// An estimate and its sampling variance.
public struct EstimateWithVariance: Sendable, Codable, Equatable {
    /// The estimate, on the scale of analysis.
    public let estimate: Double
    /// Its sampling variance, > 0.
    public let variance: Double

    /// Creates an estimate.
    public init(estimate: Double, variance: Double) {
        self.estimate = estimate
        self.variance = variance
    }
}

/// Does the effect differ between kinds of participants? Answered within trials and, apart from that, across trials.
///
/// *Within*: each trial with both groups gives its own interaction (other − reference, variances added: the groups hold
/// different participants), and these are pooled; randomisation protects it. *Across*: the pooled effect of trials or
/// groups of one kind against the other from different trials; like any comparison across trials it can be confounded.
/// Their difference estimates the ecological bias. A pooled subgroup comparison mixes both ("deft" against "deluded").
///
/// *Reference*: Fisher, Carpenter, Morris, Freeman and Tierney 2017, doi:10.1136/bmj.j573.
public struct WithinTrialInteraction: Sendable, Codable, Equatable {
    /// The pooled within-trial interaction; nil where no trial has both groups.
    public let within: ModelFit?
    /// The trials behind it.
    public let withinTrials: [String]
    /// The across-trial contrast: other − reference from trials with one group only; nil where a kind is absent.
    public let across: Contrast?
    /// Across minus within: the ecological bias; nil where either is absent.
    public let ecologicalBias: Contrast?
    /// What a reader must know.
    public let warnings: [MethodWarning]

    /// A difference of two independent pooled effects, with a normal interval.
    public struct Contrast: Sendable, Codable, Equatable {
        /// The difference.
        public let estimate: Double
        /// Its standard error.
        public let standardError: Double
        /// Two-sided p-value of no difference.
        public let pValue: Double
        /// The confidence limits.
        public let limits: ConfidenceLimits

        init(_ estimate: Double, variance: Double, level: Double) {
            let error = variance.squareRoot()
            let normal = NormalDistribution.standard
            let half = normal.upperQuantile((1 - level) / 2) * error
            self.estimate = estimate
            standardError = error
            pValue = normal.twoSided(estimate / error)
            limits = ConfidenceLimits(lower: estimate - half, upper: estimate + half)
        }
    }

    /// Separates the two kinds of evidence.
    ///
    /// - Parameters:
    ///   - contrasts: The trials; those with both groups count within, those with one across.
    ///   - pooling: The choices for every pooled effect.
    /// - Throws: `StatisticsError` where there is no usable trial or an estimate cannot be used.
    public init(_ contrasts: [WithinTrialContrast], pooling: PoolingModel) throws(StatisticsError) {
        var interactions: [EstimateWithVariance] = []
        var trials: [String] = []
        var references: [EstimateWithVariance] = []
        var others: [EstimateWithVariance] = []
        for contrast in contrasts {
            switch (contrast.reference, contrast.other) {
            case (let reference?, let other?):
                trials.append(contrast.trial)
                interactions.append(
                    EstimateWithVariance(
                        estimate: other.estimate - reference.estimate,
                        variance: other.variance + reference.variance))
            case (let reference?, nil): references.append(reference)
            case (nil, let other?): others.append(other)
            case (nil, nil): continue
            }
        }
        guard !interactions.isEmpty || !(references.isEmpty || others.isEmpty) else {
            throw StatisticsError(
                .tooFewStudies, "an interaction needs a trial with both groups, or trials of both kinds",
                field: "contrasts")
        }
        within = try Self.pool(interactions, pooling)
        withinTrials = trials
        let pooledReference = try Self.pool(references, pooling)
        let pooledOther = try Self.pool(others, pooling)
        across = Self.difference(pooledOther?.pooled, pooledReference?.pooled, pooling.level)
        if let across, let within {
            let error = within.pooled.standardError
            ecologicalBias = Contrast(
                across.estimate - within.pooled.estimate,
                variance: across.standardError * across.standardError + error * error, level: pooling.level)
        } else {
            ecologicalBias = nil
        }
        warnings = Self.warnings(within: interactions.count, hasAcross: across != nil)
    }

    private static func pool(
        _ estimates: [EstimateWithVariance], _ pooling: PoolingModel
    ) throws(StatisticsError) -> ModelFit? {
        guard !estimates.isEmpty else { return nil }
        return try pooling.fit(
            LinearModel(estimates: estimates.map(\.estimate), variances: estimates.map(\.variance)))
    }

    private static func difference(_ other: Coefficient?, _ reference: Coefficient?, _ level: Double) -> Contrast? {
        guard let other, let reference else { return nil }
        return Contrast(
            other.estimate - reference.estimate,
            variance: other.standardError * other.standardError + reference.standardError * reference.standardError,
            level: level)
    }

    private static func warnings(within: Int, hasAcross: Bool) -> [MethodWarning] {
        var warnings: [MethodWarning] = []
        if within == 0 {
            warnings.append(
                MethodWarning(
                    code: "across-trials-only",
                    message:
                        "No trial has both groups; the contrast across trials may be confounded by anything that differs."
                ))
        } else if within == 1 {
            warnings.append(
                MethodWarning(code: "one-trial", message: "One trial has both groups; its interaction stands alone."))
        }
        if !hasAcross {
            warnings.append(
                MethodWarning(
                    code: "no-across-contrast",
                    message: "There are not trials of both kinds alone, so ecological bias cannot be estimated."))
        }
        return warnings
    }
}
