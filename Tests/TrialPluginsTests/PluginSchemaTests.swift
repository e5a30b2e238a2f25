import Foundation
import Testing
import TrialJSON
import TrialPluginMessages
import TrialPlugins

/// The JSON Schemas say what the code reads.
@Suite struct PluginSchemaTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private func schema(_ name: String) throws -> PluginValue {
        let path = "\(Self.root)/Sources/TrialPlugins/Schema/\(name)-1.schema.json"
        return try JSONDecoder().decode(PluginValue.self, from: Data(contentsOf: URL(filePath: path)))
    }

    private func words(_ value: PluginValue?) -> [String] { value?.list?.compactMap(\.text) ?? [] }

    @Test("kinds, types of options and messages are those of the code")
    func closedLists() throws {
        let manifest = try schema("plugin")["properties"]
        #expect(words(manifest?["kind"]?["enum"]) == PluginKind.allCases.map(\.rawValue))
        #expect(
            words(manifest?["options"]?["items"]?["properties"]?["type"]?["enum"])
                == PluginOption.Kind.allCases.map(\.rawValue))
        #expect(manifest?["format"]?["const"]?.text == PluginManifest.format)
        let message = try schema("message")["properties"]
        #expect(words(message?["message"]?["enum"]) == PluginMessage.Kind.allCases.map(\.rawValue))
        #expect(words(message?["task"]?["enum"]) == PluginKind.allCases.map(\.rawValue))
    }

    @Test("every field that the schema needs is needed, and every field that it has is read")
    func fields() throws {
        let schema = try schema("plugin")
        guard case .object(let properties)? = schema["properties"] else { throw Failure.shape }
        let whole: [String: PluginValue] = [
            "format": "trialpool/plugin@1", "name": "a", "version": "1", "licence": "MIT", "kind": "measure",
            "summary": "A.", "command": ["a"], "accepts": ["extensions": ["a"]], "options": [],
            "limits": ["seconds": 1],
            "environment": ["A"], "measure": ["code": "A", "name": "a", "data": "counts"],
        ]
        #expect(Set(whole.keys) == Set(properties.keys))
        func read(_ fields: [String: PluginValue]) throws -> PluginManifest {
            try PluginManifest(reading: Array(try JSONEncoder().encode(fields)), file: "plugin.json")
        }
        #expect(try read(whole).name == "a")
        for field in words(schema["required"]) {
            #expect(throws: PluginError.self, "\(field)") { try read(whole.filter { $0.key != field }) }
        }
    }

    private enum Failure: Error { case shape }

    @Test("shipped manifests are sound, and their programs are there")
    func shipped() throws {
        let found = PluginFinder(folders: ["\(Self.root)/Plugins"]).found
        #expect(found.faults.isEmpty, "\(found.faults)")
        #expect(
            found.plugins.map(\.name) == [
                "figure-weights-ggplot2", "import-fhir-evidence", "living-registry", "second-opinion-metafor",
                "second-opinion-python",
            ])
        for plugin in found.plugins {
            #expect(FileManager.default.fileExists(atPath: "\(plugin.folder)/README.md"))
        }
    }

    @Test("the loops that are copied into plugins are those that new plugins get")
    func copies() throws {
        for (name, language) in [("trialpool_plugin.py", PluginLanguage.python), ("trialpool_plugin.R", .r)] {
            try TestFolder.with { folder in
                _ = try PluginSkeleton(name: "a", kind: .figure, language: language).write(into: "\(folder)/a")
                let text = try String(contentsOfFile: "\(folder)/a/\(name)", encoding: .utf8)
                let plugins = try FileManager.default.contentsOfDirectory(atPath: "\(Self.root)/Plugins")
                for plugin in plugins {
                    let path = "\(Self.root)/Plugins/\(plugin)/\(name)"
                    guard FileManager.default.fileExists(atPath: path) else { continue }
                    #expect(try String(contentsOfFile: path, encoding: .utf8) == text, "\(path)")
                }
            }
        }
    }
}
