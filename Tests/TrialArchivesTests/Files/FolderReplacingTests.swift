import Foundation
import Testing

@testable import TrialArchives

@Suite("A folder in another's place")
struct FolderReplacingTests {
    @Test("the new folder is there whole, the old one is gone with all that was in it")
    func replaced() throws {
        let folder = try TemporaryFolder()
        try AtomicFolder.write(["a": [1], "b/c": [2]], to: "\(folder.path)/out")
        try AtomicFolder.replace(["d/e": [3]], at: "\(folder.path)/out/")
        #expect(folder.names == ["out"])
        #expect(try FileManager.default.subpathsOfDirectory(atPath: "\(folder.path)/out").sorted() == ["d", "d/e"])
    }

    @Test("where none is, it is an error and nothing stays behind")
    func missing() throws {
        let folder = try TemporaryFolder()
        #expect(throws: ArchiveError.self) { try AtomicFolder.replace(["a": [1]], at: "\(folder.path)/out") }
        #expect(folder.names == [])
    }

    @Test("a path through the folder finds a file at every moment")
    func everyMoment() async throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/out"
        try AtomicFolder.write(["a": [0]], to: path)
        async let writing: Void = {
            for round in 1...100 { try AtomicFolder.replace(["a": [UInt8(round)]], at: path) }
        }()
        for _ in 0..<2000 { #expect(access("\(path)/a", R_OK) == 0) }
        try await writing
        #expect(try FileBytes.read("\(path)/a") == [100] && folder.names == ["out"])
    }
}
