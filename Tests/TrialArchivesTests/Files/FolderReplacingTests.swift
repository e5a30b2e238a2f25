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

    @Test("a folder that holds the very files stays as it is; with anything else in it, it is replaced")
    func same() throws {
        let files: [String: [UInt8]] = ["a": [1, 2], "b/c": [3], "b/d/e": [4], "empty": []]
        let changes: [(name: String, change: (String) throws -> Void)] = [
            ("nothing", { _ in }),
            ("another byte", { try Data([1, 3]).write(to: URL(fileURLWithPath: "\($0)/a")) }),
            ("a byte more", { try Data([1, 2, 3]).write(to: URL(fileURLWithPath: "\($0)/a")) }),
            ("a file more", { try Data().write(to: URL(fileURLWithPath: "\($0)/b/f")) }),
            ("a file fewer", { #expect(unlink("\($0)/b/d/e") == 0) }),
            ("an empty folder", { #expect(mkdir("\($0)/g", 0o777) == 0) }),
            ("a link in a file's place", { #expect(unlink("\($0)/b/c") == 0 && symlink("../b/c2", "\($0)/b/c") == 0) }),
            ("a folder in a file's place", { #expect(unlink("\($0)/empty") == 0 && mkdir("\($0)/empty", 0o777) == 0) }),
        ]
        for (name, change) in changes {
            let folder = try TemporaryFolder()
            let path = "\(folder.path)/out"
            try AtomicFolder.write(files, to: path)
            try change(path)
            var (before, after) = (stat(), stat())
            #expect(stat(path, &before) == 0)
            try AtomicFolder.replace(files, at: path)
            #expect(stat(path, &after) == 0)
            #expect((before.st_ino == after.st_ino) == (name == "nothing"), "\(name)")
            #expect(FolderContent(files).stands(at: path) && folder.names == ["out"], "\(name)")
        }
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
