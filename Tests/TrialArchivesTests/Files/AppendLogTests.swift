import Foundation
import Testing
import TrialArchives

@Suite("A file that is appended to")
struct AppendLogTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "trialpool-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body("\(folder)/log, of [x]")
    }

    @Test("gives back whole lines; a torn one is taken away before the next is appended")
    func lines() throws {
        try inFolder { path in
            try AppendLog(path).append("first")
            do {
                let log = try AppendLog(path)
                #expect(log.lines == ["first"])
                try log.append("second, with ü")
            }
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("torn".utf8))
            try handle.close()
            do {
                let log = try AppendLog(path)
                #expect(log.lines == ["first", "second, with ü"])
                try log.append("third")
            }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "first\nsecond, with ü\nthird\n")
        }
    }

    @Test("belongs to one at a time, and goes when it is done with")
    func exclusive() throws {
        try inFolder { path in
            let log = try AppendLog(path)
            let error = #expect(throws: ArchiveError.self) { _ = try AppendLog(path) }
            #expect(error?.code == .lockedByAnother)
            log.remove()
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("a folder or a link is refused")
    func refused() throws {
        try inFolder { path in
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            #expect(throws: ArchiveError.self) { _ = try AppendLog(path) }
            try FileManager.default.createSymbolicLink(atPath: "\(path)-link", withDestinationPath: "\(path)-other")
            #expect(throws: ArchiveError.self) { _ = try AppendLog("\(path)-link") }
        }
    }
}
