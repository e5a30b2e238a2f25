import TrialNumerics
import TrialResults
import TrialStatistics

/// Resamples the rows of a pooled effect as a plan wants.
///
/// Rows that share a control, several rows of one study and tables that the profile pools its own way are not exchangeable
/// by their signs: there a warning says why a number is missing.
struct ResamplingRunner {
    let request: ResamplingRequest
    let explored: ExplorationRunner
    let cloud: SubsetCloud?
    /// The seed of the plan.
    let seed: UInt64

    private var pooling: PoolingModel { explored.pooling.model }
    private var measure: MeasureReference { explored.pooling.shown }
    private var plan: PermutationPlan {
        var plan = PermutationPlan(seed: request.seed ?? seed)
        if let iterations = request.iterations { plan.iterations = iterations }
        return plan
    }

    /// What each method gives.
    func answer() -> ResamplingAnswer {
        var answer = ResamplingAnswer(
            request.methods, iterations: request.iterations ?? PermutationPlan().iterations,
            seed: request.seed ?? seed)
        for method in request.methods {
            do throws(StatisticsError) { try add(method, to: &answer) } catch {
                let message = "No \(Self.name(method)): \(error.message)."
                answer.warnings.append(MethodWarning(code: "no-\(method.rawValue)", message: message))
            }
        }
        return answer
    }

    private static func name(_ method: ResamplingAnswer.Method) -> String {
        switch method {
        case .permutation: "permutation test"
        case .permutationInterval: "permutation interval"
        case .bootstrap: "bootstrap"
        case .wildBootstrap: "wild bootstrap"
        case .subsets: "subsets"
        }
    }

    private func add(_ method: ResamplingAnswer.Method, to answer: inout ResamplingAnswer) throws(StatisticsError) {
        switch method {
        case .permutation:
            try checkTested()
            answer.permutation = ResamplingAnswer.Permutation(
                try PermutationTest(try exchangeable(), by: pooling, plan: plan))
        case .permutationInterval:
            let interval = try PermutationInterval(try exchangeable(), by: pooling, plan: plan)
            answer.interval = ResamplingAnswer.Interval(interval, natural: measure.natural)
            answer.warnings += interval.warnings
        case .bootstrap:
            let bootstrap = try StudyBootstrap(try exchangeable(), by: pooling, plan: plan)
            answer.bootstrap = ResamplingAnswer.Bootstrap(bootstrap, natural: measure.natural)
            answer.warnings += bootstrap.warnings
        case .wildBootstrap:
            try checkTested()
            answer.wildBootstrap = try wildBootstrap()
        case .subsets:
            guard let cloud else {
                throw StatisticsError(
                    .unsupported, "these rows have no subsets that can be pooled; the remarks of the figures say why")
            }
            answer.subsets = ResamplingAnswer.Subsets(cloud, measure: measure)
        }
    }

    /// Signs say something only where no effect is 0 on the scale of analysis.
    private func checkTested() throws(StatisticsError) {
        guard measure.isTestedAtZero else {
            throw StatisticsError(
                .unsupported, "0 on the scale of analysis is not the value of no effect of the \(measure.naturalName)")
        }
    }

    /// The rows where each is a study of its own.
    private func exchangeable() throws(StatisticsError) -> LinearModel {
        guard explored.rows > 1 else {
            throw StatisticsError(.unsupported, "one row cannot be rearranged or drawn")
        }
        guard case .independent(let model) = explored.form, model.clusters == nil else {
            throw StatisticsError(
                .unsupported,
                "only rows of different studies that are pooled by inverse variance can be rearranged or drawn; 'multi-arm: combine' or another profile may give such rows"
            )
        }
        return model
    }

    /// The test by random signs of the studies' residuals around no effect.
    private func wildBootstrap() throws(StatisticsError) -> ClusterWildBootstrap {
        guard case .independent(let model) = explored.form, explored.set.studies > 1 else {
            throw StatisticsError(
                .unsupported, "it needs rows of two studies or more that are pooled by inverse variance")
        }
        let studies = explored.set.contrasts.map(\.study)
        let terms =
            pooling.heterogeneity == nil
            ? [] : RandomTerm.nested(names: ["row"], rows: [studies.indices.map(String.init)])
        let multilevel = try MultilevelModel(
            estimates: model.estimates, covariance: SamplingCovariance(variances: model.variances), terms: terms)
        let fitter = MultilevelFitter(level: pooling.level)
        var draws = ClusterWildBootstrap.Draws(seed: request.seed ?? seed)
        if let iterations = request.iterations { draws.count = iterations }
        return try fitter.wildBootstrap(
            Matrix(diagonal: [1]), multilevel, try fitter.fit(multilevel), clusters: studies, draws: draws)
    }
}
