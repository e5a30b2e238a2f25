import TrialStatistics

/// The methods that a plan can name. New ones enter the registries of the statistics module.
public enum MethodRegistry {
    static let estimators = HeterogeneityEstimators.all
    static let intervals: [any IntervalMethod] = [NormalInterval(), TInterval(), HartungKnapp(), HartungKnapp.guarded]
    static let predictions: [any PredictionMethod] = PredictionInterval.Reference.allCases.map {
        PredictionInterval($0)
    }

    /// Codes of the estimators of τ².
    public static let heterogeneityCodes = estimators.map(\.code)
    /// Codes of the interval methods.
    public static let intervalCodes = intervals.map(\.code)
    /// Codes of the prediction intervals.
    public static let predictionCodes = predictions.map(\.code)
}
