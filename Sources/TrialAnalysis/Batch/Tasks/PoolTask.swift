import TrialJSON
import TrialStatistics

/// `pool`: estimates with variances → pooled effect or meta-regression, with follow-ups.
struct PoolTask: BatchTask {
    let name = "pool"
    /// The follow-ups that a request may ask for.
    var followUps = BatchFollowUps.standard
    var fields: [String] {
        [
            "model", "heterogeneity", "heterogeneityInterval", "interval", "moderators", "intercept",
            "testedCoefficients", "tau2", "prediction", "weights", "measure", "followUps", "order", "iterations",
            "seed",
        ] + followUps.all.map(\.name)
    }

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let problem = try PoolProblem(request)
        let fit = try problem.fit()
        guard fit.coefficients.allSatisfy({ $0.estimate.isFinite && $0.standardError.isFinite }) else {
            throw StatisticsError(
                .notFinite, "the numbers are too large or too far apart to be combined; change their unit",
                field: "estimate")
        }
        var answer = [("result", PoolAnswer(fit, problem).value)]
        let names = try request.fields.texts("followUps")
        guard !names.isEmpty else { return answer }
        var wanted: [any BatchFollowUp] = []
        for name in names { wanted.append(try followUps.named(name, request.methods)) }
        var answers: [(key: String, value: JSONValue)] = []
        for followUp in wanted where !answers.contains(where: { $0.key == followUp.name }) {
            answers.append((followUp.name, Self.answer(followUp, problem, fit, request)))
        }
        answer.append(("followUps", .object(answers)))
        return answer
    }

    /// The follow-up's answer or its error: one that cannot be had does not take the others away.
    private static func answer(
        _ followUp: any BatchFollowUp, _ problem: PoolProblem, _ fit: ModelFit, _ request: BatchRequest
    ) -> JSONValue {
        do {
            let options = try request.options(of: followUp)
            try WorkLimits.check(followUp.name, studies: problem.model.studies, most: followUp.mostStudies)
            return try followUp.answer(FollowUpQuestion(problem: problem, fit: fit, options: options))
        } catch {
            return .object([("error", BatchRunner.describe(error))])
        }
    }
}
