import TrialResults
import TrialStatistics

/// A regression of the effects on properties of the studies, all in one model.
public struct MetaRegressionKind: AnalysisKind {
    /// What the regression is on.
    public struct Options: KindOptions {
        /// The properties with their interactions.
        public var regression: RegressionRequest
        /// What people judged of the differences that it claims.
        public var credibility: [CredibilityJudgement]

        /// The moderators.
        public var propertyUses: [PropertyUse] { regression.uses(at: "moderators") }
    }

    /// `meta-regression`.
    public let name = "meta-regression"
    /// One sentence.
    public let summary = "The effects are regressed on properties of the studies, all in one model."
    /// The properties, their interactions, and how they enter.
    public let keys = ["moderators", "interactions", "centre", "reference", "credibility"]

    /// Creates the kind.
    public init() {}

    /// The regression.
    public var answers: [String: any AnalysisAnswer.Type] { [name: RegressionAnswer.self] }

    /// Reads the properties; at least one is needed.
    public func options(_ entry: PlanEntry) -> Options {
        if !entry.has("moderators") {
            entry.problem(at: "moderators", "a question of the kind '\(name)' needs the key 'moderators'")
            return Options(regression: RegressionRequest(on: []), credibility: [])
        }
        let regression = RegressionRequest(entry, on: "moderators")
        return Options(
            regression: regression, credibility: entry.credibilityJudgements(of: regression.claims))
    }

    /// Fits the model.
    public func answer(
        _ question: PlannedQuestion<Options>, on evidence: ContrastSet, by context: RunContext
    ) throws(AnalysisError) -> KindAnswer {
        let method = try context.resolved(question.specification.methods)
        let pooling = ContrastPooling(method, measure: question.measure, rows: evidence)
        let options = question.options
        let assessment = CredibilityAssessment(
            judgements: options.credibility, modifiers: options.regression.claims.count)
        let answer = RegressionRunner(evidence, pooling, assessment).answer(on: options.regression)
        var weights: [Double]?
        if let fit = answer.fit {
            var all = [Double](repeating: 0, count: evidence.contrasts.count)
            for (row, weight) in zip(answer.rows, fit.weights) { all[row - 1] = weight }
            weights = all
        }
        // A regression has no pooled effect for a new study to differ from.
        var record = method.record
        record.prediction = nil
        return KindAnswer(
            answer, by: record,
            rows: evidence.rows(
                weights: weights, measure: question.measure, level: method.pooling.level,
                zeroCells: question.specification.methods.zeroCells),
            excluded: evidence.excluded,
            warnings: evidence.warnings + evidence.warningsOfFewStudies + method.warnings)
    }
}
