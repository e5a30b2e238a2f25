import TrialNumerics

@testable import TrialStatistics

/// Data and combinations on which the laws are tried.
enum LawData {
    /// A set of estimates with a name for messages.
    struct Studies: Sendable, CustomStringConvertible {
        let description: String
        let estimates: [Double]
        let variances: [Double]

        var model: LinearModel {
            get throws { try LinearModel(estimates: estimates, variances: variances) }
        }
    }

    static let heterogeneous = Studies(
        description: "heterogeneous", estimates: [-0.89, -1.59, -1.35, -1.44, -0.22, -0.79, -1.62, 0.01],
        variances: [0.326, 0.195, 0.415, 0.02, 0.051, 0.007, 0.223, 0.004])
    static let homogeneous = Studies(
        description: "homogeneous", estimates: [0.21, 0.18, 0.25, 0.19, 0.22],
        variances: [0.05, 0.08, 0.04, 0.06, 0.09])
    static let two = Studies(description: "two studies", estimates: [0.4, -0.3], variances: [0.04, 0.06])
    static let all = [heterogeneous, homogeneous, two]

    /// One estimator with one interval and one set of studies.
    struct Case: Sendable, CustomStringConvertible {
        let estimator: any HeterogeneityEstimator
        let interval: any IntervalMethod
        let studies: Studies
        var description: String { "\(estimator.code) × \(interval.code) × \(studies)" }
        var pooling: PoolingModel { PoolingModel(heterogeneity: estimator, interval: interval) }
    }

    /// Every estimator with every interval on every set.
    static let cases = MethodRegistry.standard.estimators.flatMap { estimator in
        MethodRegistry.standard.intervals.flatMap { interval in
            all.map { Case(estimator: estimator, interval: interval, studies: $0) }
        }
    }
}
