import TrialStatistics

/// The methods that a plan can name: the registries of the statistics module, by their codes.
public enum MethodRegistry {
    static let estimators = HeterogeneityEstimators.all
    static let intervals = IntervalMethods.all
    static let predictions = PredictionMethods.all

    /// Codes of the estimators of τ².
    public static let heterogeneityCodes = estimators.map(\.code)
    /// Codes of the interval methods.
    public static let intervalCodes = intervals.map(\.code)
    /// Codes of the prediction intervals.
    public static let predictionCodes = predictions.map(\.code)
}
