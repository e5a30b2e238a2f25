import TrialResults
import TrialStatistics

/// Computes the specifications of a question, chunk by chunk.
struct MultiverseRunner {
    let question: PlannedQuestion<MultiverseOptions>
    let space: MultiverseSpace
    let context: RunContext

    /// How many specifications are kept at once.
    private static let chunk = 100

    private var asked: AnalysisSpecification { question.specification }

    /// What one specification gave; kept in the cache until all are done.
    struct Found: Codable, Sendable {
        var rows: Int
        let studies: Int
        var effect: NaturalEffect?
        var tau2: Double?
        var reason: String?
    }

    func answer() throws(AnalysisError) -> KindAnswer {
        let set = space.evidence.main
        let method = try context.resolved(asked.methods)
        let pooling = ContrastPooling(method, measure: question.measure, rows: set)
        let made = try pooling.pool(set, Array(set.contrasts.indices))
        let measures = try measures()
        let found = set.contrasts.isEmpty ? [] : try all(measures)
        var (specifications, reasons): ([MultiverseAnswer.Specification], [String]) = ([], [])
        let places = space.places
        for (specification, own) in zip(space.specifications, found) {
            var result = MultiverseAnswer.Specification(
                options: places(specification), rows: own.rows, studies: own.studies)
            (result.effect, result.tau2) = (own.effect, own.tau2)
            if let reason = own.reason {
                if !reasons.contains(reason) { reasons.append(reason) }
                result.reason = reasons.firstIndex(of: reason)
            }
            specifications.append(result)
        }
        let level = method.pooling.level
        let answer = MultiverseAnswer(
            measures: measures.map(\.shown), choices: space.choices, results: (specifications, reasons),
            important: asked.important, level: level, remarks: space.remarks)
        var check = NaturalScaleWarnings(question.measure.descriptor, shown: pooling.shown)
        check.check("pooled", made?.result)
        return KindAnswer(
            answer, by: made?.record ?? method.record,
            rows: set.rows(
                weights: made?.fit.weights, measure: question.measure, level: level, zeroCells: asked.methods.zeroCells),
            excluded: set.excluded,
            warnings: set.warnings + (made?.fit.warnings ?? []) + set.warningsOfFewStudies + method.warnings
                + pooling.warnings(set) + (made?.warnings ?? []) + check.ofBounds + check.ofSizes(made?.fit.pooled))
    }

    /// The measures with the way back of the rows that the plan's other choices give.
    private func measures() throws(AnalysisError) -> [(measure: AnyEffectMeasure, shown: MeasureReference)] {
        var list: [(AnyEffectMeasure, MeasureReference)] = []
        for (place, code) in space.evidence.measures.enumerated() {
            let measure = try context.catalogue.measure(code)
            let set = space.evidence.arranged.first { $0.measure == place }?.set
            list.append((measure, set.map { $0.shown(measure) } ?? MeasureReference(measure)))
        }
        return list
    }

    // MARK: - Chunks

    /// The results of all specifications in their order; those that an earlier run kept are not computed again.
    private func all(
        _ measures: [(measure: AnyEffectMeasure, shown: MeasureReference)]
    ) throws(AnalysisError) -> [Found] {
        let specifications = space.specifications
        var poolings = PreparedPoolings(asked.methods, space, context)
        var found: [Found] = []
        for start in stride(from: 0, to: specifications.count, by: Self.chunk) {
            let members = specifications[start..<min(start + Self.chunk, specifications.count)]
            let name = "specifications \(start + 1) to \(start + members.count)"
            if let kept: [Found] = context.work.kept(name), kept.count == members.count {
                found += kept
            } else {
                var made: [Found] = []
                for specification in members {
                    let measure = measures[space.evidence.arranged[specification.arranged].measure].measure
                    made.append(one(specification, try poolings.pooling(specification, measure)))
                }
                context.work.keep(made, as: name)
                found += made
            }
            context.work.tell(done: found.count, of: specifications.count, "specifications")
        }
        return found
    }

