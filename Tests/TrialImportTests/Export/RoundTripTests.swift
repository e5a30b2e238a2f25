import Testing
import TrialArchives
import TrialEvidence

@testable import TrialImport

@Suite("Round trips")
struct RoundTripTests {
    @Test(
        "a wide table brings back every row it holds, and lists the others",
        arguments: ["msc-ms-trials", "historical-placebo", "haematopoietic-transplantation", ""])
    func wide(name: String) throws {
        let dataset = name.isEmpty ? ExportSupport.dataset() : try ExportSupport.shipped(name)
        let exported = try WideExport().export(dataset)
        let (file, bytes) = try #require(exported.files.first)
        let evidence = try WideTable().read(bytes, file: file, into: dataset)
        let back = Dictionary(evidence.outcomes.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let lost = Set(exported.notHeld.filter { $0.code == "row-not-held" }.map(\.place))
        let clipped = Set(exported.notHeld.filter { $0.code == "cells-not-held" }.map(\.place))
        #expect(lost.count + evidence.outcomes.count == dataset.outcomes.count)
        for row in ExportSupport.bare(dataset.outcomes) where !lost.contains(row.key.description) {
            let found = try #require(back[row.key], "\(row.key)")
            if !clipped.contains(row.key.description) { #expect(ExportSupport.bare([found]) == [row]) }
        }
        let proposal = try DatasetMerge(of: [evidence], into: dataset).proposal()
        #expect(proposal.isEmpty, "\(proposal)")
        #expect(evidence.studies.map(\.id).sorted() == dataset.studies.map(\.id).sorted())
    }

    @Test("a wide table of a new dataset brings studies, arms and rows with it")
    func wideIntoNothing() throws {
        let dataset = ExportSupport.dataset()
        let bytes = try #require(try WideExport().export(dataset).files["small-wide.csv"])
        let evidence = try WideTable().read(bytes, file: "w.csv", into: Dataset(name: "new"))
        #expect(evidence.studies.map(\.year) == [2020, nil])
        let roles = evidence.arms.map { "\($0.studyID) \($0.id) \($0.role.rawValue)" }
        #expect(Set(roles) == Set(dataset.arms.map { "\($0.studyID) \($0.id) \($0.role.rawValue)" }))
        #expect(Set(evidence.outcomes.map(\.key)) == Set(dataset.outcomes.map(\.key)))
    }

    @Test("a long table brings back every row", arguments: ["msc-ms-trials", ""])
    func long(name: String) throws {
        let dataset = name.isEmpty ? ExportSupport.dataset() : try ExportSupport.shipped(name)
        let (file, bytes) = try #require(try LongExport().export(dataset).files.first)
        let evidence = try DelimitedOutcomes().read(bytes, file: file, into: dataset)
        #expect(ExportSupport.bare(evidence.outcomes) == ExportSupport.bare(dataset.outcomes))
    }

    @Test("RIS brings back every study, and lists the cells it changes", arguments: ["msc-ms-trials", ""])
    func ris(name: String) throws {
        let dataset = name.isEmpty ? ExportSupport.dataset() : try ExportSupport.shipped(name)
        let exported = try RISExport().export(dataset)
        let (file, bytes) = try #require(exported.files.first)
        let evidence = try RISReferences().read(bytes, file: file, into: Dataset(name: "new"))
        #expect(evidence.studies.map(\.id) == dataset.studies.map(\.id))
        #expect(evidence.notTaken.isEmpty)
        let changed = Dictionary(
            exported.notHeld.filter { $0.code == "cells-not-held" }.map { ($0.place, $0.reason) },
            uniquingKeysWith: { first, _ in first })
        for (back, study) in zip(evidence.studies, dataset.studies) {
            let lost = changed[study.id] ?? ""
            if !lost.contains("first_author") { #expect(back.firstAuthor == study.firstAuthor) }
            if !lost.contains("title") { #expect(back.title == study.title) }
            if !lost.contains("journal") { #expect(back.journal == study.journal) }
            if !lost.contains("doi") { #expect(back.doi == study.doi) }
            if !lost.contains("notes") { #expect(back.notes == study.notes) }
            if !lost.contains("source_url") { #expect(back.sourceURL == study.sourceURL) }
            #expect(back.pmid == study.pmid && back.year == study.year && back.registryIDs == study.registryIDs)
        }
        let again = try RISReferences().read(bytes, file: file, into: dataset)
        #expect(again.studies.isEmpty && again.notTaken.count == dataset.studies.count)
    }

    @Test("a Data Package brings back the whole dataset")
    func dataPackage() throws {
        let dataset = ExportSupport.dataset()
        let exported = try DataPackageExport().export(dataset)
        let bytes = try #require(exported.files["small.zip"])
        let back = try DatasetReader().read(DatasetFiles(try Manifest.open(bytes, path: "small.zip")))
        #expect(back.identity == dataset.identity && exported.notHeld.isEmpty)
    }

    @Test(
        "every text comes back from its guard",
        arguments: ["=1+1", "'=1", "''@x", "-0.5", "- x", "+", "'", "it's", "", "\tx"])
    func guarded(text: String) {
        let written = SpreadsheetGuard.added(to: text)
        #expect(SpreadsheetGuard.removed(from: written) == text)
        if Decimals.parse(text) == nil { #expect(!"=+-@\t".contains(written.first ?? " ")) }
    }
}
