import TrialAnalysis
import TrialEvidence
import TrialStatistics

/// A crossover trial, a parallel trial and whatever rows a test gives them.
enum CrossoverDataset {
    static let header =
        "study_id,arm_id,comparator_arm_id,population,outcome,timepoint_months,statistic,n,mean,sd,se,median,q1,q3,ci_low,ci_high,ci_level,events,effect,effect_measure,p_value,confidence,correlation,test_statistic,both,first_only,second_only,neither,person_years"

    /// Reads rows, each as `cell=value` pairs; population, outcome, month and confidence have defaults.
    static func read(_ rows: [String]) throws -> Dataset {
        let studies = "study_id,design,first_period_months\nCross2020,crossover-rct,6\nPar2021,parallel-rct,\n"
        let arms = """
            study_id,arm_id,role,n,period
            Cross2020,MSC,treatment,5,1
            Cross2020,PBO,control,5,1
            Cross2020,MSC-P,treatment,10,within-person
            Cross2020,PBO-P,control,10,within-person
            Par2021,MSC,treatment,10,
            Par2021,PBO,control,10,

            """
        let names = header.split(separator: ",").map(String.init)
        let lines = rows.map { row in
            var cells = ["population": "all", "outcome": "edss", "timepoint_months": "6", "confidence": "primary"]
            for pair in row.split(separator: " ") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                let value = String(parts[1])
                cells[String(parts[0])] = value
            }
            let unknown = cells.keys.filter { !names.contains($0) }
            precondition(unknown.isEmpty, "no such column: \(unknown)")
            return names.map { cells[$0] ?? "" }.joined(separator: ",")
        }
        var files = DatasetFiles([
            "studies.csv": Array(studies.utf8), "arms.csv": Array(arms.utf8),
            "outcomes.csv": Array("\(header)\n\(lines.joined(separator: "\n"))\n".utf8),
        ])
        files.files[DatasetFiles.descriptor] = DatasetFiles.descriptor(of: Dataset(name: "cross"), files: files.files)
        return try DatasetReader().read(files)
    }

    /// The effect sizes of the rows under a crossover rule and a correlation.
    static func contrasts(
        _ rows: [String], measure: String = "MD", change: (inout RowRules) -> Void = { _ in }
    ) throws -> ContrastSet {
        var rules = RowRules()
        rules.crossover = .paired
        change(&rules)
        var builder = ContrastBuilder(
            dataset: try read(rows), outcome: "edss", measure: try EffectMeasures.standard.named(measure), rules: rules
        )
        return try builder.build()
    }

    /// The two periods of the Handbook's example (Cochrane Handbook 5.1, section 16.4.6.4; 6.4, section 23.2.7).
    static func periods(_ more: String = "") -> [String] {
        [
            "study_id=Cross2020 arm_id=MSC-P statistic=mean_sd n=10 mean=7 sd=2.38 timepoint_months=12 \(more)",
            "study_id=Cross2020 arm_id=PBO-P statistic=mean_sd n=10 mean=6.5 sd=2.21 timepoint_months=12 \(more)",
        ]
    }

    static let firstPeriod = [
        "study_id=Cross2020 arm_id=MSC statistic=mean_sd n=5 mean=7 sd=2",
        "study_id=Cross2020 arm_id=PBO statistic=mean_sd n=5 mean=6 sd=2",
    ]
    static let parallel = [
        "study_id=Par2021 arm_id=MSC statistic=mean_sd n=10 mean=7 sd=2.38",
        "study_id=Par2021 arm_id=PBO statistic=mean_sd n=10 mean=6.5 sd=2.21",
    ]
}
