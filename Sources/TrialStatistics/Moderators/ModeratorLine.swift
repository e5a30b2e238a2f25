import TrialNumerics

/// A meta-regression on one quantity, with its line and band at evenly spaced values: what a bubble plot shows.
///
/// The model is y = β₀ + β₁x with the estimator of τ² and the interval method in force. With fewer than ten studies a
/// slope can hardly be told from chance, and one that is found is about studies, not about patients: such a fit carries
/// warnings.
///
/// *Edge cases*: fewer than three studies or one value throughout are errors. *Reference*: Thompson and Higgins 2002,
/// doi:10.1002/sim.1187; Cochrane Handbook 6.5, section 10.11.5.1 for the ten studies.
public struct ModeratorLine: Sendable, Codable, Equatable {
    /// One place on the line.
    public struct Point: Sendable, Codable, Equatable {
        /// The moderator.
        public let value: Double
        /// The mean effect there, on the scale of analysis.
        public let estimate: Double
        /// Its limits.
        public let limits: ConfidenceLimits
        /// The limits of a new study's effect there; nil where the prediction method has none.
        public let prediction: ConfidenceLimits?
    }

    /// The fit: intercept and slope, what heterogeneity is left, weights.
    public let fit: ModelFit
    /// The line from the smallest to the largest value.
    public let points: [Point]
    /// What a reader must know.
    public let warnings: [MethodWarning]

    /// The change of the effect for one unit more, on the scale of analysis.
    public var slope: Coefficient { fit.coefficients[1] }

    /// Fits the line.
    ///
    /// - Parameters:
    ///   - model: The studies, without moderators.
    ///   - values: The moderator of each study, finite.
    ///   - name: What the moderator is called.
    ///   - choices: Estimator, interval, prediction and level.
    ///   - count: Number of places on the line, at least two.
    /// - Throws: `StatisticsError` where the studies do not carry the model.
    public init(
        _ model: LinearModel, on values: [Double], name: String, by choices: PoolingModel, points count: Int = 21
    ) throws(StatisticsError) {
        guard model.design.isInterceptOnly else {
            throw StatisticsError(.unsupported, "a line on one moderator knows no others")
        }
        let moderators = ModeratorColumns([name: .numbers(values)])
        let design = try ModeratorFormula(mainEffects: [name]).design(moderators, studies: model.studies)
        let extended = try LinearModel(
            estimates: model.estimates, variances: model.variances, design: design, givenWeights: model.givenWeights)
        fit = try choices.fit(extended)
        let solved = choices.solve(extended)
        let (least, most) = (values.min() ?? 0, values.max() ?? 0)
        let steps = max(count, 2) - 1
        let places = (0...steps).map { least + (most - least) * Double($0) / Double(steps) }
        var rows = Matrix(rows: places.count, columns: 2)
        for (i, place) in places.enumerated() {
            rows[i, 0] = 1
            rows[i, 1] = place
        }
        let isPredicted = model.studies >= choices.fewestStudiesForPrediction
        let predictions = solved.solution.predictions(
            at: rows, inference: solved.inference,
            interval: isPredicted ? choices.prediction as? PredictionInterval : nil, level: choices.level)
        points = zip(places, predictions).map {
            Point(value: $0, estimate: $1.estimate, limits: $1.limits, prediction: $1.prediction)
        }
        warnings = fit.warnings + Self.warnings(studies: model.studies)
    }

    /// What a reader of a regression on few studies must know; empty from ten studies on.
    public static func warnings(studies: Int) -> [MethodWarning] {
        guard studies < 10 else { return [] }
        return [
            MethodWarning(
                code: "few-studies-for-moderator",
                message:
                    "With \(studies) studies, fewer than 10, a slope can hardly be told from chance; it is about differences between studies, not between patients."
            )
        ]
    }
}
