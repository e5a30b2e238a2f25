import TrialResults
import TrialStatistics

extension ForestSource {
    /// A pooled effect: the first grouping orders the rows, further ones follow as diamonds, then what stands beside.
    init(_ analysis: PooledAnalysis) {
        self.init(analysis.record)
        let grouped = analysis.subgroups.first { !$0.groups.isEmpty }
        if let grouped { blocks = Self.blocks(grouped, analysis.rows) }
        let testsEffect = analysis.question.measure.isTestedAtZero && analysis.choice == nil
        total = analysis.pooled.map { pooled in
            var total = Total("", pooled)
            total.lines = { $0.lines(pooled, $1, testsEffect: testsEffect) }
            if let choice = analysis.choice, let leading = analysis.leading {
                total.effect = leading
                total.method = choice.method
                total.prediction = nil
            }
            return total
        }
        if analysis.choice != nil, let pooled = analysis.pooled {
            summaries.append(Summary("Beside it", [Total("by the model of the plan", pooled)]))
            notes.append { _, display in analysis.record.besideHeadline(display.convention) ?? "" }
        }
        let others = analysis.subgroups.filter { $0 != grouped && !$0.groups.isEmpty }
        summaries += others.map { other in
            Summary("By \(other.phrase)", other.groups.map { Total($0.name, $0.pooled) })
        }
        beside = analysis.beside.map { beside in
            Block("Beside: \(DisplayText.clean(beside.title))", beside.studies, total: Total("beside", beside.pooled))
        }
        notes += ([grouped].compactMap(\.self) + others).compactMap(Self.test)
        notes += analysis.beside.map { beside in
            { _, display in display.convention.spelled(BesideWords(display: display).sentence(beside)) }
        }
        description += analysis.subgroups.map { subgroup in
            { display in
                let groups = subgroup.groups.map {
                    "\(DisplayText.clean($0.name)) \(display.effect($0.pooled.natural))"
                }
                return "By \(subgroup.phrase): \(groups.joined(separator: "; "))."
            }
        }
        description += analysis.beside.map { beside in
            { "Beside, \(DisplayText.clean(beside.title)): \($0.effect(beside.pooled.natural))." }
        }
    }

    /// The groups of one property, each with its rows and its diamond, then the rows of no group.
    private static func blocks(_ subgroup: SubgroupResult, _ rows: [StudyResult]) -> [Block] {
        let property = subgroup.heading
        var blocks = subgroup.groups.map { group in
            let own = group.rows.filter(rows.indices.contains).map { rows[$0] }
            // The diamond of one row would only repeat that row.
            return Block(
                "\(property): \(DisplayText.clean(group.name))", own,
                total: group.rows.count > 1 ? Total(group.name, group.pooled) : nil)
        }
        let used = Set(subgroup.groups.flatMap(\.rows))
        let others = rows.indices.filter { !used.contains($0) }.map { rows[$0] }
        if !others.isEmpty { blocks.append(Block("\(property): in no group", others)) }
        return blocks
    }

    private static func test(
        _ subgroup: SubgroupResult
    ) -> (@Sendable (HeterogeneityNotation, MeasureDisplay) -> String)? {
        guard let test = subgroup.betweenGroups else { return nil }
        guard subgroup.canShowDifference else { return { _, _ in PooledTables.noDifference(subgroup) } }
        return { $0.groupTest(test, by: subgroup.phrase, $1.format) }
    }
}

extension ForestSource.Total {
    /// A pooled effect with one line on heterogeneity.
    init(_ name: String, _ pooled: PooledResult) {
        self.init(name, pooled.natural, rows: pooled.fit.studies, level: pooled.fit.level)
        studies = pooled.basis.studies
        prediction = pooled.naturalPrediction
        predictionNote = PredictionWords.sameAsInterval(pooled.fit)
        lines = { notation, format in [notation.short(pooled.fit, format)].compactMap(\.self) }
    }
}
