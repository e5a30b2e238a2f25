import TrialStatistics

/// What a plan may ask of an effect over time.
public struct DurabilityOptions: KindOptions {
    static let keys = [
        "over-time", "knots", "at", "structure", "time-correlation", "correlation-months", "correlation-grid", "robust",
    ]

    /// How the effect may run over time.
    public enum Course: String, Codable, Sendable, CaseIterable {
        /// A mean of its own at each month.
        case factor
        /// A straight line.
        case linear
        /// A straight line in log(1 + months).
        case logLinear = "log-linear"
        /// A restricted cubic spline.
        case spline
    }

    /// How the effect may run over time.
    public var course = Course.linear
    /// The knots of a spline; empty for those of the rows' months.
    public var knots: [Double] = []
    /// The months that are answered.
    public var months: [Double] = [6, 12, 24]
    /// How true effects of one trial hang together over time.
    public var structure = TimeStructure.automatic
    /// The correlation of one group's results `correlationMonths` apart; nil for the kind's own guess.
    public var correlation: Double?
    /// How many months apart results correlate by that.
    public var correlationMonths = 12.0
    /// Other correlations to show.
    public var grid: [Double] = [0.3, 0.6, 0.9]
    /// Whether the restricted likelihood is maximised.
    public var isRestricted = true
    /// How effects are judged where trials cannot.
    public var inference = MultilevelInference.containment
    /// How few trials are made up for where they judge; nil where the model does.
    public var robust: ClusterCorrection? = .biasReduced

    /// What is assumed where the plan says nothing.
    public static let assumedCorrelation = 0.6

    /// A straight line, answered at 6, 12 and 24 months.
    public init() {}

    init(_ entry: PlanEntry) {
        knots = entry.numbers("knots")
        course = entry.choice("over-time", Course.self) ?? (knots.isEmpty ? .linear : .spline)
        readKnots(entry)
        if entry.has("at") {
            months = Set(entry.numbers("at")).sorted()
            if months.isEmpty { entry.problem(at: "at", "'at' needs at least one month, such as 12") }
        }
        if let word = entry.text("structure") {
            if let known = TimeStructure(rawValue: word) {
                structure = known
            } else {
                let words = TimeStructure.all.map(\.rawValue).joined(separator: ", ")
                entry.problem(at: "structure", "there is no structure '\(word)' over time; choose from \(words)")
            }
        }
        correlation = entry.number("time-correlation")
        if let r = correlation, !(r >= 0 && r < 1) {
            entry.problem(at: "time-correlation", "'time-correlation' must be at least 0 and below 1, such as 0.6")
        }
        correlationMonths = entry.number("correlation-months") ?? 12
        if !(correlationMonths > 0) {
            entry.problem(at: "correlation-months", "'correlation-months' must be above 0, such as 12")
        }
        grid = CorrelationGrid(entry, default: grid, lowest: 0).values
        let methods = DependentRowsMethods(entry, model: "a model over time")
        (isRestricted, inference) = (methods.isRestricted, methods.inference)
        robust = entry.choice("robust", ClusterCorrection.self) ?? (methods.hasInterval ? nil : .biasReduced)
    }

    private func readKnots(_ entry: PlanEntry) {
        guard entry.has("knots") else { return }
        if course != .spline {
            entry.problem(at: "knots", "only a spline has knots; set 'over-time' to spline or remove 'knots'")
        }
        if knots.count < 3 || !zip(knots, knots.dropFirst()).allSatisfy({ $0 < $1 }) {
            entry.problem(at: "knots", "'knots' needs three months or more, ascending, such as [3, 12, 24]")
        }
    }

    /// All times count.
    public var takesEveryTime: Bool { true }

    /// The course over rows of these months.
    func course(over rows: [Double]) -> TimeCourse {
        switch course {
        case .factor: .factor
        case .linear: .linear
        case .logLinear: .logLinear
        case .spline: .spline(knots: knots.isEmpty ? DoseCurve.knots(of: rows) : knots)
        }
    }
}

/// Correlations to show beside the one that is used.
struct CorrelationGrid {
    let values: [Double]

    /// Reads `correlation-grid`.
    ///
    /// - Parameters:
    ///   - entry: The analysis.
    ///   - fallback: What is shown where the plan says nothing.
    ///   - lowest: The lowest correlation there can be.
    init(_ entry: PlanEntry, default fallback: [Double], lowest: Double) {
        guard entry.has("correlation-grid") else {
            values = fallback
            return
        }
        values = Set(entry.numbers("correlation-grid")).sorted()
        if !values.allSatisfy({ $0 >= lowest && $0 < 1 }) {
            entry.problem(
                at: "correlation-grid",
                "'correlation-grid' holds correlations from \(lowest == 0 ? "0" : "above -1") to below 1, such as [0.3, 0.6]"
            )
        }
    }
}