    private func one(_ specification: MultiverseSpace.Specification, _ pooling: ContrastPooling?) -> Found {
        let arranged = space.evidence.arranged[specification.arranged]
        guard let set = arranged.set, let pooling else {
            return Found(rows: 0, studies: 0, reason: arranged.problem ?? "The rows cannot be formed.")
        }
        let left = space.exclusions[specification.exclusion].studies
        let rows = set.contrasts.indices.filter { !left.contains(set.contrasts[$0].study) }
        var found = Found(rows: rows.count, studies: Set(rows.map { set.contrasts[$0].study }).count)
        guard !rows.isEmpty else {
            found.reason = "No row is left."
            return found
        }
        do throws(AnalysisError) {
            guard let made = try pooling.pool(set, rows) else { return found }
            found.reason = refusal(of: made, specification, pooling)
            guard found.reason == nil else { return found }
            found.effect = made.result.natural
            found.tau2 = made.record.model == .random ? made.fit.heterogeneity.tau2 : nil
        } catch {
            found.reason = error.problems.joined(separator: " ")
        }
        return found
    }

    /// Why a fit does not stand for its specification; nil where it does.
    private func refusal(
        of made: PooledFit, _ specification: MultiverseSpace.Specification, _ pooling: ContrastPooling
    ) -> String? {
        let effect = made.result.natural
        guard made.fit.convergence.converged else { return "The search for τ² did not converge." }
        guard !effect.estimate.isNaN, !effect.lower.isNaN, !effect.upper.isNaN else {
            return "\(pooling.model.interval.name) gives no interval for these rows."
        }
        // What the plan itself asks for is its own answer, whatever its profile makes of the names.
        guard !space.isPlanned(specification) else { return nil }
        if made.record.modelChange == .comparisonsOfOneTrial {
            return "Several comparisons of one trial are pooled as one effect."
        }
        if pooling.model.interval is KenwardRoger, !(pooling.model.heterogeneity is RestrictedMaximumLikelihood) {
            return "Kenward–Roger needs a random-effects model with τ² by REML."
        }
        let estimator = specification.estimator.map { space.estimators[$0].code }
        if made.record.interval?.code != space.intervals[specification.interval].code
            || made.record.estimator?.code != estimator
        {
            return "\(made.record.comparison.name) has an interval and a τ² of its own."
        }
        return nil
    }
}

/// The poolings of all methods, each prepared once.
private struct PreparedPoolings {
    private struct Key: Hashable {
        let arranged: Int
        let model: Int
        let estimator: Int?
        let interval: Int
    }

    private let methods: MethodRequest
    private let space: MultiverseSpace
    private let context: RunContext
    private var known: [Key: ContrastPooling] = [:]

    init(_ methods: MethodRequest, _ space: MultiverseSpace, _ context: RunContext) {
        self.methods = methods
        self.space = space
        self.context = context
    }

    /// The pooling of a specification; nil where it has no rows.
    mutating func pooling(
        _ specification: MultiverseSpace.Specification, _ measure: AnyEffectMeasure
    ) throws(AnalysisError) -> ContrastPooling? {
        guard let set = space.evidence.arranged[specification.arranged].set else { return nil }
        let key = Key(
            arranged: specification.arranged, model: specification.model, estimator: specification.estimator,
            interval: specification.interval)
        if let pooling = known[key] { return pooling }
        var request = methods
        request.model = space.models[specification.model]
        request.heterogeneity = specification.estimator.map { space.estimators[$0].code }
        request.interval = space.intervals[specification.interval].code
        request.prediction = nil
        var pooling = ContrastPooling(try context.resolved(request), measure: measure, rows: set)
        // Neither limits of τ² nor predictions are told of a specification.
        (pooling.model.heterogeneityInterval, pooling.model.prediction) = (nil, nil)
        known[key] = pooling
        return pooling
    }
}
