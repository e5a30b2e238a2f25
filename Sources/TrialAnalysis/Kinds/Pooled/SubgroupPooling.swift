import TrialResults
import TrialStatistics

extension ContrastPooling {
    /// Groups by a property, each pooled, with the test between them. Rows without a value are a group of their own.
    ///
    /// With a common τ² each group is pooled with the one that is estimated within groups. Rows that share a control, and
    /// groups of one row each, have none: they are pooled each with its own, and a warning says so.
    func subgroups(
        _ set: ContrastSet, _ request: SubgroupRequest, heterogeneity: Subgroups.Heterogeneity
    ) throws(AnalysisError) -> SubgroupResult? {
        let label = set.label(request.by)
        let (labels, names) = groups(set, request, unit: label.unit)
        guard !names.isEmpty else { return nil }
        var (test, warnings, common) = try betweenGroups(set, labels, heterogeneity)
        if heterogeneity == .common, common == nil, model.heterogeneity != nil {
            warnings.append(.separateHeterogeneity)
        }
        var group = self
        if let common { group.model.givenTau2 = common }
        var members: [SubgroupMember] = []
        for name in names {
            let rows = labels.indices.filter { labels[$0] == name }
            if let pooled = try group.pool(set, rows) {
                members.append(SubgroupMember(name: name, rows: rows, pooled: pooled.result))
            }
        }
        var result = SubgroupResult(
            property: request.by.rawValue, groups: members, betweenGroups: test, warnings: warnings)
        result.commonTau2 = common
        if label.name != request.by.rawValue { result.label = label.name }
        if !request.cuts.isEmpty { result.cuts = request.cuts }
        return result
    }

    /// The group of each row, and the groups in their order: bands from the lowest, categories as they come.
    private func groups(
        _ set: ContrastSet, _ request: SubgroupRequest, unit: String?
    ) -> (labels: [String], names: [String]) {
        let isCut = !request.cuts.isEmpty
        let bands = QuantityBands(cuts: request.cuts, unit: unit)
        let labels = set.contrasts.map { contrast in
            isCut
                ? bands.name(of: contrast, request.by)
                : contrast.properties[request.by.rawValue] ?? StudyProperty.notStated
        }
        let order = (isCut ? bands.names : []) + labels
        let present = Set(labels)
        let names = order.reduce(into: [String]()) { if present.contains($1), !$0.contains($1) { $0.append($1) } }
        return (labels, names)
    }

    private func betweenGroups(
        _ set: ContrastSet, _ labels: [String], _ heterogeneity: Subgroups.Heterogeneity
    ) throws(AnalysisError) -> (GroupTest?, [MethodWarning], Double?) {
        guard set.covariances.isEmpty else {
            let warning = MethodWarning(
                code: "correlated-groups",
                message: "Rows that share a control fall into different groups; the groups are shown without a test.")
            return (nil, [warning], nil)
        }
        let hasPairs = Set(labels).count < labels.count
        do {
            let data = try LinearModel(
                estimates: set.contrasts.map(\.effect.estimate), variances: set.contrasts.map(\.effect.variance))
            let analysis = try Subgroups(heterogeneity: hasPairs ? heterogeneity : .separate)
                .analyse(data, labels: labels, pooling: model)
            let test = analysis.between.map {
                GroupTest(
                    statistic: $0.statistic, degreesOfFreedom: Int($0.degreesOfFreedom),
                    denominatorDegreesOfFreedom: $0.denominatorDegreesOfFreedom, pValue: $0.pValue)
            }
            return (test, analysis.warnings, analysis.commonTau2)
        } catch {
            throw AnalysisError(.failedAnalysis, "\(error)")
        }
    }
}

extension MethodWarning {
    fileprivate static let separateHeterogeneity = MethodWarning(
        code: "separate-heterogeneity",
        message: "A common τ² cannot be estimated from these groups; each group has its own.")
}
