import Foundation
import Testing
import TrialPlugins

struct ProgramFinderTests {
    private func withFolders(_ body: (_ own: String, _ other: String) throws -> Void) throws {
        let base = FileManager.default.temporaryDirectory.appending(path: "trialpool-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: base) }
        for folder in ["own", "other"] {
            try FileManager.default.createDirectory(atPath: "\(base)/\(folder)", withIntermediateDirectories: true)
        }
        try body("\(base)/own", "\(base)/other")
    }

    private func make(_ path: String, mode: Int = 0o755) throws {
        try Data("#!/bin/sh\n".utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    @Test("a program beside this one comes before one on PATH; both are found")
    func order() throws {
        try withFolders { own, other in
            try make("\(own)/trialpool-import")
            try make("\(other)/trialpool-import")
            try make("\(other)/trialpool-mine")
            let finder = ProgramFinder(own: own, path: other)
            #expect(finder.program("import") == "\(own)/trialpool-import")
            #expect(finder.program("mine") == "\(other)/trialpool-mine")
            #expect(finder.names == ["import", "mine"])
        }
    }

    @Test("folders, files that do not run, build products and paths are no programs")
    func noPrograms() throws {
        try withFolders { own, other in
            try make("\(own)/trialpool-notes", mode: 0o644)
            try make("\(own)/trialpool-import-tool")
            try make("\(own)/trialpool-import.product")
            try FileManager.default.createDirectory(
                atPath: "\(own)/trialpool-folder", withIntermediateDirectories: true)
            let finder = ProgramFinder(own: own, path: "\(other):/nowhere")
            #expect(finder.names.isEmpty)
            #expect(finder.program("notes") == nil)
            #expect(finder.program("folder") == nil)
            #expect(finder.program("") == nil)
            #expect(finder.program("../own/trialpool-import-tool") == nil)
        }
    }
}
