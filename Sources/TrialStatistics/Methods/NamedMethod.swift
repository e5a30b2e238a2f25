/// A method as a result names it: the code that a plan or a request writes, and the name that a reader sees.
public struct NamedMethod: Sendable, Codable, Equatable, Hashable {
    /// The code, such as `REML`.
    public let code: String
    /// The name in full, such as `restricted maximum likelihood`.
    public let name: String

    /// Creates a named method.
    public init(code: String, name: String) {
        self.code = code
        self.name = name
    }

    /// The estimator's code and name.
    public init(_ estimator: any HeterogeneityEstimator) { self.init(code: estimator.code, name: estimator.name) }

    /// The code and name of an interval for τ².
    public init(_ interval: any HeterogeneityInterval) { self.init(code: interval.code, name: interval.name) }

    /// The code and name of an interval for the pooled effect.
    public init(_ interval: any IntervalMethod) { self.init(code: interval.code, name: interval.name) }

    /// The code and name of a prediction interval.
    public init(_ prediction: any PredictionMethod) { self.init(code: prediction.code, name: prediction.name) }
}
