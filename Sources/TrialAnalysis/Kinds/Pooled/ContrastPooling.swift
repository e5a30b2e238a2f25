import TrialNumerics
import TrialResults
import TrialStatistics

/// Pools the rows of a question, independent or sharing controls.
struct ContrastPooling {
    var model: PoolingModel
    let measure: AnyEffectMeasure
    /// How pooled values of the analysis are shown.
    let shown: MeasureReference
    let profile: MethodProfile
    /// The methods that the question asks for.
    let request: MethodRequest
    /// Their record, before the rows are known.
    let asked: MethodRecord

    /// Takes resolved methods, and the rows of the whole analysis for the way back of everything that is pooled of them.
    init(_ method: ResolvedMethod, measure: AnyEffectMeasure, rows: ContrastSet) {
        model = method.pooling
        self.measure = measure
        shown = rows.shown(measure)
        profile = method.profile
        request = method.request
        asked = method.record
    }

    /// Takes a model as it is, with nothing chosen in place of the profile's.
    init(model: PoolingModel, measure: AnyEffectMeasure, profile: MethodProfile) {
        self.model = model
        self.measure = measure
        shown = MeasureReference(measure)
        self.profile = profile
        request = MethodRequest()
        asked = MethodRecord(model, profile: profile)
    }

    /// The pooled effect of the rows at `positions`, with the methods that made it; nil where there are no rows.
    func pool(_ set: ContrastSet, _ positions: [Int]) throws(AnalysisError) -> PooledFit? {
        guard !positions.isEmpty else { return nil }
        do { return try fit(set, positions) } catch {
            let row = error.study.map { set.contrasts[positions[$0 - 1]] }
            let place = row.map { "\($0.label) (\($0.sources.map(\.place).joined(separator: ", "))): " } ?? ""
            throw AnalysisError(.failedAnalysis, "\(place)\(error.message) [\(error.code)]")
        }
    }

    private func fit(_ set: ContrastSet, _ positions: [Int]) throws(StatisticsError) -> PooledFit {
        let counts = CellCounts(set, positions)
        if let comparisons = profile.comparisons, let fit = try tablePooling(set, positions) {
            let method = comparisons.method(for: measure.descriptor) ?? .inverseVariance
            return pooled(
                fit, by: comparisons.choices(for: model), combined: (method, comparisons.zeroCells), counts: counts)
        }
        let combined = (
            method: measure.descriptor.comparison, zeroCells: request.zeroCells ?? measure.descriptor.zeroCellsOfReviews
        )
        let effects = positions.map { set.contrasts[$0].effect }
        let names = positions.map { set.contrasts[$0].study }
        let independent = try LinearModel(estimates: effects.map(\.estimate), variances: effects.map(\.variance))
            .ofStudies(Set(names).count)
        guard let covariance = covariance(set, positions) else {
            let fit = try modelForRows(names).fit(independent)
            return pooled(
                profile.presented(fit), by: model, combined: combined, counts: counts)
        }
        let correlated = try CorrelatedEstimates(
            estimates: effects.map(\.estimate), covariance: covariance,
            studies: names.map { names.firstIndex(of: $0) ?? 0 })
        let used = modelForTrials(names)
        return pooled(profile.presented(try correlated.fit(used)), by: used, combined: combined, counts: counts)
    }

    /// The fit by the profile's own way with 2 × 2 tables; nil where it has none or not every row of the set is such a
    /// table.
    ///
    /// The whole set decides, so that subgroups and rows left out are pooled as the whole is.
    func tablePooling(_ set: ContrastSet, _ positions: [Int]) throws(StatisticsError) -> ModelFit? {
        guard let comparisons = profile.comparisons, set.covariances.isEmpty,
            set.summaries(of: BinaryComparison.self) != nil,
            let tables = set.summaries(of: BinaryComparison.self, at: positions)
        else { return nil }
        return try comparisons.fit(tables, measure: measure.descriptor, pooling: model)
    }

    /// Why the rows of a set are not pooled by the profile's own way with tables; empty where they are or it has none.
    func warnings(_ set: ContrastSet) -> [MethodWarning] {
        guard let method = profile.comparisons?.method(for: measure.descriptor) else { return [] }
        if !set.covariances.isEmpty { return [.correlatedTables(method)] }
        let others = set.contrasts.filter { $0.summary?.as(BinaryComparison.self) == nil }
        guard !others.isEmpty, others.count < set.contrasts.count else { return [] }
        return [.mixedComparisons(method, rows: others.map(\.label))]
    }

    /// Several comparisons of one trial say nothing of the spread between trials: they are pooled as one effect.
    func modelForTrials(_ studies: [String]) -> PoolingModel {
        guard Set(studies).count == 1 else { return model }
        var single = PoolingModel.commonEffect
        single.level = model.level
        return single
    }

    /// No prediction from fewer studies than the profile asks for, however many rows they give.
    func modelForRows(_ studies: [String]) -> PoolingModel {
        guard Set(studies).count < model.fewestStudiesForPrediction else { return model }
        var used = model
        used.prediction = nil
        return used
    }

    /// The sampling covariance matrix of the rows, or nil where they are independent.
    func covariance(_ set: ContrastSet, _ positions: [Int]) -> Matrix? {
        let shared = set.covariances.filter { positions.contains($0.first) && positions.contains($0.second) }
        guard !shared.isEmpty else { return nil }
        var matrix = Matrix(diagonal: positions.map { set.contrasts[$0].effect.variance })
        for pair in shared {
            guard let i = positions.firstIndex(of: pair.first), let j = positions.firstIndex(of: pair.second) else {
                continue
            }
            matrix[i, j] = pair.value
            matrix[j, i] = pair.value
        }
        return matrix
    }
}

extension MethodRequest {
    /// The methods of a question of a plan.
    ///
    /// - Throws: `AnalysisError` for a name that is not known.
    func resolved(
        for profile: MethodProfile, methods: MethodRegistry = .standard, seed: UInt64
    ) throws(AnalysisError) -> ResolvedMethod {
        do { return try resolved(by: profile, methods: methods, seed: seed) } catch {
            throw AnalysisError(.unknownName, error.description)
        }
    }
}
