import Foundation
import Testing
import TrialPlugins

struct PluginManifestTests {
    private func manifest(_ changes: [String: String] = [:], without field: String? = nil) -> Data {
        var fields = [
            "format": "trialpool/plugin@1", "name": "mine", "kind": "figure", "version": "1", "program": "bin/mine",
        ]
        for (key, value) in changes { fields[key] = value }
        if let field { fields[field] = nil }
        return Data("{\(fields.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ","))}".utf8)
    }

    @Test("a manifest is read")
    func reads() throws {
        let plugin = try PluginManifest(reading: manifest(), file: "plugin.json")
        #expect(plugin.kind == .figure)
        #expect(plugin.program == "bin/mine")
    }

    @Test("each field is needed", arguments: ["format", "name", "kind", "version", "program"])
    func needsEachField(_ field: String) {
        let error = #expect(throws: PluginError.self) {
            try PluginManifest(reading: manifest(without: field), file: "plugin.json")
        }
        #expect(error?.code == .invalidManifest)
        #expect(error?.description.hasPrefix("plugin.json: ") == true)
    }

    @Test("another format, an unknown kind and a program outside the folder are refused")
    func refuses() {
        func code(_ changes: [String: String]) -> PluginError.Code? {
            do { _ = try PluginManifest(reading: manifest(changes), file: "f") } catch { return error.code }
            return nil
        }
        #expect(code(["format": "trialpool/plugin@2"]) == .invalidManifest)
        #expect(code(["kind": "spell"]) == .invalidManifest)
        #expect(code(["program": "/bin/sh"]) == .unsafeProgram)
        #expect(code(["program": "../../bin/sh"]) == .unsafeProgram)
    }
}
