import Foundation
import Testing
import TrialEvidence

@testable import TrialArchives

/// A change of several files is all there or not at all, whenever the program that makes it is killed.
@Suite("A change of a dataset is one step")
struct OneStepTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func text(_ name: String) -> String {
        (try? String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)) ?? "-"
    }

    private func write(_ text: String, _ name: String) throws {
        try text.write(toFile: "\(folder.path)/\(name)", atomically: false, encoding: .utf8)
    }

    @Test("a journal brings a change to its end after every rename at which its writer was killed", arguments: 0...3)
    func killed(after renames: Int) throws {
        let names = ["a", "b", "c"]
        for name in names {
            try write("old", name)
            try write("new", ".\(name).trialpool-00000001")
        }
        let lines = names.map { ".\($0).trialpool-00000001\t\($0)\n" }.joined()
        try write(lines + "end\n", ".trialpool-journal-1")
        for name in names.prefix(renames) {
            rename("\(folder.path)/.\(name).trialpool-00000001", "\(folder.path)/\(name)")
        }
        _ = try? DatasetFolder(folder.path).files()
        #expect(names.map(text) == ["new", "new", "new"])
        #expect(folder.names == names)
    }

    @Test("a journal that is not whole changes nothing, and the next that writes removes it")
    func torn() throws {
        try write("old", "a")
        try write("new", ".a.trialpool-00000001")
        try write(".a.trialpool-00000001\ta\n", ".trialpool-journal-1")
        _ = try? DatasetFolder(folder.path).files()
        #expect(text("a") == "old" && folder.names.count == 3)
        try withExtendedLifetime(DatasetLock(folder.path)) {
            let staged = StagedFiles()
            try staged.begin("\(folder.path)/a").write(Array("newer".utf8))
            try staged.commit()
        }
        #expect(text("a") == "newer" && folder.names == ["a"])
    }

    @Test("a journal reaches nothing outside its folder")
    func outside() throws {
        try write("x", "beside")
        try write("beside\t../moved\nend\n", ".trialpool-journal-1")
        _ = try? DatasetFolder(folder.path).files()
        #expect(text("beside") == "x")
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/../moved"))
    }

    @Test("readers see one of two states while a writer changes three files over and over")
    func oneMoment() async throws {
        let (path, names) = (folder.path, ["a.md", "b.md", "c.md"])
        for name in names { try write("0", name) }
        async let writing: Void = {
            for round in 1...200 {
                let staged = StagedFiles()
                for name in names { try staged.begin("\(path)/\(name)").write(Array("\(round)".utf8)) }
                try staged.commitTogether()
            }
        }()
        var seen = 0
        for _ in 0..<400 {
            let files = try DatasetFolder(path).files().files
            #expect(Set(files.values).count == 1 && files.count == 3)
            seen += 1
        }
        try await writing
        #expect(seen == 400)
        #expect(folder.names == names)
    }

    @Test("a second program waits for the lock, and names its holder where it lasts", arguments: [true, false])
    func lock(isFolder: Bool) throws {
        try write("x", "data.zip")
        let path = isFolder ? folder.path : "\(folder.path)/data.zip"
        try withExtendedLifetime(DatasetLock(path)) {
            let error = #expect(throws: ArchiveError.self) { try DatasetLock(path, patience: .milliseconds(50)) }
            #expect(error?.code == .lockedByAnother)
            #expect(error?.message.contains("process \(getpid()) is changing it") == true)
        }
        _ = try DatasetLock(path, patience: .zero)
        #expect(folder.names == ["data.zip"])
    }

    @Test("changes of one folder from many threads are all there")
    func manyWriters() async throws {
        let path = folder.path
        try write("", "log")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    for _ in 0..<10 {
                        try withExtendedLifetime(DatasetLock(path, patience: .seconds(60))) {
                            let old = try FileBytes.read("\(path)/log")
                            try AtomicFile.write(old + Array("\(number)\n".utf8), to: "\(path)/log")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(text("log").split(separator: "\n").count == 80)
        #expect(folder.names == ["log"])
    }
}
