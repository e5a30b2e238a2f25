import TrialNumerics

/// An effect that a model of dependent rows gives, such as at one time or of one outcome, with how sure it is.
public struct JudgedEffect: Sendable, Codable, Equatable {
    /// The estimate, on the scale of analysis.
    public let estimate: Double
    /// Its standard error.
    public let standardError: Double
    /// Degrees of freedom of the t distribution; nil for the normal one.
    public let degreesOfFreedom: Double?
    /// Two-sided p-value of no effect.
    public let pValue: Double
    /// The confidence limits.
    public let limits: ConfidenceLimits
    /// Where the true effect of a new trial may lie: estimate ± quantile × √(τ² + SE²); nil where τ² is not known.
    public let prediction: ConfidenceLimits?

    /// Judges an estimate by t, by the normal distribution for infinite degrees of freedom.
    ///
    /// - Parameters:
    ///   - estimate: The estimate.
    ///   - variance: Its variance.
    ///   - degreesOfFreedom: Those of t.
    ///   - level: The confidence level.
    ///   - spread: The variance of true effects around it; nil where it is not known.
    init(
        _ estimate: Double, variance: Double, degreesOfFreedom: Double, level: Double, spread: Double?
    ) {
        let error = max(0, variance).squareRoot()
        let distribution = StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
        let quantile = distribution.upperQuantile((1 - level) / 2)
        self.estimate = estimate
        standardError = error
        self.degreesOfFreedom = degreesOfFreedom.isFinite ? degreesOfFreedom : nil
        pValue = distribution.twoSided(estimate / error)
        limits = ConfidenceLimits(lower: estimate - quantile * error, upper: estimate + quantile * error)
        prediction = spread.map { spread in
            let wide = quantile * (spread + error * error).squareRoot()
            return ConfidenceLimits(lower: estimate - wide, upper: estimate + wide)
        }
    }
}

/// A joint test of several effects of a model of dependent rows.
public struct DependentTest: Sendable, Codable, Equatable {
    /// F; χ² without a denominator.
    public let statistic: Double
    /// Number of effects or differences that are tested.
    public let degreesOfFreedom: Int
    /// Degrees of freedom below the F; nil for χ².
    public let denominatorDegreesOfFreedom: Double?
    /// P(F or χ² > statistic).
    public let pValue: Double

    init(_ test: LinearHypothesis.JointTest) {
        statistic = test.statistic
        degreesOfFreedom = test.degreesOfFreedom
        denominatorDegreesOfFreedom = test.denominatorDegreesOfFreedom
        pValue = test.pValue
    }

    init(_ test: RobustWaldTest) {
        statistic = test.statistic
        degreesOfFreedom = test.degreesOfFreedom
        denominatorDegreesOfFreedom = test.denominatorDegreesOfFreedom
        pValue = test.pValue
    }
}

/// Why a model of dependent rows was not fitted: the rows do not carry so many parameters.
public struct ModelRefusal: Sendable, Codable, Equatable {
    /// The kind of shortage.
    public enum Reason: String, Sendable, Codable, CaseIterable {
        /// All rows are of one time, so nothing can be said of change.
        case oneTime = "one-time"
        /// Fewer different times than coefficients.
        case fewTimes = "few-times"
        /// Too few trials for the coefficients and a variance between trials.
        case fewTrials = "few-trials"
        /// One outcome only.
        case oneOutcome = "one-outcome"
        /// Fewer rows than coefficients, variances and correlations.
        case fewRows = "few-rows"
    }

    /// The kind of shortage.
    public let reason: Reason
    /// What is lacking and what to do, in one sentence without its period.
    public let message: String

    /// Names a reason.
    init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }
}
