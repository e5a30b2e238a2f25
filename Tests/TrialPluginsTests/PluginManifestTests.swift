import Foundation
import Testing
import TrialPluginMessages
import TrialPlugins

@Suite struct PluginManifestTests {
    private static let fields: [String: String] = [
        "format": #""trialpool/plugin@1""#, "name": #""mine""#, "kind": #""importer""#, "version": #""1.0""#,
        "licence": #""MIT""#, "summary": #""Mine.""#, "command": #"["python3", "mine.py"]"#,
        "accepts": #"{"extensions": ["TXT"]}"#,
    ]

    private func manifest(_ changes: [String: String?] = [:]) throws(PluginError) -> PluginManifest {
        var fields = Self.fields
        for (key, value) in changes { fields[key] = value }
        let text = "{\(fields.map { "\"\($0)\": \($1)" }.joined(separator: ","))}"
        return try PluginManifest(reading: Array(text.utf8), file: "plugin.json")
    }

    private func error(_ changes: [String: String?]) -> PluginError? {
        do throws(PluginError) { _ = try manifest(changes) } catch { return error }
        return nil
    }

    @Test("a manifest is read, with the defaults of what it does not say")
    func reads() throws {
        let plugin = try manifest([
            "options": #"[{"name": "sheet", "type": "text", "help": "The sheet.", "default": "A"}]"#,
            "limits": #"{"seconds": 2.5}"#, "x-mine": "1",
        ])
        #expect(plugin.kind == .importer && plugin.extensions == ["txt"])
        #expect(plugin.limits.seconds == 2.5 && plugin.limits.outputMB == PluginLimits().outputMB)
        #expect(plugin.options == [PluginOption("sheet", .text, help: "The sheet.", fallback: "A")])
    }

    @Test("each field is needed", arguments: ["format", "name", "kind", "version", "licence", "summary", "command"])
    func needsEachField(_ field: String) {
        let error = error([field: nil])
        #expect(error?.code == .invalidManifest)
        #expect(error?.message.contains("'\(field)'") == true)
    }

    @Test("another format, kind, name or type, and a field that is not known are refused, all at once")
    func refuses() {
        for (field, value) in [
            ("format", #""trialpool/plugin@2""#), ("kind", #""spell""#), ("name", #""Two Words""#), ("name", "7"),
            ("command", "[]"), ("command", #""python3""#), ("limits", #"{"seconds": 0}"#), ("limits", #"{"speed": 1}"#),
            ("options", #"[{"name": "a"}]"#), ("surprise", "1"), ("accepts", "{}"), ("version", "\"a\\nb\""),
        ] {
            #expect(error([field: value])?.code == .invalidManifest, "\(field): \(value)")
        }
        let both = error(["name": #""NO""#, "kind": #""spell""#])
        #expect(both?.message.contains("spell") == true && both?.message.contains("NO") == true)
        #expect(error(["kind": #""measure""#])?.message.contains("'measure'") == true)
    }

    @Test("a command outside the folder is refused")
    func unsafe() {
        #expect(error(["command": #"["/bin/sh"]"#])?.code == .unsafeProgram)
        #expect(error(["command": #"["../../bin/sh"]"#])?.code == .unsafeProgram)
    }

    @Test("what is no JSON says where")
    func noJSON() {
        let error = #expect(throws: PluginError.self) {
            try PluginManifest(reading: Array("{\"a\": }".utf8), file: "plugin.json")
        }
        #expect(error?.message.contains("byte") == true)
    }

    @Test("options are settled: chosen, by default, left out; wrong ones are refused")
    func options() throws {
        let plugin = try manifest([
            "options": #"""
            [{"name": "a", "type": "integer", "help": "A.", "default": 3}, {"name": "b", "type": "flag", "help": "B."},
             {"name": "c", "type": "choice", "help": "C.", "choices": ["x", "y"], "required": true}]
            """#
        ])
        #expect(try plugin.settled(["c": "x"]) == ["a": 3, "c": "x"])
        #expect(try plugin.settled(["c": "y", "b": true, "a": 4]) == ["a": 4, "b": true, "c": "y"])
        for chosen in [[:], ["c": "z"], ["c": "x", "a": 1.5], ["c": "x", "b": "yes"], ["c": "x", "d": 1]]
            as [[String: PluginValue]]
        {
            let error = #expect(throws: PluginError.self) { try plugin.settled(chosen) }
            #expect(error?.code == .badOption)
        }
        #expect(plugin.options[0].value(of: "12") == 12 && plugin.options[0].value(of: "1.5") == nil)
        #expect(plugin.options[1].value(of: "yes") == true && plugin.options[2].value(of: "z") == nil)
    }
}
