import Foundation
import Testing

@testable import TrialEvidence

struct DatasetFolderTests {
    @Test("a folder's dataset is its descriptor, tables, named files and notes; the rest is listed")
    func members() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: "\(folder)/figures", withIntermediateDirectories: true)
        let descriptor =
            #"{"name":"trials","resources":[{"name":"protocol","path":"protocol.pdf"},{"name":"studies","path":"studies.csv"}]}"#
        let own = [
            "datapackage.json", "studies.csv", "outcomes.csv", "protocol.pdf", "README.md", "Plan.YAML", "LICENSE",
        ]
        let others = [
            "report.zip", "results.json", "cache.sqlite", "cache.sqlite-wal", "other.csv", "notes", "md", ".md",
        ]
        for name in own + others {
            let content = name == "datapackage.json" ? descriptor : name
            try content.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
        }
        let files = try DatasetFolder(folder).files()
        #expect(files.files.keys.sorted() == own.sorted())
        #expect(files.leftOut == (others.filter { $0 != ".md" } + ["figures"]).sorted())
        let notice = try #require(files.leftOutNotice)
        #expect(notice.hasSuffix("cache.sqlite, cache.sqlite-wal, figures, md, notes and 3 more"))
        // A descriptor that cannot be read names nothing, and says so itself when the dataset is read.
        try "{".write(toFile: "\(folder)/datapackage.json", atomically: false, encoding: .utf8)
        #expect(try DatasetFolder(folder).files().leftOut.contains("protocol.pdf"))
        #expect(DatasetFiles(files.files).leftOutNotice == nil)
    }
}
