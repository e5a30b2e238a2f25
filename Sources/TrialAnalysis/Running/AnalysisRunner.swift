import Glibc
import TrialEvidence
import TrialForensics
import TrialNumerics
import TrialResults
import TrialStatistics

/// Runs one analysis: contrasts, pooled effect, subgroups, comparison beside it, sensitivity.
struct AnalysisRunner {
    let specification: AnalysisSpecification
    let profile: MethodProfile
    let evidence: AnalysisEvidence
    let seed: UInt64
    /// The methods that the question can name.
    let methods: MethodRegistry

    func run() throws(AnalysisError) -> AnalysisResult {
        let method = try specification.methods.resolved(for: profile, methods: methods, seed: seed)
        let measure = try Self.measure(specification.measure)
        let pooling = ContrastPooling(method, measure: measure)
        let set = evidence.main
        let made = try pooling.pool(set, Array(set.contrasts.indices))
        let pooled = made?.result
        var subgroups: [SubgroupResult] = []
        for property in specification.subgroups {
            if let result = try pooling.subgroups(set, by: property) { subgroups.append(result) }
        }
        let studies = rows(set, weights: pooled?.fit.weights, measure: measure, level: method.pooling.level)
        let beside = try self.beside(pooled, measure: measure, pooling: pooling)
        let rare =
            specification.rareEvents
            ? try RareEventQuestion.panel(of: set, level: method.pooling.level) : (table: nil, warnings: [])
        var result = AnalysisResult(
            id: specification.id, title: specification.title,
            question: question(measure, method: MethodWords(made?.record ?? method.record).sentence),
            rows: (studies, set.excluded), pooled: pooled,
            subgroups: subgroups, beside: beside.map { [$0] } ?? [], sensitivity: try sensitivity(),
            rareEvents: rare.table,
            warnings: warnings(set, pooled, hasBeside: beside != nil) + method.warnings + pooling.warnings(set)
                + (made?.warnings ?? []) + rare.warnings)
        result.explorations = pooled.flatMap { pooled in
            ExplorationRunner(set, pooled: pooled, pooling: pooling, seed: seed)?
                .explorations(moderators: specification.moderators)
        }
        if pooled != nil {
            result.alternatives = AlternativesRunner(
                pooling: pooling,
                arrangements: [ArrangedContrasts(of: set, by: specification.rules, among: evidence.arrangements)]
                    + evidence.arrangements
            ).alternatives()
        }
        return result
    }

    static func measure(_ code: String) throws(AnalysisError) -> AnyEffectMeasure {
        do { return try EffectMeasureCatalogue.measure(code) } catch {
            throw AnalysisError(.unknownName, error.message)
        }
    }

    private func rows(
        _ set: ContrastSet, weights: [Double]?, measure: AnyEffectMeasure, level: Double
    ) -> [StudyResult] {
        let quantile = NormalDistribution.standard.upperQuantile((1 - level) / 2)
        return set.contrasts.enumerated().map { index, contrast in
            let half = quantile * contrast.effect.standardError
            let y = contrast.effect.estimate
            let limits = ConfidenceLimits(lower: y - half, upper: y + half)
            return StudyResult(
                study: contrast.study, label: contrast.label, year: contrast.year, groups: contrast.groups,
                effect: (y, contrast.effect.variance, limits), natural: NaturalEffect(y, limits, scale: measure.scale),
                weight: weights?[index], properties: contrast.properties, sources: contrast.sources,
                notes: contrast.notes)
        }
    }

    private func question(_ measure: AnyEffectMeasure, method: String) -> AnalysisQuestion {
        let isSingle = specification.rules.arms != .controlled
        let null: Double? = isSingle ? nil : measure.scale == .log ? 1 : 0
        let comparison =
            switch specification.rules.arms {
            case .controlled: "MSC versus control"
            case .treatment: "MSC, single arm"
            case .control: "control, single arm"
            }
        var question = AnalysisQuestion(
            outcome: specification.outcome,
            measure: MeasureReference(code: measure.code, name: measure.name, scale: measure.scale, nullValue: null),
            comparison: comparison, method: method, rules: ruleWords,
            better: specification.better.flatMap(AnalysisQuestion.Direction.init(rawValue:)),
            favours: specification.favours)
        question.important = isSingle ? nil : specification.important
        return question
    }

    private var ruleWords: [String: String] {
        let rules = specification.rules
        var words = [
            "arms": rules.arms.rawValue, "time": rules.time.rawValue, "crossover": rules.crossover.rawValue,
            "multi-arm": rules.multiArm.rawValue, "overlap": rules.overlap.rawValue, "confidence": rules.confidence,
            "medians": rules.medians.rawValue,
        ]
        if let r = rules.correlation { words["correlation"] = Decimals.text(r) }
        if let baseline = rules.baseline { words["baseline"] = baseline }
        if let window = rules.window {
            words["window"] = "month \(Decimals.text(window.from)) to \(Decimals.text(window.to))"
        }
        if !rules.populations.isEmpty { words["population"] = rules.populations.joined(separator: ", ") }
        return words
    }

