import Testing
import TrialEvidence

@Suite("A dataset that is asked by names")
struct IndexedDatasetTests {
    @Test(
        "it answers as the dataset that looks through its lists",
        arguments: ["msc-ms-trials", "historical-placebo", "haematopoietic-transplantation"])
    func shipped(_ name: String) throws { try check(ShippedDatasetTests.folder(name).read()) }

    @Test("of a name that stands twice the first counts; comparisons in a file of their own come last")
    func twice() {
        var dataset = Dataset(name: "twice")
        for (year, role) in [(1990, ArmRole.treatment), (1991, .control)] {
            var study = Study(id: "Trial, (first)", design: .parallelRandomised)
            study.year = year
            dataset.studies.append(study)
            dataset.arms.append(Arm(studyID: study.id, id: "arm", role: role))
        }
        let key = ArmKey(studyID: "Trial, (first)", armID: "arm")
        func row(_ outcome: String, comparator: String? = nil) -> OutcomeRow {
            var row = OutcomeRow(
                arm: key, outcome: outcome, statistic: .events, provenance: Provenance(confidence: .primary))
            row.comparatorArmID = comparator
            return row
        }
        dataset.contrasts = [row("third", comparator: "other")]
        dataset.outcomes = [row("first"), row("second")]
        check(dataset)
        let indexed = IndexedDataset(dataset)
        #expect(indexed.study(key.studyID)?.year == 1990)
        #expect(indexed.arm(key)?.role == .treatment && indexed.arms(of: key.studyID).count == 2)
        #expect(indexed.rows(of: key).map(\.outcome) == ["first", "second", "third"])
        #expect(indexed.outcomes.count == 2, "all else is the dataset's")
    }

    private func check(_ dataset: Dataset) {
        let indexed = IndexedDataset(dataset)
        for name in dataset.studies.map(\.id) + ["", "nobody"] {
            #expect(indexed.study(name) == dataset.study(name))
            #expect(indexed.arms(of: name) == dataset.arms(of: name))
        }
        for key in dataset.arms.map(\.key) + dataset.allOutcomes.map(\.arm) + [ArmKey(studyID: "nobody", armID: "")] {
            #expect(indexed.arm(key) == dataset.arm(key))
            #expect(indexed.rows(of: key) == dataset.rows(of: key))
        }
        for row in dataset.allOutcomes {
            #expect(indexed.course(of: row) == dataset.course(of: row))
            #expect(indexed.citation(of: row) == dataset.citation(of: row))
        }
    }
}
