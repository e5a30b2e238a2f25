import Testing
import TrialEvidence
import TrialForensics
import TrialNumerics

/// Errors planted into honest trials, each of a kind that people make, and what of them is found.
@Suite("Planted errors")
struct PlantedErrorTests {
    /// A kind of error: how it is planted into the rows of one study, and the checks that may find it.
    struct Kind: Sendable, CustomTestStringConvertible {
        let name: String
        let checks: Set<String>
        /// How many of the five planted are found at least.
        let found: Int
        let plant: @Sendable (inout Dataset, String) -> Void
        var testDescription: String { name }
    }

    /// Changes the row of an arm's outcome.
    private static func change(
        _ dataset: inout Dataset, _ study: String, _ arm: String, _ outcome: String, _ body: (inout OutcomeRow) -> Void
    ) {
        for index in dataset.outcomes.indices {
            let row = dataset.outcomes[index]
            if row.studyID == study, row.armID == arm, row.outcome == outcome, !row.isComparison {
                body(&dataset.outcomes[index])
            }
        }
    }

    static let kinds: [Kind] = [
        Kind(name: "a mean ten times too large", checks: ["off-scale", "power-of-ten"], found: 5) {
            change(&$0, $1, "MSC", "edss_baseline") { $0.mean = $0.mean.map { $0 * 10 } }
        },
        Kind(name: "a mean in another unit", checks: ["power-of-ten"], found: 5) {
            change(&$0, $1, "MSC", "weight") { ($0.mean, $0.sd) = ($0.mean.map { $0 * 1000 }, $0.sd.map { $0 * 1000 }) }
            change(&$0, $1, "PBO", "weight") { ($0.mean, $0.sd) = ($0.mean.map { $0 * 1000 }, $0.sd.map { $0 * 1000 }) }
        },
        Kind(name: "a mean a tenth of itself", checks: ["power-of-ten", "grim", "grimmer"], found: 5) {
            change(&$0, $1, "PBO", "weight") { $0.mean = $0.mean.map { $0 / 10 } }
        },
        Kind(name: "mean and deviation swapped", checks: ["mean-and-sd-swapped"], found: 5) {
            change(&$0, $1, "MSC", "weight") { ($0.mean, $0.sd) = ($0.sd, $0.mean) }
        },
        Kind(name: "a deviation of 0", checks: ["zero-spread"], found: 5) {
            change(&$0, $1, "PBO", "weight") { $0.sd = 0 }
        },
        Kind(name: "an error as deviation", checks: ["error-as-deviation"], found: 4) {
            change(&$0, $1, "PBO", "weight") { $0.sd = $0.sd.map { $0 / 5.5 } }
        },
        Kind(name: "a deviation as error", checks: ["deviation-as-error"], found: 5) {
            change(&$0, $1, "PBO", "weight") { ($0.se, $0.sd, $0.statistic) = ($0.sd, nil, .meanSE) }
        },
        Kind(name: "one arm copied into the other", checks: ["identical-arms"], found: 5) { dataset, study in
            let other = dataset.outcomes.first { $0.studyID == study && $0.armID == "MSC" && $0.outcome == "weight" }
            change(&dataset, study, "PBO", "weight") { ($0.mean, $0.sd) = (other?.mean, other?.sd) }
        },
        Kind(name: "a spread that the scale cannot have", checks: ["spread-and-range"], found: 5) {
            change(&$0, $1, "MSC", "score") { ($0.mean, $0.sd) = (4, 38.5) }
        },
        Kind(name: "another trial's numbers", checks: ["identical-numbers"], found: 4) { dataset, study in
            guard let source = dataset.studies.first(where: { $0.id != study })?.id else { return }
            for arm in ["MSC", "PBO"] {
                let other = dataset.outcomes.first { $0.studyID == source && $0.armID == arm && $0.outcome == "weight" }
                change(&dataset, study, arm, "weight") { ($0.mean, $0.sd, $0.n) = (other?.mean, other?.sd, other?.n) }
            }
        },
        Kind(name: "the percentage of other events", checks: ["percent-and-count"], found: 5) {
            change(&$0, $1, "MSC", "remission") { $0.effect = $0.effect.map { $0 < 50 ? $0 + 20 : $0 - 20 } }
        },
        Kind(name: "the registry and the congress disagree", checks: ["conflicting-reports"], found: 5) {
            dataset, study in
            guard
                var other = dataset.outcomes.first(where: {
                    $0.studyID == study && $0.armID == "MSC" && $0.outcome == "weight"
                })
            else { return }
            (other.variant, other.reportKind, other.mean) = ("congress", .congress, other.mean.map { $0 + 2.5 })
            change(&dataset, study, "MSC", "weight") { $0.reportKind = .registry }
            dataset.outcomes.append(other)
        },
        Kind(name: "a total among the studies", checks: ["summary-study"], found: 5) { dataset, _ in
            dataset.studies.append(Study(id: "Total", design: .notStated))
            for arm in ["MSC", "PBO"] {
                let rows = dataset.outcomes.filter { $0.armID == arm && $0.outcome == "remission" }
                guard var sum = rows.first else { return }
                (sum.studyID, sum.effect, sum.effectMeasure) = ("Total", nil, nil)
                (sum.n, sum.events) = (rows.compactMap(\.n).reduce(0, +), rows.compactMap(\.events).reduce(0, +))
                dataset.arms.append(Arm(studyID: "Total", id: arm, role: arm == "MSC" ? .treatment : .control))
                dataset.outcomes.append(sum)
            }
        },
    ]

