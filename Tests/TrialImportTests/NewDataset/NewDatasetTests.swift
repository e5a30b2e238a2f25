import Foundation
import Testing
import TrialArchives
import TrialEvidence

@testable import TrialImport

@Suite("A dataset that begins")
struct NewDatasetTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "trialpool-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test(
        "an empty dataset is valid, whatever the path is called",
        arguments: [
            ("my-review", "my-review"), ("My Révue, 2nd (draft)", "my-revue-2nd-draft"), ("报告", "review"),
            ("a.zip", "a"),
        ])
    func empty(name: String, identifier: String) throws {
        try inFolder { folder in
            let new = NewDataset(at: "\(folder)/\(name)")
            try new.write()
            let path = "\(folder)/\(name)"
            let files =
                name.hasSuffix(".zip") ? try DatasetArchive.files(at: path) : try DatasetFolder(path).files()
            let dataset = try DatasetReader().read(files)
            #expect(dataset.name == identifier && dataset.studies.isEmpty)
            #expect(throws: ArchiveError.self) { try new.write() }
        }
    }

    @Test("a title is one quoted line of the plan, whatever it holds")
    func title() {
        let plan = NewDataset(at: "x", title: "A \\b \"draft\"\nof: two").plan
        #expect(plan.contains("\ntitle: \"A \\\\b \\\"draft\\\"?of: two\"\n"))
    }

    @Test("the teaching review is valid, and has each of its difficulties")
    func example() throws {
        let new = try NewDataset(exampleAt: "lesson")
        let dataset = try DatasetReader().read(new.files)
        #expect(dataset.studies.count == 6 && dataset.arms.count == 12 && dataset.name == "lesson")
        #expect(dataset.outcomes.contains { $0.events == 0 })
        #expect(Set(dataset.studies.map(\.design)).count == 2)
        #expect(new.plan.contains("outcome: relapse") && new.names.contains("plan.yaml"))
    }

    @Test("an import begins the dataset only once it is written, and never in a folder that is not there")
    func target() throws {
        try inFolder { folder in
            let path = "\(folder)/fresh"
            let target = try WholeTarget.new(path)
            let sink = target.begin("studies.csv")
            let header = try #require(target.head.files["studies.csv"])
            try sink.write(header + Array("Alder2011".utf8) + header.filter { $0 == UInt8(ascii: ",") } + [0x0A])
            #expect(!FileManager.default.fileExists(atPath: path))
            try target.commit()
            #expect(try DatasetReader().read(DatasetFolder(path).files()).studies.map(\.id) == ["Alder2011"])
            #expect(FileManager.default.fileExists(atPath: "\(path)/plan.yaml"))
            let error = #expect(throws: ArchiveError.self) { try WholeTarget.new("\(folder)/nowhere/fresh") }
            #expect(error?.code == .missingFile)
        }
    }
}
