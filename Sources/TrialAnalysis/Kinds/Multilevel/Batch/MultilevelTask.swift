import TrialJSON
import TrialStatistics

/// `multilevel`: estimates that depend on each other, such as schools in districts or outcomes of one trial.
///
/// The model is that of the plan's kind `multilevel`; beyond it a request may give structured terms, moderators, a covariance
/// matrix of the rows and components.
struct MultilevelTask: BatchTask {
    let name = "multilevel"
    /// The follow-ups that a request may ask for.
    var followUps = BatchFollowUps<MultilevelQuestion>.standard
    var fields: [String] { MultilevelProblem.fields + followUps.all.map(\.name) }

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let problem = try MultilevelProblem(request)
        var wanted: [any BatchFollowUp<MultilevelQuestion>] = []
        for name in try request.fields.texts("followUps") { wanted.append(try followUps.named(name)) }
        let fit = try problem.fitter.fit(problem.model)
        try fit.coefficients.checkFinite()
        let limits = wanted.contains { $0 is ComponentLimitsFollowUp } ? problem.componentLimits : nil
        let result = MultilevelBatchAnswer(fit, problem, componentLimits: try? limits?.get())
        return [("result", result.value)]
            + request.answers(to: wanted, studies: problem.model.rows) {
                MultilevelQuestion(problem: problem, fit: fit, componentLimits: limits, options: $0)
            }
    }
}
