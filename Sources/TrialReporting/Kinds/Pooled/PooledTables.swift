import TrialResults
import TrialStatistics

/// The tables of one pooled effect as people read them.
struct PooledTables {
    let analysis: PooledAnalysis
    private let display: MeasureDisplay
    private var format: NumberFormat { display.format }

    init(_ analysis: PooledAnalysis, convention: NumberConvention = .british) {
        self.analysis = analysis
        display = analysis.display(convention)
    }

    /// One table a grouping.
    var subgroups: [TextTable] {
        analysis.subgroups.filter { !$0.groups.isEmpty }.map { subgroup in
            TextTable(
                caption: "By \(subgroup.phrase)",
                columns: [.init(subgroup.heading)] + pooledColumns,
                rows: subgroup.groups.map { [$0.name] + pooledCells($0.pooled) })
        }
    }

    /// The tests and warnings of the groupings, one sentence each.
    var subgroupSentences: [String] {
        analysis.subgroups.flatMap { subgroup in
            let words = HeterogeneityWords(format: format)
            let test = subgroup.betweenGroups.map {
                subgroup.canShowDifference
                    ? words.groupTest($0, by: subgroup.phrase) : Self.noDifference(subgroup)
            }
            let common = subgroup.commonTau2.map {
                "By \(subgroup.phrase): all groups have one τ², \(format.tauSquared($0)),"
                    + " estimated within them."
            }
            return [test, common].compactMap(\.self)
                + subgroup.warnings.map { "By \(subgroup.phrase): \($0.message)" }
        }
    }

    /// Why the test between groups is not shown.
    static func noDifference(_ subgroup: SubgroupResult) -> String {
        "By \(subgroup.phrase): fewer than two groups rest on more than one study, so a difference between"
            + " them would be one between studies; no test is shown."
    }

    /// The analysis beside each comparison, with the difference.
    var beside: [TextTable] {
        analysis.beside.map { beside in
            TextTable(
                caption: "Beside: \(beside.title)", columns: [.init("Pooled")] + pooledColumns,
                rows: [
                    ["This analysis"] + pooledCells(analysis.pooled),
                    [beside.title] + pooledCells(beside.pooled),
                    [
                        "Difference (\(beside.differenceName))", "",
                        BesideWords(display: display).difference(beside), "", "", "",
                    ],
                ])
        }
    }

    /// The same question with one rule changed; nil where nothing was changed.
    var sensitivity: TextTable? {
        guard !analysis.sensitivity.isEmpty else { return nil }
        return TextTable(
            caption: "The same question with one rule changed",
            columns: [.init("Change")] + pooledColumns + [.init("Warnings")],
            rows: [["as planned"] + pooledCells(analysis.pooled) + [""]]
                + analysis.sensitivity.map { result in
                    [result.change] + pooledCells(result.pooled)
                        + [result.warnings.map(\.message).joined(separator: " ")]
                })
    }

    private var pooledColumns: [TextTable.Column] {
        [
            .init("k", .trailing), .init(display.effectHeading(level: analysis.level), .trailing),
            .init("Prediction interval", .trailing), .init("τ²", .trailing), .init("I²", .trailing),
        ]
    }

    private func pooledCells(_ pooled: PooledResult?) -> [String] {
        guard let pooled else { return [format.count(0), "nothing pooled", "–", "–", "–"] }
        let heterogeneity = pooled.fit.heterogeneity
        let isEstimable = heterogeneity.qDegreesOfFreedom > 0
        return [
            pooled.basis.cell(format), display.effect(pooled.natural),
            pooled.naturalPrediction.map { limits in
                display.limits(limits.lower, limits.upper)
                    + (PredictionWords.sameAsInterval(pooled.fit) == nil ? "" : " (= CI, τ² is 0)")
            } ?? "–",
            isEstimable && heterogeneity.estimator != nil ? format.tauSquared(heterogeneity.tau2) : "–",
            isEstimable ? format.percent(heterogeneity.iSquared) : "–",
        ]
    }
}
