import TrialNumerics

/// A fitted course of an effect over time.
public struct TimeCourseFit: Sendable, Codable, Equatable {
    /// The effect at one month.
    public struct Point: Sendable, Codable, Equatable {
        /// The month.
        public let months: Double
        /// The mean effect there.
        public let effect: JudgedEffect
    }

    /// The model of all rows.
    public let fit: MultilevelFit
    /// How true effects of one trial hang together.
    public let structure: TimeStructure
    /// The effect at the months that were asked for and lie within the rows' months.
    public let points: [Point]
    /// The effect from the first to the last month.
    public let curve: [Point]
    /// The test that the effect does not change; nil where it cannot be had.
    public let change: DependentTest?
    /// Whether points, curve and test are judged by how trials scatter, with Satterthwaite's degrees of freedom.
    public let isRobust: Bool
    /// The coefficients judged that way; nil where it was not asked for or too few trials are there.
    public let robust: RobustInference?
}

/// What is asked of a course over time.
public struct TimeCourseRequest: Sendable, Equatable {
    /// The months of the answers.
    public var months: [Double]
    /// How few trials are made up for where they judge the course; nil where the model does.
    public var correction: ClusterCorrection?
    /// How many points the curve has.
    public var curvePoints: Int
    /// Whether variances and correlations get limits from the profile likelihood, which takes most of the time.
    public var hasComponentLimits = true

    /// Asks for months.
    ///
    /// - Parameters:
    ///   - months: The months of the answers.
    ///   - correction: How few trials are made up for where they judge the course.
    ///   - curvePoints: How many points the curve has.
    public init(months: [Double], correction: ClusterCorrection? = .biasReduced, curvePoints: Int = 61) {
        self.months = months
        self.correction = correction
        self.curvePoints = curvePoints
    }
}

extension MultilevelFitter {
    /// The course with what is asked of it.
    ///
    /// Trials judge it where each answer and the test leave four degrees of freedom or more (Tipton 2015,
    /// doi:10.1037/met0000011); else the model does, by t on the number of trials less that of coefficients, or by the normal
    /// distribution where the fitter's inference is that.
    ///
    /// - Parameters:
    ///   - effect: The model.
    ///   - request: The months that are answered, and how trials judge.
    /// - Throws: `StatisticsError` where the model cannot be fitted.
    public func timeCourse(
        _ effect: EffectOverTime, _ request: TimeCourseRequest
    ) throws(StatisticsError) -> TimeCourseFit {
        let fit = try request.hasComponentLimits ? fitWithComponentLimits(effect.model) : fit(effect.model)
        let solution = try solution(effect.model, fit)
        let months = request.months.filter { effect.span.contains($0) }
        let sandwich = request.correction.flatMap { correction in
            try? self.sandwich(effect.model, fit, clusters: effect.rows.trials, correction)
        }
        let judge = CourseJudge(effect, solution, sandwich: sandwich, months: months, fitter: self)
        let method = request.correction.map { RobustMethod(correction: $0, level: level) }
        return TimeCourseFit(
            fit: fit, structure: effect.structure, points: months.compactMap(judge.point),
            curve: Self.grid(effect, count: request.curvePoints).compactMap(judge.point), change: judge.change,
            isRobust: judge.robust != nil,
            robust: sandwich.flatMap { sandwich in
                method.flatMap { try? RobustInference(sandwich, $0, design: effect.model.design) }
            })
    }

    /// Even steps over the rows' months, and the months themselves; only the months where nothing lies between.
    private static func grid(_ effect: EffectOverTime, count: Int) -> [Double] {
        guard effect.course != .factor, count > 1 else { return effect.basis.months }
        let (first, last) = (effect.span.lowerBound, effect.span.upperBound)
        let even = (0..<count).map { first + (last - first) * Double($0) / Double(count - 1) }
        return Set(even + effect.basis.months).sorted()
    }
}

/// How combinations of the coefficients of a course are judged: by trials where they allow it, else by the model.
private struct CourseJudge {
    private let effect: EffectOverTime
    private let solution: MultilevelSolution
    private let level: Double
    private let modelDegrees: Double
    /// The sandwich; nil where the model judges.
    let robust: ClusterSandwich?
    /// The test that nothing changes.
    let change: DependentTest?

    /// Degrees of freedom below which Satterthwaite's p-values are not to be relied on.
    private static let fewestDegrees = 4.0

    init(
        _ effect: EffectOverTime, _ solution: MultilevelSolution, sandwich: ClusterSandwich?, months: [Double],
        fitter: MultilevelFitter
    ) {
        self.effect = effect
        self.solution = solution
        level = fitter.level
        let left = Double(effect.trialCount - effect.model.coefficients)
        modelDegrees = fitter.inference == .normal ? .infinity : left
        let changes = effect.basis.changes
        let combinations = Matrix(months.compactMap(effect.basis.row) + (0..<changes.rows).map { changes.row($0) })
        let test = sandwich.flatMap { RobustWaldTest(changes, $0, .satterthwaite) }
        let degrees = sandwich?.degreesOfFreedom(combinations) ?? []
        let isEnough = !degrees.isEmpty && degrees.allSatisfy { $0 >= Self.fewestDegrees }
        if let test, isEnough {
            robust = sandwich
            change = DependentTest(test)
        } else {
            robust = nil
            let plain = LinearHypothesis(
                changes, coefficients: solution.coefficients, covariance: solution.covariance,
                degreesOfFreedom: modelDegrees)
            change = plain.joint.map { DependentTest($0) }
        }
    }

    func point(_ month: Double) -> TimeCourseFit.Point? {
        guard let row = effect.basis.row(month) else { return nil }
        let covariance = robust?.covariance ?? solution.covariance
        let degrees = robust.map { $0.degreesOfFreedom(Matrix([row]))[0] } ?? modelDegrees
        return TimeCourseFit.Point(
            months: month,
            effect: JudgedEffect(
                dot(row, solution.coefficients), variance: covariance.quadraticForm(row), degreesOfFreedom: degrees,
                level: level, spread: effect.spread(solution.structures[0], at: month)))
    }
}
