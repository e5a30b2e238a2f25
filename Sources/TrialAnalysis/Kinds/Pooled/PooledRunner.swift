import TrialNumerics
import TrialResults
import TrialStatistics

/// Pools the rows of a question with all that stands around the pooled effect.
struct PooledRunner {
    let question: PlannedQuestion<PooledOptions>
    let evidence: PooledEvidence
    let context: RunContext

    private var specification: AnalysisSpecification { question.specification }
    private var options: PooledOptions { question.options }
    private var measure: AnyEffectMeasure { question.measure }

    func answer() throws(AnalysisError) -> KindAnswer {
        let method = try context.resolved(specification.methods)
        let set = evidence.main
        let pooling = ContrastPooling(method, measure: measure, rows: set)
        let made = try pooling.pool(set, Array(set.contrasts.indices))
        let pooled = made?.result
        var answer = PooledAnswer(pooled)
        for request in options.subgroups {
            let shared = request.heterogeneity ?? options.subgroupHeterogeneity
            guard var result = try pooling.subgroups(set, request, heterogeneity: shared) else { continue }
            result.credibility = options.assessment.credibility(
                of: result, in: set, isRandom: pooling.model.effectModel == .random)
            answer.subgroups.append(result)
        }
        if let beside = try beside(pooled, method) { answer.beside.append(beside) }
        answer.sensitivity = try sensitivity()
        var resampling: Answer?
        if let pooled {
            var explored = ExplorationRunner(set, pooled: pooled, pooling: pooling, seed: context.seed)
            if let count = options.subsetSamples { explored?.samples = count }
            answer.explorations = explored?.explorations()
            resampling = self.resampling(explored, answer.explorations?.subsets)
            answer.alternatives = AlternativesRunner(
                pooling: pooling,
                arrangements: [ArrangedContrasts(of: set, by: specification.rules, among: evidence.arrangements)]
                    + evidence.arrangements
            ).alternatives()
        }
        let rows = rows(set, weights: pooled?.fit.weights, level: method.pooling.level)
        var result = KindAnswer(
            answer, by: made?.record ?? method.record, rows: rows, excluded: set.excluded,
            warnings: warnings(set, pooled, hasBeside: !answer.beside.isEmpty) + method.warnings
                + pooling.warnings(set) + (made?.warnings ?? []) + natural(answer, rows, pooling.shown))
        result.further = try further(set, pooling) + [resampling].compactMap(\.self)
        return result
    }

    private func rows(_ set: ContrastSet, weights: [Double]?, level: Double) -> [StudyResult] {
        set.rows(weights: weights, measure: measure, level: level, zeroCells: specification.methods.zeroCells)
    }

    /// What the natural values of an answer ask to be said.
    private func natural(_ answer: PooledAnswer, _ rows: [StudyResult], _ shown: MeasureReference) -> [MethodWarning] {
        var check = NaturalScaleWarnings(measure.descriptor, shown: shown)
        check.check("pooled", answer.pooled)
        for group in answer.subgroups.flatMap(\.groups) { check.check("group ‘\(group.name)’", group.pooled) }
        for beside in answer.beside { check.check("beside", beside.pooled) }
        let explored = answer.explorations
        check.check("rows left out", analysed: explored?.leaveOneOut?.rows.compactMap(\.refit?.pooled) ?? [])
        check.check("rows added by year", analysed: explored?.cumulative?.rows.compactMap(\.refit?.pooled) ?? [])
        check.check(rows + answer.beside.flatMap(\.studies))
        return check.ofBounds + check.ofSizes(answer.pooled?.fit.pooled)
    }

    /// The answers of other kinds that the plan wants beside the pooled effect.
    private func further(_ set: ContrastSet, _ pooling: ContrastPooling) throws(AnalysisError) -> [Answer] {
        var further: [Answer] = []
        if options.rareEvents, !set.contrasts.isEmpty {
            let answer = try RareEventQuestion.answer(of: set, level: pooling.model.level)
            further.append(Answer(kind: RareEventsKind().name, answer))
        }
        guard !set.contrasts.isEmpty else { return further }
        let runner = RegressionRunner(set, pooling, options.assessment)
        further += options.moderators.map { Answer(kind: MetaRegressionKind().name, runner.answer(on: $0)) }
        return further
    }

    /// What the plan wants resampled; nil for nothing.
    private func resampling(_ explored: ExplorationRunner?, _ cloud: SubsetCloud?) -> Answer? {
        guard let request = options.resampling, let explored else { return nil }
        let runner = ResamplingRunner(request: request, explored: explored, cloud: cloud, seed: context.seed)
        return Answer(kind: "resampling", runner.answer())
    }

    private func beside(_ pooled: PooledResult?, _ method: ResolvedMethod) throws(AnalysisError) -> BesideResult? {
        guard let beside = options.beside, let set = evidence.beside, let pooled else { return nil }
        let pooling = ContrastPooling(method, measure: measure, rows: set)
        guard let other = try pooling.pool(set, Array(set.contrasts.indices))?.result else { return nil }
        let (a, b) = (pooled.fit.pooled, other.fit.pooled)
        let estimate = a.estimate - b.estimate
        let error = (a.standardError * a.standardError + b.standardError * b.standardError).squareRoot()
        let half = NormalDistribution.standard.upperQuantile((1 - pooling.model.level) / 2) * error
        let limits = ConfidenceLimits(lower: estimate - half, upper: estimate + half)
        let difference = Coefficient(
            name: "difference", estimate: estimate, standardError: error, statistic: estimate / error,
            degreesOfFreedom: nil, pValue: NormalDistribution.standard.twoSided(estimate / error), limits: limits)
        let name = [EffectScale.logit: "odds ratio", .log: "ratio"][measure.scale] ?? "difference"
        return BesideResult(
            title: beside.title,
            rows: (rows(set, weights: other.fit.weights, level: pooling.model.level), set.excluded),
            pooled: other, difference: difference,
            naturalDifference: NaturalEffect(estimate, limits, scale: name == "difference" ? .identity : .log),
            differenceName: name)
    }

    private func sensitivity() throws(AnalysisError) -> [SensitivityResult] {
        var results: [SensitivityResult] = []
        for (change, set) in zip(options.sensitivity, evidence.sensitivity) {
            let target = change.specification
            let method = try context.resolved(target.methods)
            let pooling = ContrastPooling(
                method, measure: try context.catalogue.measure(target.measure), rows: set)
            let made = try pooling.pool(set, Array(set.contrasts.indices))
            var check = NaturalScaleWarnings(pooling.measure.descriptor, shown: pooling.shown)
            check.check("pooled", made?.result)
            results.append(
                SensitivityResult(
                    change: change.change, rows: set.contrasts.count, pooled: made?.result,
                    warnings: set.warnings + (made?.fit.warnings ?? [])
                        + method.warnings(besides: specification.methods) + pooling.warnings(set)
                        + (made?.warnings ?? []) + check.ofBounds + check.ofSizes(made?.fit.pooled)))
        }
        return results
    }

    private func warnings(_ set: ContrastSet, _ pooled: PooledResult?, hasBeside: Bool) -> [MethodWarning] {
        var warnings = set.warnings + (pooled?.fit.warnings ?? []) + set.warningsOfFewStudies
        if hasBeside {
            warnings.append(
                MethodWarning(
                    code: "not-randomised",
                    message:
                        "The comparison beside is not randomised: other patients, years and definitions; no evidence of an effect by itself."
                ))
        }
        return warnings
    }
}
