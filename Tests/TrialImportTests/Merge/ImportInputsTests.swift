import Foundation
import Testing
import TrialArchives
import TrialEvidence
import TrialImport

@Suite("The files of an import")
struct ImportInputsTests {
    func withFolder<Value>(_ files: [String: [UInt8]], _ body: (String) throws -> Value) throws -> Value {
        let path = NSTemporaryDirectory() + "trialpool-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try AtomicFolder.write(files, to: path)
        return try body(path)
    }

    @Test("a folder is read in the order of the names, and what is not read is named")
    func folder() throws {
        let files: [String: [UInt8]] = ["b.JSON": [1, 2], "a.json.gz": [3], "notes.txt": [4], "inner/c.json": [5]]
        try withFolder(files) { folder in
            let inputs = try ImportInputs(["\(folder)/", "elsewhere.json"], format: ClinicalTrialsGov())
            #expect(inputs.files == ["\(folder)/a.json.gz", "\(folder)/b.JSON", "elsewhere.json"])
            #expect(inputs.notTaken.map(\.place) == ["\(folder)/notes.txt", "\(folder)/inner"])
            #expect(inputs.notTaken.map(\.code) == ["other-file", "not-a-file"])
            #expect(inputs.size == 3)
        }
    }

    @Test("a folder without such a file is refused")
    func nothing() throws {
        try withFolder(["notes.txt": []]) { folder in
            let error = #expect(throws: ArchiveError.self) { try ImportInputs([folder], format: ClinicalTrialsGov()) }
            #expect(error?.message.contains(".json") == true)
        }
    }
}