    private func beside(
        _ pooled: PooledResult?, measure: AnyEffectMeasure, pooling: ContrastPooling
    ) throws(AnalysisError) -> BesideResult? {
        guard let beside = specification.beside, let set = evidence.beside, let pooled,
            let other = try pooling.pool(set, Array(set.contrasts.indices))?.result
        else { return nil }
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
            rows: (rows(set, weights: other.fit.weights, measure: measure, level: pooling.model.level), set.excluded),
            pooled: other, difference: difference,
            naturalDifference: NaturalEffect(estimate, limits, scale: name == "difference" ? .identity : .log),
            differenceName: name)
    }

    private func sensitivity() throws(AnalysisError) -> [SensitivityResult] {
        var results: [SensitivityResult] = []
        for (change, set) in zip(specification.sensitivity, evidence.sensitivity) {
            let target = change.specification
            let method = try target.methods.resolved(for: profile, methods: methods, seed: seed)
            let pooling = ContrastPooling(method, measure: try Self.measure(target.measure))
            let made = try pooling.pool(set, Array(set.contrasts.indices))
            results.append(
                SensitivityResult(
                    change: change.change, rows: set.contrasts.count, pooled: made?.result,
                    warnings: set.warnings + (made?.fit.warnings ?? [])
                        + method.warnings(besides: specification.methods) + pooling.warnings(set)
                        + (made?.warnings ?? [])))
        }
        return results
    }

    private func warnings(_ set: ContrastSet, _ pooled: PooledResult?, hasBeside: Bool) -> [MethodWarning] {
        var warnings = set.warnings + (pooled?.fit.warnings ?? [])
        let studies = Set(set.contrasts.map(\.study)).count
        if studies == 0 {
            warnings.append(
                MethodWarning(
                    code: "no-studies", message: "No row of the dataset answers this question; see the excluded rows."))
        } else if studies < 5 {
            let message =
                studies == 1
                ? "One study: its own result, with nothing known of the spread between studies."
                : "\(studies) studies: the spread between them is hardly estimable; read the interval, not the point."
            warnings.append(MethodWarning(code: studies == 1 ? "one-study" : "few-studies", message: message))
        }
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

/// The effect sizes that an analysis and its variations work on.
struct AnalysisEvidence: Codable {
    let main: ContrastSet
    let beside: ContrastSet?
    let sensitivity: [ContrastSet]
    /// The rows by other multi-arm rules, where a study has several arms.
    let arrangements: [ArrangedContrasts]

    init(_ specification: AnalysisSpecification, datasets: [String: LoadedDataset]) throws(AnalysisError) {
        guard let dataset = datasets[""]?.dataset else {
            throw AnalysisError(.unreadableDataset, "there is no dataset")
        }
        func contrasts(
            _ dataset: Dataset, _ outcome: String, _ code: String, _ rules: RowRules, _ methods: MethodChoices
        ) throws(AnalysisError) -> ContrastSet {
            let options = EffectOptions(zeroCells: methods.zeroCells, varianceType: methods.varianceType)
            var builder = ContrastBuilder(
                dataset: dataset, outcome: outcome, measure: try AnalysisRunner.measure(code), rules: rules,
                options: options)
            do { return try builder.build() } catch {
                throw AnalysisError(error.code, error.problems.map { "analysis \(specification.id): \($0)" })
            }
        }
        main = try contrasts(
            dataset, specification.outcome, specification.measure, specification.rules, specification.methods)
        if let other = specification.beside {
            guard let further = datasets[other.dataset] else {
                throw AnalysisError(
                    .unknownName,
                    "analysis \(specification.id): the plan has no dataset '\(other.dataset)'; name it under 'datasets'"
                )
            }
            var rules = RowRules()
            rules.arms = other.arms
            beside = try contrasts(further.dataset, other.outcome, specification.measure, rules, specification.methods)
        } else {
            beside = nil
        }
        var variations: [ContrastSet] = []
        for change in specification.sensitivity {
            let target = change.specification
            variations.append(
                try contrasts(dataset, specification.outcome, target.measure, target.rules, target.methods))
        }
        sensitivity = variations
        arrangements = ArrangedContrasts.others(
            than: main, rules: specification.rules
        ) { rules throws(AnalysisError) in
            try contrasts(dataset, specification.outcome, specification.measure, rules, specification.methods)
        }
    }
}
