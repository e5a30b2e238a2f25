import TrialAnalysis
import TrialEvidence
import TrialStatistics

/// From the rows of a dataset to effect sizes: what one study costs must not depend on how many there are.
enum EvidenceBenchmarks {
    static func rows(_ timing: Timing) throws -> [Measurement] {
        var slow = timing
        slow.rounds = 3
        return try [1_000, 8_000].map { studies in
            let dataset = dataset(of: studies)
            return try slow.measure("effect sizes of \(studies) trials from a dataset") {
                var builder = ContrastBuilder(
                    dataset: dataset, outcome: "stroke", measure: AnyEffectMeasure(RiskRatio.self), rules: RowRules())
                return Double(try builder.build().contrasts.count)
            }
        }
    }

    private static func dataset(of studies: Int) -> Dataset {
        var dataset = Dataset(name: "many")
        for (index, table) in BenchmarkData.tables(studies, seed: 8).enumerated() {
            let study = Study(id: "Trial\(index)", design: .parallelRandomised)
            dataset.studies.append(study)
            for (id, role, events, total) in [
                ("drug", ArmRole.treatment, table.events1, table.total1),
                ("placebo", .control, table.events2, table.total2),
            ] {
                var arm = Arm(studyID: study.id, id: id, role: role)
                arm.n = Int(total)
                dataset.arms.append(arm)
                var row = OutcomeRow(
                    arm: arm.key, outcome: "stroke", statistic: .events, provenance: Provenance(confidence: .primary))
                (row.n, row.events) = (Int(total), Int(events))
                dataset.outcomes.append(row)
            }
        }
        return dataset
    }
}
