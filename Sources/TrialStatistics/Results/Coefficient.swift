/// One coefficient of a model: its estimate and how sure it is, on the scale of analysis.
public struct Coefficient: Sendable, Codable, Equatable {
    /// The name of the column, `intercept` for the pooled effect.
    public let name: String
    /// The estimate, on the scale of analysis (a logarithm for ratios).
    public let estimate: Double
    /// Its standard error by the interval method in force.
    public let standardError: Double
    /// Estimate divided by standard error; another statistic where the interval method has one, such as a signed root.
    public let statistic: Double
    /// Degrees of freedom of the t distribution; nil where the normal one was used.
    public let degreesOfFreedom: Double?
    /// Two-sided p-value of the hypothesis that the coefficient is zero.
    public let pValue: Double
    /// The confidence limits, on the scale of analysis; infinite where the method leaves a side open.
    public let limits: ConfidenceLimits

    /// Creates a coefficient.
    public init(
        name: String, estimate: Double, standardError: Double, statistic: Double, degreesOfFreedom: Double?,
        pValue: Double, limits: ConfidenceLimits
    ) {
        self.name = name
        self.estimate = estimate
        self.standardError = standardError
        self.statistic = statistic
        self.degreesOfFreedom = degreesOfFreedom
        self.pValue = pValue
        self.limits = limits
    }
}
