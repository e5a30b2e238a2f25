import Foundation
import TrialEvidence
import TrialForensics
import TrialNumerics

/// Honest trials: simulated patients on a scale with steps, everything computed from them and printed rounded.
struct SimulatedTrials {
    private var generator: SeededGenerator
    private var studies = "study_id,first_author,year,registry_id,design,country,n_randomised"
    private var arms = "study_id,arm_id,role,n"
    private var outcomes = """
        study_id,arm_id,comparator_arm_id,population,outcome,timepoint_months,statistic,n,mean,sd,se,median,min,max,ci_low,\
        ci_high,ci_level,events,effect,effect_measure,p_value,source_location,confidence
        """

    private init(_ generator: SeededGenerator) {
        self.generator = generator
    }

    /// The files of a dataset of that many trials; the generator moves on.
    static func files(trials: Int, _ generator: inout SeededGenerator) -> DatasetFiles {
        var builder = SimulatedTrials(generator)
        for index in 0..<trials { builder.addTrial(index) }
        generator = builder.generator
        let scales = """
            outcome,minimum,maximum,step,worse
            edss_baseline,0,10,0.5,higher
            edss_final,0,10,0.5,higher
            edss_change,-10,10,0.5,higher
            """
        var files: [String: [UInt8]] = [:]
        for (table, text) in [
            (DatasetTable.studies, builder.studies), (.arms, builder.arms), (.outcomes, builder.outcomes),
            (.scales, scales),
        ] {
            files[table.file] = Array((text + "\n").utf8)
        }
        files[DatasetFiles.descriptor] = DatasetFiles.descriptor(of: Dataset(name: "simulated"), files: files)
        return DatasetFiles(files)
    }

    /// Mean, standard deviation, median and extremes of patients.
    private struct Summary {
        let n: Int
        let mean: Double
        let sd: Double
        let median: Double
        let low: Double
        let high: Double