    /// Eight honest trials with a weight, a score from 0 to 100, baseline EDSS and counts, printed to one decimal.
    private static func honest(_ generator: inout SeededGenerator) -> Dataset {
        var dataset = Dataset(name: "honest")
        var score = Scale(outcome: "score")
        (score.minimum, score.maximum) = (0, 100)
        var edss = Scale(outcome: "edss_baseline")
        (edss.minimum, edss.maximum) = (0, 10)
        dataset.scales = [score, edss]
        for index in 0..<8 {
            let id = "Trial\(index)"
            dataset.studies.append(Study(id: id, design: .parallelRandomised))
            for (arm, role) in [("MSC", ArmRole.treatment), ("PBO", .control)] {
                dataset.arms.append(Arm(studyID: id, id: arm, role: role))
                let n = 24 + Int(generator.uniform() * 40)
                for (outcome, centre, spread) in [
                    ("weight", 74.0, 11.0), ("score", 55, 14), ("edss_baseline", 4.8, 1.2),
                ] {
                    let values = (0..<n).map { _ in centre + spread * generator.normal() }
                    let mean = values.reduce(0, +) / Double(n)
                    let sd = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n - 1)).squareRoot()
                    var row = row(id, arm, outcome, .meanSD, n)
                    (row.mean, row.sd) = ((mean * 10).rounded() / 10, (sd * 10).rounded() / 10)
                    dataset.outcomes.append(row)
                }
                var row = row(id, arm, "remission", .events, n)
                let events = (0..<n).count { _ in generator.uniform() < 0.35 }
                (row.events, row.effectMeasure) = (events, .percent)
                row.effect = (1000 * Double(events) / Double(n)).rounded() / 10
                dataset.outcomes.append(row)
            }
        }
        return dataset
    }

    private static func row(_ study: String, _ arm: String, _ outcome: String, _ statistic: Statistic, _ n: Int)
        -> OutcomeRow
    {
        var row = OutcomeRow(
            arm: ArmKey(studyID: study, armID: arm), outcome: outcome, statistic: statistic,
            provenance: Provenance(confidence: .primary))
        row.n = n
        return row
    }

    private static func findings(_ dataset: Dataset) -> [Finding] {
        Examination(ExaminedEvidence(dataset)).findings.map(\.finding)
    }

    @Test(
        "each kind, planted into five datasets, is found as often as stated, as likely or impossible", arguments: kinds)
    func planted(kind: Kind) {
        var generator = SeededGenerator(seed: 20_261_130)
        var found = 0
        for place in 0..<5 {
            var dataset = Self.honest(&generator)
            kind.plant(&dataset, "Trial\(place + 1)")
            let own = Self.findings(dataset).filter { kind.checks.contains($0.check) }
            if own.contains(where: { $0.severity < .doubtful }) { found += 1 }
            // Only the study in which it was planted is to blame, or the two of which one was copied.
            for finding in own where !["identical-numbers", "summary-study"].contains(finding.check) {
                #expect(finding.studies == ["Trial\(place + 1)"], "\(finding)")
            }
        }
        #expect(found >= kind.found, "\(found) of 5")
    }

    @Test("200 honest datasets of eight trials raise an alarm in fewer than five")
    func honestDatasets() {
        var generator = SeededGenerator(seed: 7)
        var alarms: [Finding] = []
        for _ in 0..<200 { alarms += Self.findings(Self.honest(&generator)).filter { $0.severity < .doubtful } }
        #expect(alarms.count < 5, "\(alarms.map { "\($0.check) \($0.found)" })")
    }
}
