/// The methods that can be named: estimators, intervals, predictions, tests of asymmetry and profiles, each by its code.
///
/// A value: a program that brings a method of its own makes a registry with it (`MethodRegistry.standard.adding(…)`) and
/// hands it to whatever reads names.
public struct MethodRegistry: Sendable {
    /// The estimators of τ².
    public internal(set) var estimators: [any HeterogeneityEstimator]
    /// The intervals for the pooled effect.
    public internal(set) var intervals: [any IntervalMethod]
    /// The prediction intervals.
    public internal(set) var predictions: [any PredictionMethod]
    /// The intervals for τ².
    public internal(set) var heterogeneityIntervals: [HeterogeneityIntervalChoice]
    /// The tests of funnel asymmetry, in their usual form.
    public internal(set) var asymmetryTests: [any FunnelAsymmetryTest]
    /// The method profiles, the default first.
    public internal(set) var profiles: [MethodProfile]

    /// A registry without any method.
    public init() {
        estimators = []
        intervals = []
        predictions = []
        heterogeneityIntervals = []
        asymmetryTests = []
        profiles = []
    }
}

/// An interval for τ² that may follow the estimator in force.
public struct HeterogeneityIntervalChoice: Sendable {
    /// The code, such as `QP`.
    public let code: String
    private let make: @Sendable (any HeterogeneityEstimator) -> any HeterogeneityInterval

    /// An interval that is the same whatever the estimator.
    public init(_ interval: any HeterogeneityInterval) {
        code = interval.code
        make = { _ in interval }
    }

    /// An interval that follows the estimator; its code must not depend on it.
    public init(following make: @escaping @Sendable (any HeterogeneityEstimator) -> any HeterogeneityInterval) {
        code = make(RestrictedMaximumLikelihood()).code
        self.make = make
    }

    /// The interval beside an estimator; nil, a common effect, takes restricted maximum likelihood.
    public func interval(beside estimator: (any HeterogeneityEstimator)?) -> any HeterogeneityInterval {
        make(estimator ?? RestrictedMaximumLikelihood())
    }
}

extension MethodRegistry {
    /// The estimator of that code, such as `REML`; nil where there is none.
    public func estimator(_ code: String) -> (any HeterogeneityEstimator)? { estimators.first { $0.code == code } }

    /// The interval of that code, such as `hartung-knapp`; nil where there is none.
    public func interval(_ code: String) -> (any IntervalMethod)? { intervals.first { $0.code == code } }

    /// The prediction interval of that code, such as `t-k-1`; nil where there is none.
    public func prediction(_ code: String) -> (any PredictionMethod)? { predictions.first { $0.code == code } }

    /// The interval for τ² of that code, such as `QP`; nil where there is none.
    public func heterogeneityInterval(_ code: String) -> HeterogeneityIntervalChoice? {
        heterogeneityIntervals.first { $0.code == code }
    }

    /// The test of funnel asymmetry of that code, such as `egger`; nil where there is none.
    public func asymmetryTest(_ code: String) -> (any FunnelAsymmetryTest)? { asymmetryTests.first { $0.code == code } }

    /// The profile of that name; nil where there is none.
    public func profile(_ name: String) -> MethodProfile? { profiles.first { $0.name == name } }
}

extension MethodRegistry {
    /// The registry with an estimator; it takes the place of one of the same code.
    public func adding(_ estimator: any HeterogeneityEstimator) -> Self {
        changed { Self.put(estimator, into: &$0.estimators) { $0.code } }
    }

    /// The registry with an interval; it takes the place of one of the same code.
    public func adding(_ interval: any IntervalMethod) -> Self {
        changed { Self.put(interval, into: &$0.intervals) { $0.code } }
    }

    /// The registry with a prediction interval; it takes the place of one of the same code.
    public func adding(_ prediction: any PredictionMethod) -> Self {
        changed { Self.put(prediction, into: &$0.predictions) { $0.code } }
    }

    /// The registry with an interval for τ²; it takes the place of one of the same code.
    public func adding(_ interval: HeterogeneityIntervalChoice) -> Self {
        changed { Self.put(interval, into: &$0.heterogeneityIntervals) { $0.code } }
    }

    /// The registry with a test of funnel asymmetry; it takes the place of one of the same code.
    public func adding(_ test: any FunnelAsymmetryTest) -> Self {
        changed { Self.put(test, into: &$0.asymmetryTests) { $0.code } }
    }

    /// The registry with a profile; it takes the place of one of the same name.
    public func adding(_ profile: MethodProfile) -> Self {
        changed { Self.put(profile, into: &$0.profiles) { $0.name } }
    }

    private func changed(_ change: (inout Self) -> Void) -> Self {
        var registry = self
        change(&registry)
        return registry
    }

    private static func put<Method>(
        _ method: Method, into methods: inout [Method], by code: (Method) -> String
    ) {
        if let place = methods.firstIndex(where: { code($0) == code(method) }) {
            methods[place] = method
        } else {
            methods.append(method)
        }
    }
}
