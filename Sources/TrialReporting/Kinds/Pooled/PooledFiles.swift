import TrialResults
import TrialStatistics

/// The CSV tables of a pooled effect: groups, changed rules, each row left out. Effects are on the natural scale.
struct PooledFiles {
    private let analysis: PooledAnalysis

    init(_ analysis: PooledAnalysis) { self.analysis = analysis }

    /// The tables that have rows.
    var tables: [NamedTable] {
        [
            NamedTable("subgroups", subgroups),
            NamedTable("credibility", CredibilityTables.file(analysis.subgroups.compactMap(\.credibility))),
            NamedTable("sensitivity", sensitivity),
            NamedTable("leave-one-out", leaveOneOut),
        ].filter { !$0.table.rows.isEmpty }
    }

    private static let effect = ["estimate", "lower", "upper"]
    private static let pooled = ["k"] + effect + ["prediction_lower", "prediction_upper", "tau2", "i2", "rows"]

    private func cells(_ pooled: PooledResult?) -> [CSVTable.Cell] {
        let numbers = [
            pooled?.natural.estimate, pooled?.natural.lower, pooled?.natural.upper, pooled?.naturalPrediction?.lower,
            pooled?.naturalPrediction?.upper, pooled?.fit.heterogeneity.tau2, pooled?.fit.heterogeneity.iSquared,
        ]
        return [.integer(pooled?.basis.studies ?? 0)] + numbers.map { CSVTable.Cell($0) }
            + [.integer(pooled?.basis.rows ?? 0)]
    }

    private var subgroups: CSVTable {
        CSVTable(
            header: ["property", "group"] + Self.pooled + [
                "test_statistic", "test_df", "test_denominator_df", "test_p", "warnings",
            ],
            rows: analysis.subgroups.flatMap { subgroup -> [[CSVTable.Cell]] in
                let test = subgroup.betweenGroups
                let tested: [CSVTable.Cell] = [
                    CSVTable.Cell(test?.statistic), CSVTable.Cell(test?.degreesOfFreedom),
                    CSVTable.Cell(test?.denominatorDegreesOfFreedom), CSVTable.Cell(test?.pValue),
                    .text(Self.words(subgroup.warnings)),
                ]
                return subgroup.groups.map { group in
                    [.text(subgroup.property), .text(group.name)]
                        + cells(group.pooled) + tested
                }
            })
    }

    private var sensitivity: CSVTable {
        CSVTable(
            header: ["change"] + Self.pooled + ["warnings"],
            rows: analysis.sensitivity.map { result in
                [.text(result.change)] + cells(result.pooled) + [.text(Self.words(result.warnings))]
            })
    }

    private var leaveOneOut: CSVTable {
        let measure = analysis.question.measure
        return CSVTable(
            header: ["study", "label", "k"] + Self.effect + ["tau2", "i2", "q", "q_df", "q_p", "warnings"],
            rows: (analysis.explorations?.leaveOneOut?.rows ?? []).map { row -> [CSVTable.Cell] in
                let position = row.omitted - 1
                let study = analysis.rows.indices.contains(position) ? analysis.rows[position] : nil
                let refit = row.refit
                let effect = refit.map { NaturalEffect($0.pooled.estimate, $0.pooled.limits, natural: measure.natural) }
                let numbers = [
                    effect?.estimate, effect?.lower, effect?.upper, refit?.tau2, refit?.iSquared, refit?.q,
                ]
                return [CSVTable.Cell(study?.study), CSVTable.Cell(study?.label), CSVTable.Cell(refit?.studies)]
                    + numbers.map { CSVTable.Cell($0) }
                    + [
                        CSVTable.Cell(refit?.qDegreesOfFreedom), CSVTable.Cell(refit?.qPValue),
                        .text(Self.words(refit?.warnings ?? [])),
                    ]
            })
    }

    private static func words(_ warnings: [MethodWarning]) -> String {
        warnings.map { "\($0.code): \($0.message)" }.joined(separator: " ")
    }
}
