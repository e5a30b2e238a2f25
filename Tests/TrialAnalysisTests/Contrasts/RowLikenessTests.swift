import Testing
import TrialEvidence
import TrialForensics
import TrialResults
import TrialStatistics

@testable import TrialAnalysis

/// Parts of studies, definitions, kinds of report, and what is said where pooled rows differ.
struct RowLikenessTests {
    /// Studies of two arms with one outcome; `edit` changes the two rows of a study.
    private func dataset(_ count: Int = 3, _ edit: (Int, inout OutcomeRow) -> Void = { _, _ in }) -> Dataset {
        var dataset = Dataset(name: "d")
        for index in 0..<count {
            let id = "S\(index)"
            dataset.studies.append(Study(id: id, design: .parallelRandomised))
            for (arm, role, events) in [("t", ArmRole.treatment, 4), ("c", .control, 8)] {
                dataset.arms.append(Arm(studyID: id, id: arm, role: role))
                var row = OutcomeRow(
                    arm: ArmKey(studyID: id, armID: arm), outcome: "o", statistic: .events,
                    provenance: Provenance(confidence: .primary))
                (row.n, row.events) = (40 + index, events + index)
                edit(index, &row)
                dataset.outcomes.append(row)
            }
        }
        return dataset
    }

    private func set(_ dataset: Dataset, _ change: (inout RowRules) -> Void = { _ in }) throws -> ContrastSet {
        var rules = RowRules()
        change(&rules)
        var builder = ContrastBuilder(
            dataset: dataset, outcome: "o", measure: try EffectMeasures.standard.named("RR"), rules: rules)
        return try builder.build()
    }

    @Test("rows that are alike raise no warning")
    func alike() throws { #expect(try set(dataset()).warnings.isEmpty) }

    @Test("a study in two subgroups is two rows; the whole goes before its parts; a plan chooses")
    func parts() throws {
        var two = dataset()
        for row in two.outcomes where row.studyID == "S0" {
            var other = row
            (other.subgroup, other.n) = ("late", 20)
            two.outcomes.append(other)
        }
        for index in two.outcomes.indices
        where two.outcomes[index].studyID == "S0" && two.outcomes[index].subgroup.isEmpty {
            two.outcomes[index].subgroup = "early"
        }
        let both = try set(two)
        #expect(both.contrasts.map(\.label) == ["S0 (early)", "S0 (late)", "S1", "S2"])
        #expect(both.excluded.isEmpty)
        let late = try set(two) { $0.ofSubgroups = ["late"] }
        #expect(late.contrasts.map(\.label) == ["S0"] && Set(late.excluded.map(\.code)) == ["subgroup"])
        var whole = two
        for row in dataset().outcomes where row.studyID == "S0" { whole.outcomes.append(row) }
        let chosen = try set(whole)
        #expect(chosen.contrasts.map(\.label) == ["S0", "S1", "S2"])
        #expect(chosen.excluded.map(\.code) == Array(repeating: "part-of-study", count: 4))
    }

    @Test("one control group in two subgroups is told")
    func repeatedControl() throws {
        var two = dataset()
        for row in two.outcomes where row.studyID == "S0" {
            var other = row
            other.subgroup = "high dose"
            if row.armID == "t" { other.events = 2 }
            two.outcomes.append(other)
        }
        for index in two.outcomes.indices
        where two.outcomes[index].studyID == "S0" && two.outcomes[index].subgroup.isEmpty {
            two.outcomes[index].subgroup = "low dose"
        }
        #expect(try set(two).warnings.map(\.code) == ["repeated-control"])
    }

    @Test("products, comparators, times and definitions that differ are told until the plan says that they are alike")
    func differing() throws {
        var mixed = dataset { index, row in
            row.timepointMonths = [6, 24, 6][index]
            row.definition = ["a", "b", "c"][index]
        }
        mixed.studies[0].product.source = .boneMarrow
        mixed.studies[1].product.source = .haematopoietic
        mixed.studies[2].product.source = .adipose
        for index in mixed.arms.indices where mixed.arms[index].role == .control {
            mixed.arms[index].comparatorClass = mixed.arms[index].studyID == "S0" ? .placebo : .active
        }
        let warnings = try set(mixed).warnings
        #expect(warnings.map(\.code) == ["unlike-product", "unlike-comparator", "unlike-time", "unlike-definition"])
        #expect(warnings[0].message.contains("mesenchymal (S0, S2); haematopoietic (S1)"))
        #expect(try set(mixed) { $0.alike = [.product, .comparator, .time, .definition] }.warnings.isEmpty)
        #expect(try set(mixed) { $0.window = MonthWindow(from: 0, to: 36) }.warnings.count == 3)
        #expect(try set(mixed) { $0.definitions = ["b"] }.contrasts.map(\.study) == ["S1"])
    }

    @Test("a definition that says the same under another name is the same")
    func sameContent() throws {
        var mixed = dataset { index, row in row.definition = ["a", "b", "a"][index] }
        for id in ["a", "b"] {
            var definition = EndpointDefinition(id: id)
            definition.thresholds = [.init(baseline: NumberRange(low: 0, high: 5.5), change: 1)]
            definition.confirmationMonths = 3
            mixed.definitions.append(definition)
        }
        #expect(try set(mixed).warnings.isEmpty)
        mixed.definitions[1].confirmationMonths = 6
        #expect(try set(mixed).warnings.map(\.code) == ["unlike-definition"])
    }

    @Test("two reports of one number: the plan's first kind goes first, and a conflict is told until it says so")
    func reports() throws {
        var two = dataset { _, row in row.reportKind = .congress }
        for row in two.outcomes where row.studyID == "S0" {
            var other = row
            (other.reportKind, other.variant) = (.registry, "registry")
            if row.armID == "t" { other.events = 7 }
            two.outcomes.append(other)
        }
        let open = try set(two)
        #expect(open.warnings.map(\.code) == ["conflicting-reports"])
        #expect(open.warnings[0].message.contains("events 4 (congress), 7 (registry)"))
        let settled = try set(two) { $0.reports = [.registry, .congress] }
        #expect(settled.warnings.isEmpty && settled.contrasts.count == 3)
        #expect(settled.contrasts[0].groups[0].events == 7)
    }
}
