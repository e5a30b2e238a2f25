/// Two comparisons of one study that share a control group.
public struct SharedControlComparison: Sendable, Equatable {
    /// The control group.
    public let control: ReportedGroup
    /// The two estimates, on the scale of analysis.
    public let estimates: [Double]
    /// Participants of the whole study.
    public let participants: Double

    /// Creates a pair of comparisons.
    public init(control: ReportedGroup, estimates: (Double, Double), participants: Double) {
        self.control = control
        self.estimates = [estimates.0, estimates.1]
        self.participants = participants
    }
}

/// The sampling covariance of two estimates of a measure that share a control group, on the scale of analysis.
///
/// For a difference of group-wise quantities it is the sampling variance of the control's quantity (Gleser and Olkin
/// 2009, in *The Handbook of Research Synthesis and Meta-Analysis*, chapter 19); for standardised mean differences
/// their equation 19.19. Nil where the numbers do not give it.
public struct SharedControlCovariance: Sendable {
    private let covariance: @Sendable (SharedControlComparison) -> Double?

    /// Creates a rule; nil or a number that is not finite says that there is no covariance.
    public init(_ covariance: @escaping @Sendable (SharedControlComparison) -> Double?) {
        self.covariance = covariance
    }

    /// The covariance; nil where it is not known.
    public func callAsFunction(_ comparison: SharedControlComparison) -> Double? {
        covariance(comparison).flatMap { $0.isFinite ? $0 : nil }
    }

    /// A rule that needs the control's events and total.
    private static func events(_ rule: @escaping @Sendable (Double, Double) -> Double?) -> SharedControlCovariance {
        SharedControlCovariance { pair in
            pair.control.events.flatMap { events in pair.control.total.flatMap { rule(events, $0) } }
        }
    }

    /// A rule that needs the control's mean, variance and total.
    private static func mean(_ rule: @escaping @Sendable (Double, Double, Double) -> Double?) -> SharedControlCovariance
    {
        SharedControlCovariance { pair in
            guard let mean = pair.control.mean, let deviation = pair.control.standardDeviation,
                let total = pair.control.total
            else { return nil }
            return rule(mean, deviation * deviation, total)
        }
    }

    /// Of mean differences: s²/n.
    public static let mean = mean { _, variance, n in variance / n }
    /// Of log ratios of means: s²/(n x̄²).
    public static let logMean = mean { mean, variance, n in variance / (n * (mean * mean)) }
    /// Of standardised mean differences: 1/n + g₁g₂/(2N), with N of the whole study.
    public static let standardizedMean = SharedControlCovariance { pair in
        pair.control.total.map { 1 / $0 + pair.estimates[0] * pair.estimates[1] / (2 * pair.participants) }
    }
    /// Of log risk ratios: 1/e − 1/n, with events.
    public static let logRisk = events { e, n in e > 0 ? 1 / e - 1 / n : nil }
    /// Of log odds ratios: 1/e + 1/(n − e), with events and without.
    public static let logOdds = events { e, n in e > 0 && e < n ? 1 / e + 1 / (n - e) : nil }
    /// Of risk differences: e(n − e)/n³.
    public static let risk = events { e, n in e * (n - e) / (n * n * n) }
    /// Of arcsine differences: 1/(4n).
    public static let arcsine = events { _, n in 1 / (4 * n) }
    /// Of log rate ratios: 1/e, with events.
    public static let logRate = SharedControlCovariance { pair in
        pair.control.events.flatMap { $0 > 0 ? 1 / $0 : nil }
    }
    /// Of rate differences: e/t².
    public static let rate = SharedControlCovariance { pair in
        pair.control.events.flatMap { e in pair.control.personTime.map { e / ($0 * $0) } }
    }
    /// Of differences of square-rooted rates: 1/(4t).
    public static let rootRate = SharedControlCovariance { pair in pair.control.personTime.map { 1 / (4 * $0) } }
}
