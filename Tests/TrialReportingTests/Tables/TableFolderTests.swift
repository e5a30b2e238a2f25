import Foundation
import Testing
import TrialResults

@testable import TrialReporting

@Suite struct TableFolderTests {
    private func files() throws -> [String: [UInt8]] { try TableFolder(ResultBuilder().document()).files() }

    @Test("every table is described, each column with its kind")
    func described() throws {
        let files = try files()
        let json = try JSONSerialization.jsonObject(with: Data(try #require(files["datapackage.json"])))
        let package = try #require(json as? [String: Any])
        let resources = try #require(package["resources"] as? [[String: Any]])
        #expect(
            Set(resources.compactMap { $0["path"] as? String }) == Set(files.keys).subtracting(["datapackage.json"]))
        for resource in resources {
            let path = try #require(resource["path"] as? String)
            let schema = try #require(resource["schema"] as? [String: Any])
            let fields = try #require(schema["fields"] as? [[String: String]])
            let header = String(decoding: files[path] ?? [], as: UTF8.self).prefix { $0 != "\n" }
            #expect(fields.compactMap { $0["name"] }.joined(separator: ",") == header)
            #expect(fields.allSatisfy { ["string", "number", "integer", "any"].contains($0["type"]) })
        }
        let summary = try #require(resources.first { $0["path"] as? String == "summary.csv" })
        let fields = try #require((summary["schema"] as? [String: Any])?["fields"] as? [[String: String]])
        #expect(fields.first { $0["name"] == "estimate" }?["type"] == "number")
        #expect(fields.first { $0["name"] == "k" }?["type"] == "integer")
        #expect(fields.first { $0["name"] == "title" }?["type"] == "string")
    }

    @Test("the same bytes each time")
    func deterministic() throws { #expect(try files() == (try files())) }
}
