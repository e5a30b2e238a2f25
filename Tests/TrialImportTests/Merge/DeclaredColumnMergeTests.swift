import Testing
import TrialEvidence
import TrialImport

/// Imports into a dataset with declared columns, and exports of it.
struct DeclaredColumnMergeTests {
    private func dataset() throws -> Dataset {
        var dataset = try SmallTrial.dataset()
        dataset.declaredColumns = [
            .studies: [DeclaredColumn("funding, kind", .string, title: "Funding")],
            .arms: [DeclaredColumn("dose", .number, title: "Dose", unit: "mg")],
        ]
        dataset.studies[0].declared = ["funding, kind": .text("public")]
        dataset.arms[0].declared = ["dose": .number(20)]
        return dataset
    }

    @Test("a new study and a changed one leave declared cells and declarations as they were")
    func merged() throws {
        let dataset = try dataset()
        var evidence = ImportedEvidence(file: "new.csv")
        var changed = Study(id: dataset.studies[0].id, design: dataset.studies[0].design)
        changed.journal = "A journal"
        evidence.studies = [changed, Study(id: "Later2024", design: .singleArm)]
        let merged = try DatasetMerge(of: [evidence], into: dataset).merged(into: DatasetFiles(encoding: dataset))
        let back = try DatasetReader().read(merged)
        #expect(back.declaredColumns == dataset.declaredColumns)
        #expect(back.studies.map(\.declared) == dataset.studies.map(\.declared) + [[:]])
        #expect(back.studies[0].journal == "A journal" && back.arms.map(\.declared) == dataset.arms.map(\.declared))
    }

    @Test("every format but the Data Package names the declared cells that it has no place for")
    func exported() throws {
        let dataset = try dataset()
        for format in ExportFormatRegistry.standard.formats where format.name != "data-package" {
            let left = try format.export(dataset).notHeld
            #expect(
                left.contains { $0.place == "studies.csv, column funding, kind" && $0.code == "column-not-held" },
                "\(format.name): \(left.map(\.place))")
        }
    }
}
