import TrialJSON
import TrialStatistics

/// `pool`: estimates with variances → pooled effect or meta-regression, with follow-ups.
struct PoolTask: BatchTask {
    let name = "pool"
    /// The follow-ups that a request may ask for.
    let followUps: BatchFollowUps<FollowUpQuestion>
    let fields: [String]

    /// Creates the task with its follow-ups.
    init(followUps: BatchFollowUps<FollowUpQuestion> = .standard) {
        self.followUps = followUps
        fields =
            [
                "model", "heterogeneity", "heterogeneityInterval", "interval", "moderators", "intercept",
                "testedCoefficients", "tau2", "prediction", "weights", "measure", "followUps", "order", "iterations",
                "seed",
            ] + followUps.all.map(\.name)
    }

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let problem = try PoolProblem(request)
        let fit = try problem.fit()
        try fit.coefficients.checkFinite()
        let result = [("result", PoolAnswer.result(fit, problem))]
        guard request.fields.has("followUps") else { return result }
        var wanted: [any BatchFollowUp<FollowUpQuestion>] = []
        for name in try request.fields.texts("followUps") { wanted.append(try followUps.named(name, request.methods)) }
        return result
            + request.answers(to: wanted, studies: problem.model.studies) {
                FollowUpQuestion(problem: problem, fit: fit, options: $0)
            }
    }
}
