/// The prediction intervals, by the words of the batch contract.
public enum PredictionMethods {
    /// All methods.
    public static let all: [any PredictionMethod] = [
        PredictionInterval(.normal), PredictionInterval(.tStudiesMinusOne), PredictionInterval(.tStudiesMinusTwo),
        AdjustedPrediction(.hartungKnapp), AdjustedPrediction(.hartungKnapp, isPartlettRiley: true),
        AdjustedPrediction(.kenwardRoger), AdjustedPrediction(.kenwardRoger, isPartlettRiley: true),
        ConfidenceDistributionPrediction(),
    ]

    /// The method of that word, such as `t-k-1`; nil where there is none.
    public static func named(_ code: String) -> (any PredictionMethod)? { all.first { $0.code == code } }
}
