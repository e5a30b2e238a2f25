import Testing
import TrialArchives
import TrialEvidence

@testable import TrialImport

@Suite("Round trips of random and shipped datasets")
struct RandomRoundTripTests {
    /// Thirty random datasets and the shipped ones.
    static let names =
        (1...30).map { "seed \($0)" } + ["msc-ms-trials", "historical-placebo", "haematopoietic-transplantation"]

    private func dataset(_ name: String) throws -> Dataset {
        guard let seed = UInt64(name.split(separator: " ").last ?? "") else { return try ExportSupport.shipped(name) }
        var random = RandomDataset(seed: seed)
        let dataset = random.make()
        // The law is about datasets without errors.
        return try DatasetReader().read(DatasetFiles(encoding: dataset))
    }

    @Test("an archive brings back the whole dataset", arguments: names)
    func archive(name: String) throws {
        let dataset = try dataset(name)
        let exported = try DataPackageExport().export(dataset)
        let bytes = try #require(exported.files["\(dataset.name).zip"])
        let back = try DatasetReader().read(DatasetFiles(try Manifest.open(bytes, path: "a.zip")))
        #expect(back.identity == dataset.identity && exported.notHeld.isEmpty)
    }

    @Test("a long table brings back every row as it was", arguments: names)
    func long(name: String) throws {
        let dataset = try dataset(name)
        let (file, bytes) = try #require(try LongExport().export(dataset).files.first)
        let evidence = try DelimitedOutcomes().read(bytes, file: file, into: dataset)
        #expect(ExportSupport.bare(evidence.outcomes) == ExportSupport.bare(dataset.outcomes))
    }

    @Test("a wide table brings back what it does not list", arguments: names)
    func wide(name: String) throws {
        let dataset = try dataset(name)
        let exported = try WideExport().export(dataset)
        let (file, bytes) = try #require(exported.files.first)
        let evidence = try WideTable().read(bytes, file: file, into: dataset)
        HeldCells(exported.notHeld).check(evidence.outcomes, of: dataset.outcomes, name)
        #expect(try DatasetMerge(of: [evidence], into: dataset).proposal().changes.isEmpty)
    }

    @Test("a RevMan Web package brings back what it does not list", arguments: names)
    func revManWeb(name: String) throws {
        let dataset = try dataset(name)
        let exported = try RevManWebExport().export(dataset)
        let bytes = try ZipArchive.write(exported.files)
        let evidence = try RevManWeb().read(bytes, file: "package.zip", into: dataset)
        let limits: Set<String> = ["effect", "ci_low", "ci_high", "ci_level"]
        HeldCells(exported.notHeld).check(evidence.outcomes, of: dataset.outcomes, near: limits, name)
        #expect(Set(evidence.studies.map(\.id)) == Set(dataset.studies.map(\.id)))
        let bias = exported.notHeld.contains { $0.place == "risk_of_bias.csv" }
        if !bias { #expect(evidence.riskOfBias.count == dataset.riskOfBias.count) }
    }

    @Test("RIS brings back every study, but for the cells it lists", arguments: names)
    func ris(name: String) throws {
        let dataset = try dataset(name)
        let exported = try RISExport().export(dataset)
        let (file, bytes) = try #require(exported.files.first)
        let evidence = try RISReferences().read(bytes, file: file, into: Dataset(name: "new"))
        let lost = Dictionary(
            exported.notHeld.filter { $0.code == "cells-not-held" }.map { ($0.place, $0.reason) },
            uniquingKeysWith: { "\($0), \($1)" })
        let columns = Set(exported.notHeld.map(\.place))
        #expect(evidence.studies.count == dataset.studies.count)
        for (back, study) in zip(evidence.studies, dataset.studies) {
            let listed = Set((lost[study.id] ?? "").split(separator: ", ").map(String.init))
            for (column, (was, found)) in zip(Study.columns, zip(study.cells, back.cells)) where !was.isEmpty {
                let isListed = listed.contains(column.name) || columns.contains("studies.csv, column \(column.name)")
                #expect(isListed || was == found, "\(name) \(study.id) \(column.name)")
            }
        }
    }
}
