import TrialStatistics

/// The effect of a treatment over time: at the months that were asked for, as a curve, and whether it changes.
public struct DurabilityAnswer: AnalysisAnswer {
    /// Where one row of the record stands in time.
    public struct Row: Codable, Sendable, Equatable {
        /// The month.
        public let months: Double
        /// The trial; reports of the same people are one.
        public let trial: String
        /// What its study is called.
        public let name: String
        /// What tells the lines of one trial apart, such as its treatment arms; rows of one line are of the same groups.
        public let line: String
        /// What the line is called.
        public let title: String
        /// Participants of its groups at the start; nil where the evidence does not say.
        public let started: Double?
        /// Participants of its groups at this month; nil where it does not say.
        public let counted: Double?

        /// Places a row.
        ///
        /// - Parameters:
        ///   - months: The month.
        ///   - trial: The trial, and what its study is called.
        ///   - line: What tells the lines of one trial apart, with what it is called.
        ///   - people: Participants at the start and at this month.
        public init(
            months: Double, trial: (key: String, name: String), line: (key: String, title: String),
            people: (started: Double?, counted: Double?)
        ) {
            self.months = months
            (self.trial, name) = trial
            (self.line, title) = line
            (started, counted) = people
        }
    }

    /// The effect at one month.
    public struct Point: Codable, Sendable, Equatable {
        /// The month.
        public let months: Double
        /// The effect.
        public let effect: ShownEffect
        /// How many trials have a row at this month.
        public let trials: Int
        /// How many trials have rows both up to this month and from it on.
        public let reaching: Int
    }

    /// The same with another correlation of the sampling errors over time.
    public struct Scenario: Codable, Sendable, Equatable {
        /// The correlation.
        public let correlation: Double
        /// The effects at the answered months; empty where the model could not be fitted.
        public let points: [Point]
        /// The test that the effect does not change.
        public let change: GroupTest?
    }

    /// A month at which one trial only has a row.
    public struct LoneMonth: Codable, Sendable, Equatable {
        /// The month.
        public let months: Double
        /// The trial's name.
        public let trial: String
    }

    /// How the effect was taken to run over time, in words.
    public let course: String
    /// The knots of a spline; empty for other courses.
    public let knots: [Double]
    /// The months that the plan asks for.
    public let asked: [Double]
    /// One entry a row of the record.
    public let rows: [Row]
    /// What was assumed of the sampling errors.
    public var dependence: AssumedDependence
    /// The model; nil where there is none.
    public var fit: TimeCourseFit?
    /// Why there is no model; nil where there is one, or where a warning of the record says why.
    public var refusal: ModelRefusal?
    /// The effects at the months that were asked for and lie within those of the rows.
    public var points: [Point] = []
    /// The effect from the first to the last month.
    public var curve: [Point] = []
    /// The test that the effect does not change.
    public var change: GroupTest?
    /// The same with other correlations.
    public var scenarios: [Scenario] = []

    /// Creates an answer without a model.
    ///
    /// - Parameters:
    ///   - course: How the effect was taken to run over time.
    ///   - asked: The months that the plan asks for.
    ///   - rows: One entry a row of the record.
    ///   - dependence: What was assumed of the sampling errors.
    public init(course: TimeCourse, asked: [Double], rows: [Row], dependence: AssumedDependence) {
        self.course = course.name
        if case .spline(let knots) = course { self.knots = knots } else { knots = [] }
        self.asked = asked
        self.rows = rows
        self.dependence = dependence
    }

    /// Takes over a fitted model.
    ///
    /// - Parameters:
    ///   - fit: The model.
    ///   - measure: The measure, for the way to the natural scale.
    public mutating func take(_ fit: TimeCourseFit, measure: MeasureReference) {
        self.fit = fit
        points = fit.points.map { point($0, measure) }
        curve = fit.curve.map { point($0, measure) }
        change = fit.change.map { GroupTest($0) }
    }

    /// Adds the answers with another correlation.
    ///
    /// - Parameters:
    ///   - correlation: The correlation.
    ///   - fit: The model with it; nil where it could not be fitted.
    ///   - measure: The measure, for the way to the natural scale.
    public mutating func add(_ correlation: Double, _ fit: TimeCourseFit?, measure: MeasureReference) {
        scenarios.append(
            Scenario(
                correlation: correlation, points: fit?.points.map { point($0, measure) } ?? [],
                change: fit?.change.map { GroupTest($0) }))
    }

    private func point(_ point: TimeCourseFit.Point, _ measure: MeasureReference) -> Point {
        let spans = Dictionary(grouping: rows, by: \.trial).values.map { $0.map(\.months) }
        return Point(
            months: point.months, effect: ShownEffect(point.effect, measure: measure),
            trials: spans.count { $0.contains(point.months) },
            reaching: spans.count { ($0.min() ?? 0) <= point.months && point.months <= ($0.max() ?? 0) })
    }

    /// The months at which one trial only has a row, with the trial.
    public var loneMonths: [LoneMonth] {
        Dictionary(grouping: rows, by: \.months).sorted { $0.key < $1.key }.compactMap { months, own in
            Set(own.map(\.trial)).count == 1 ? LoneMonth(months: months, trial: own[0].name) : nil
        }
    }

    /// The months that were asked for and have no answer.
    public var unanswered: [Double] { asked.filter { month in !points.contains { $0.months == month } } }

    /// The last answered month.
    public var last: Point? { points.max { $0.months < $1.months } }

    /// Whether there is a model, or the rows were seen not to carry one: then each trial's own course is all that is known.
    public var isAnswered: Bool { fit != nil || refusal != nil }

    /// The warnings of the fit.
    public var warnings: [MethodWarning] {
        (fit?.fit.warnings ?? []) + (fit?.isRobust == true ? fit?.robust?.warnings ?? [] : [])
    }

    /// The effect at the last month that was asked for and could be answered; without one the test of change.
    public var headline: Headline? {
        guard let fit else { return nil }
        guard let last else {
            return change.map { Headline(.test($0), level: fit.fit.level, rows: fit.fit.rows) }
        }
        var headline = Headline(.effect(last.effect.natural), level: fit.fit.level, rows: fit.fit.rows)
        headline.prediction = last.effect.naturalPrediction
        headline.iSquared = fit.fit.heterogeneity.iSquared
        let variances = fit.fit.components.filter { $0.kind == .variance }
        if variances.count == 1 { headline.components = variances.map { .init(variance: $0.value) } }
        headline.choice = Headline.Choice(
            method: "effect at month \(Self.word(last.months))",
            reason: "it is the last month that was asked for and reached")
        return headline
    }

    /// Each answered month, and the test of change.
    public func lines(_ display: MeasureDisplay) -> [AnswerLine] {
        let months = points.map { point in
            AnswerLine("Month \(Self.word(point.months))", display.effect(point.effect.natural))
        }
        let test = change.map { AnswerLine("Change over time", HeadlineWords(display: display).test($0)) }
        return months + [test].compactMap(\.self) + (refusal.map { [AnswerLine("No model", $0.message)] } ?? [])
    }

    /// A month as people write it: `6`, `27.8`.
    public static func word(_ months: Double) -> String {
        months == months.rounded() && abs(months) < 1e15 ? "\(Int(months))" : "\(months)"
    }

    /// Rows that are not those of the record.
    public func misfits(rows count: Int) -> [String] {
        rows.count == count ? [] : ["the answer places \(rows.count) rows in time, the record has \(count)"]
    }
}
