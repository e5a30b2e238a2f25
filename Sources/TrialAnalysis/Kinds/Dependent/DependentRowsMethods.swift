import TrialResults
import TrialStatistics

/// What a plan's method keys choose for a model of rows that depend on each other.
struct DependentRowsMethods {
    /// Whether the restricted likelihood is maximised.
    var isRestricted = true
    /// How effects are judged.
    var inference = MultilevelInference.containment
    /// Whether the plan asks for the normal distribution or t by name.
    var hasInterval = false

    /// Names choices.
    init(isRestricted: Bool, inference: MultilevelInference) {
        self.isRestricted = isRestricted
        self.inference = inference
    }

    /// Reads the keys; what such a model cannot have is reported.
    ///
    /// - Parameters:
    ///   - entry: The analysis.
    ///   - model: What the model is called, such as `a multilevel model`.
    init(_ entry: PlanEntry, model: String) {
        if entry.text("model") == "common" {
            entry.problem(at: "model", "\(model) is one of random effects; remove 'model' or choose another kind")
        }
        if let estimator = entry.choice("heterogeneity", Estimator.self) { isRestricted = estimator == .restricted }
        if entry.has("prediction") {
            entry.problem(at: "prediction", "\(model) has one prediction interval only; remove 'prediction'")
        }
        let interval = entry.choice("interval", Interval.self)
        hasInterval = interval != nil
        let degrees = entry.choice("degrees-of-freedom", Degrees.self)
        if interval == .normal {
            inference = .normal
            if degrees != nil {
                entry.problem(
                    at: "degrees-of-freedom", "a normal interval has no degrees of freedom; set 'interval' to t")
            }
        } else {
            inference = degrees == .residual ? .residual : .containment
        }
    }

    private enum Estimator: String, CaseIterable {
        case restricted = "REML"
        case plain = "ML"
    }

    private enum Interval: String, CaseIterable {
        case normal
        case t
    }

    private enum Degrees: String, CaseIterable {
        case containment
        case residual
    }

    /// The methods as a record.
    ///
    /// - Parameters:
    ///   - profile: The method profile.
    ///   - level: The confidence level.
    ///   - interval: How effects were judged.
    ///   - hasPrediction: Whether there is a prediction interval.
    func record(
        _ profile: MethodProfile, level: Double, interval: NamedMethod, hasPrediction: Bool
    ) -> MethodRecord {
        var record = MethodRecord(profile.randomEffects, profile: profile)
        let estimator: any HeterogeneityEstimator =
            isRestricted ? RestrictedMaximumLikelihood() : MaximumLikelihood()
        record.estimator = NamedMethod(estimator)
        record.tau2Interval = NamedMethod(code: "profile-likelihood", name: "profile likelihood")
        record.interval = interval
        record.prediction =
            hasPrediction
            ? NamedMethod(code: interval.code, name: "prediction interval, \(interval.name)") : nil
        record.level = level
        record.seed = nil
        return record
    }
}
