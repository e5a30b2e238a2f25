import Foundation
import Testing
import TrialArchives

@Suite("Writing beside, then renaming")
struct AtomicWritingTests {
    @Test("a file is written and replaced, and nothing else stays in its folder")
    func file() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/a.txt"
        try AtomicFile.write([1, 2, 3], to: path)
        try AtomicFile.write([4], to: path)
        #expect(try FileBytes.read(path) == [4])
        #expect(folder.names == ["a.txt"])
    }

    @Test("where one of several files cannot be written, none changes and nothing stays behind")
    func severalFiles() throws {
        let folder = try TemporaryFolder()
        let good = "\(folder.path)/a.txt"
        try AtomicFile.write([1], to: good)
        let error = #expect(throws: ArchiveError.self) {
            try AtomicFile.write([good: [2], "\(folder.path)/missing/b.txt": [3]])
        }
        #expect(error?.code == .cannotWrite)
        #expect(try FileBytes.read(good) == [1])
        #expect(folder.names == ["a.txt"])
    }

    @Test("a full disk is told and leaves nothing behind")
    func fullDisk() async throws {
        // A limit on the size of files fails the write in the middle, as a full disk does.
        await #expect(processExitsWith: .success) {
            var limit = rlimit(rlim_cur: 1000, rlim_max: 1000)
            signal(SIGXFSZ, SIG_IGN)
            guard let folder = try? TemporaryFolder(), setrlimit(__rlimit_resource_t(1), &limit) == 0 else { exit(3) }
            do {
                try AtomicFile.write([UInt8](repeating: 1, count: 5000), to: "\(folder.path)/a.txt")
                exit(4)
            } catch let error as ArchiveError {
                guard error.code == .cannotWrite, folder.names == [] else { exit(5) }
            } catch {
                exit(6)
            }
            let files: [String: [UInt8]] = ["a": [1], "b": [UInt8](repeating: 1, count: 5000)]
            guard (try? AtomicFolder.write(files, to: "\(folder.path)/out")) == nil else { exit(7) }
            exit(folder.names == [] ? 0 : 8)
        }
    }

    @Test("a folder with folders inside is written whole")
    func folder() throws {
        let folder = try TemporaryFolder()
        try AtomicFolder.write(["a": [1], "b/c": [2], "b/d/e": [3]], to: "\(folder.path)/out/")
        #expect(try FileBytes.read("\(folder.path)/out/b/d/e") == [3])
        #expect(folder.names == ["out"])
    }

    @Test("what is there already is not overwritten, and nothing half-written stays beside it")
    func occupied() throws {
        let folder = try TemporaryFolder()
        try AtomicFolder.write(["a": [1]], to: "\(folder.path)/out")
        let error = #expect(throws: ArchiveError.self) { try AtomicFolder.write(["b": [2]], to: "\(folder.path)/out") }
        #expect(error?.code == .alreadyExists)
        #expect(folder.names == ["out"])
        #expect(try FileBytes.read("\(folder.path)/out/a") == [1])
    }

    @Test("a name that leads out of the folder is refused and leaves nothing behind")
    func unsafeName() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: ArchiveError.self) {
            try AtomicFolder.write(["a": [1], "../b": [2]], to: "\(folder.path)/out")
        }
        #expect(error?.code == .unsafeName)
        #expect(folder.names == [])
    }

    @Test("a missing file and a folder in place of a file are told apart")
    func reading() throws {
        let folder = try TemporaryFolder()
        let missing = #expect(throws: ArchiveError.self) { try FileBytes.read("\(folder.path)/none") }
        #expect(missing?.code == .missingFile)
        let wrong = #expect(throws: ArchiveError.self) { try FileBytes.read(folder.path) }
        #expect(wrong?.code == .notARegularFile)
        try AtomicFile.write([1, 2, 3], to: "\(folder.path)/a")
        let large = #expect(throws: ArchiveError.self) { try FileBytes.read("\(folder.path)/a", limit: 2) }
        #expect(large?.code == .tooLarge)
    }
}
