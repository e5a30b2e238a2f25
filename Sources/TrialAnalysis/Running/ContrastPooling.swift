import TrialNumerics
import TrialResults
import TrialStatistics

/// Pools the rows of a question, independent or sharing controls.
struct ContrastPooling {
    var model: PoolingModel
    let measure: AnyEffectMeasure
    let profile: MethodProfile
    private var scale: EffectScale { measure.scale }

    /// The pooled effect of the rows at `positions`; nil where there is none.
    func pool(_ set: ContrastSet, _ positions: [Int]) throws(AnalysisError) -> PooledResult? {
        guard !positions.isEmpty else { return nil }
        let effects = positions.map { set.contrasts[$0].effect }
        do {
            if let fit = try tablePooling(set, positions) { return PooledResult(fit, scale: scale) }
            let independent = try LinearModel(estimates: effects.map(\.estimate), variances: effects.map(\.variance))
            guard let covariance = covariance(set, positions) else {
                return PooledResult(profile.presented(try model.fit(independent)), scale: scale)
            }
            let names = positions.map { set.contrasts[$0].study }
            let correlated = try CorrelatedEstimates(
                estimates: effects.map(\.estimate), covariance: covariance,
                studies: names.map { names.firstIndex(of: $0) ?? 0 })
            return PooledResult(profile.presented(try correlated.fit(modelForTrials(names))), scale: scale)
        } catch {
            let row = error.study.map { set.contrasts[positions[$0 - 1]] }
            let place = row.map { "\($0.label) (\($0.sources.map(\.place).joined(separator: ", "))): " } ?? ""
            throw AnalysisError(.failedAnalysis, "\(place)\(error.message) [\(error.code)]")
        }
    }

    /// The fit by the profile's own way with 2 × 2 tables; nil where it has none or the rows are not such tables.
    func tablePooling(_ set: ContrastSet, _ positions: [Int]) throws(StatisticsError) -> ModelFit? {
        guard let comparisons = profile.comparisons, set.covariances.isEmpty,
            let tables = set.summaries(of: BinaryComparison.self, at: positions)
        else { return nil }
        return try comparisons.fit(tables, measure: measure.descriptor, pooling: model)
    }

    /// Several comparisons of one trial say nothing of the spread between trials: they are pooled as one effect.
    func modelForTrials(_ studies: [String]) -> PoolingModel {
        guard Set(studies).count == 1 else { return model }
        var single = PoolingModel.commonEffect
        single.level = model.level
        return single
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

    /// Groups by a property, each pooled, with the test between them.
    func subgroups(_ set: ContrastSet, by property: StudyProperty) throws(AnalysisError) -> SubgroupResult? {
        let labels = set.contrasts.map { $0.properties[property.rawValue] ?? "not stated" }
        let names = labels.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        guard !names.isEmpty else { return nil }
        var members: [SubgroupMember] = []
        for name in names {
            let rows = labels.indices.filter { labels[$0] == name }
            if let pooled = try pool(set, rows) {
                members.append(SubgroupMember(name: name, rows: rows, pooled: pooled))
            }
        }
        let (test, warnings) = try betweenGroups(set, labels)
        return SubgroupResult(property: property.rawValue, groups: members, betweenGroups: test, warnings: warnings)
    }

    private func betweenGroups(_ set: ContrastSet, _ labels: [String]) throws(AnalysisError) -> (
        GroupTest?, [MethodWarning]
    ) {
        guard set.covariances.isEmpty else {
            let warning = MethodWarning(
                code: "correlated-groups",
                message: "Rows that share a control fall into different groups; the groups are shown without a test.")
            return (nil, [warning])
        }
        do {
            let data = try LinearModel(
                estimates: set.contrasts.map(\.effect.estimate), variances: set.contrasts.map(\.effect.variance))
            let analysis = try Subgroups().analyse(data, labels: labels, pooling: model)
            let test = analysis.between.map {
                GroupTest(
                    statistic: $0.statistic, degreesOfFreedom: Int($0.degreesOfFreedom),
                    denominatorDegreesOfFreedom: $0.denominatorDegreesOfFreedom, pValue: $0.pValue)
            }
            return (test, analysis.warnings)
        } catch {
            throw AnalysisError(.failedAnalysis, "\(error)")
        }
    }
}