        init(_ values: [Double]) {
            let sorted = values.sorted()
            n = values.count
            let mean = values.reduce(0, +) / Double(n)
            self.mean = mean
            sd = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n - 1)).squareRoot()
            median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2
            (low, high) = (sorted[0], sorted[n - 1])
        }
    }

    private func text(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }

    private mutating func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(generator.uniform() * Double(range.count))
    }

    private mutating func patients(_ n: Int, centre: Double, effect: Double) -> [(before: Double, after: Double)] {
        (0..<n).map { _ in
            let before = min(8, max(2, ((centre + 1.2 * generator.normal()) * 2).rounded() / 2))
            let change = ((effect + 0.7 * generator.normal()) * 2).rounded() / 2
            return (before, min(10, max(0, before + change)))
        }
    }

    private mutating func addTrial(_ index: Int) {
        let id = "Trial\(index)"
        let sizes = [whole(8...60), whole(8...60)]
        studies +=
            "\n\(id),Author\(index),\(whole(1990...2025)),NCT\(10_000_000 + index),parallel-rct,Italy,\(sizes[0] + sizes[1])"
        let decimals = whole(1...2)
        let centre = 3 + 3 * generator.uniform()
        var changes: [Summary] = []
        let groups = [("MSC", "treatment", -0.3), ("PBO", "control", 0.1)].enumerated().map { position, arm in
            (arm, patients(sizes[position], centre: centre, effect: arm.2))
        }
        for (arm, people) in groups {
            arms += "\n\(id),\(arm.0),\(arm.1),\(people.count)"
            changes.append(Summary(people.map { $0.after - $0.before }))
        }
        let p = changes.count == 2 ? text(testOfMeans(changes[0], changes[1]), whole(2...4)) : ""
        for (arm, people) in groups {
            let values = [
                ("edss_baseline", 0, Summary(people.map(\.before)), ""),
                ("edss_final", 6, Summary(people.map(\.after)), ""),
                ("edss_change", 6, Summary(people.map { $0.after - $0.before }), arm.0 == "MSC" ? p : ""),
            ]
            for (outcome, month, summary, p) in values {
                add(id, arm.0, outcome, month, summary, decimals: decimals, p: p)
            }
            addResponses(id, arm.0, people.map { $0.after - $0.before })
        }
        addEvents(id, sizes)
        addRatio(id)
    }

    private mutating func add(
        _ study: String, _ arm: String, _ outcome: String, _ month: Int, _ summary: Summary, decimals: Int, p: String
    ) {
        let numbers = [summary.mean, summary.sd].map { text($0, decimals) }.joined(separator: ",")
        let others = [summary.median, summary.low, summary.high].map { text($0, 2) }.joined(separator: ",")
        outcomes +=
            "\n\(study),\(arm),,all,\(outcome),\(month),mean_sd,\(summary.n),\(numbers),,\(others),,,,,,,\(p),T,primary"
    }

    private mutating func addResponses(_ study: String, _ arm: String, _ changes: [Double]) {
        let counts = [
            ("improved", changes.count { $0 < 0 }), ("stable", changes.count { $0 == 0 }),
            ("worsened", changes.count { $0 > 0 }),
        ]
        for (name, count) in counts {
            let percent = text(100 * Double(count) / Double(changes.count), whole(0...1))
            outcomes +=
                "\n\(study),\(arm),,all,edss_\(name),6,events,\(changes.count),,,,,,,,,,\(count),\(percent),percent,,T,primary"
        }
    }

    private mutating func addEvents(_ study: String, _ sizes: [Int]) {
        let events = sizes.map { size in (0..<size).count { _ in generator.uniform() < 0.3 } }
        let values = TableTests(events: events, patients: sizes).pValues
        let p = text(values[whole(0...(values.count - 1))], whole(2...3))
        for (index, arm) in ["MSC", "PBO"].enumerated() {
            let printed = index == 0 ? p : ""
            outcomes +=
                "\n\(study),\(arm),,all,relapse_any,6,events,\(sizes[index]),,,,,,,,,,\(events[index]),,,\(printed),T,primary"
            outcomes +=
                "\n\(study),\(arm),,all,relapse_free,6,events,\(sizes[index]),,,,,,,,,,\(sizes[index] - events[index]),,,,T,primary"
        }
    }

    private mutating func addRatio(_ study: String) {
        let (centre, error) = (0.4 * generator.normal() - 0.3, 0.1 + 0.3 * generator.uniform())
        let z = NormalDistribution.standard.upperQuantile(0.025)
        let numbers = [centre - z * error, centre + z * error].map { text(exp($0), 2) }.joined(separator: ",")
        let p = text(NormalDistribution.standard.twoSided(centre / error), 3)
        outcomes +=
            "\n\(study),MSC,PBO,all,gel_count,6,ratio_ci,,,,,,,,\(numbers),95,,\(text(exp(centre), 2)),RateRatio,\(p),T,primary"
    }

    /// Student's or Welch's test, by lot.
    private mutating func testOfMeans(_ first: Summary, _ second: Summary) -> Double {
        let (n, m) = (Double(first.n), Double(second.n))
        let (v, w) = (first.sd * first.sd / n, second.sd * second.sd / m)
        let difference = abs(first.mean - second.mean)
        guard generator.uniform() < 0.5 else {
            let freedom = (v + w) * (v + w) / (v * v / (n - 1) + w * w / (m - 1))
            return StudentTDistribution(degreesOfFreedom: freedom).twoSided(difference / (v + w).squareRoot())
        }
        let pooled = ((n - 1) * first.sd * first.sd + (m - 1) * second.sd * second.sd) / (n + m - 2)
        let error = (pooled * (1 / n + 1 / m)).squareRoot()
        return StudentTDistribution(degreesOfFreedom: n + m - 2).twoSided(difference / error)
    }
}
