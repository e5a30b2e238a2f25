import Foundation
import Testing
import TrialPluginMessages
import TrialPlugins
import TrialTestSupport

@Suite struct PluginSkeletonTests {
    static let languages: [(PluginLanguage, PluginKind)] =
        PluginKind.allCases.map { (.python, $0) } + [(.sh, .importer)]
        + (hasR ? PluginKind.allCases.map { (.r, $0) } : [])

    static let hasR = ["/usr/bin/Rscript", "/usr/local/bin/Rscript"].contains {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test("a new plugin passes the conformance suite as it is", arguments: languages)
    func conforms(_ language: PluginLanguage, _ kind: PluginKind) throws {
        try TestFolder.with { folder in
            let place = "\(folder)/new-one"
            let files = try PluginSkeleton(name: "new-one", kind: kind, language: language).write(into: place)
            #expect(files.contains("plugin.json") && files.contains { $0.hasPrefix("example/") })
            let plugin = try InstalledPlugin(folder: place)
            let report = PluginConformance(RunnablePlugin(asked: plugin), version: "0.1.0").report()
            for result in report.results where !result.passed { Issue.record("\(result.check): \(result.words)") }
            #expect(report.results.count >= 6 && report.confinement != nil)
        }
    }

    /// Compiled against the module that the tests are built with, because a package of its own would take a minute each.
    @Test("a new plugin in Swift compiles as it is, and passes the conformance suite", arguments: PluginKind.allCases)
    func compiles(_ kind: PluginKind) throws {
        try TestFolder.with { folder in
            let place = "\(folder)/new-one"
            _ = try PluginSkeleton(name: "new-one", kind: kind, language: .swift).write(into: place)
            let module = "\(BuiltProgram.folder)/TrialPluginMessages.build"
            let objects = try FileManager.default.contentsOfDirectory(atPath: module).filter {
                $0.hasSuffix(".swift.o")
            }
            let compiled = try BuiltProgram.shell(
                ["swiftc", "-swift-version", "6", "-I", "\(BuiltProgram.folder)/Modules", "-o", "\(place)/plugin"]
                    + ["\(place)/Sources/plugin/main.swift"] + objects.map { "\(module)/\($0)" })
            try #require(compiled.status == 0, "\(compiled.errors)")
            let report = PluginConformance(
                RunnablePlugin(asked: try InstalledPlugin(folder: place)), version: "0.1.0"
            ).report()
            for result in report.results where !result.passed { Issue.record("\(result.check): \(result.words)") }
            #expect(report.results.count >= 6)
        }
    }

    @Test("every language and kind is written or refused, and nothing is written over")
    func writes() throws {
        try TestFolder.with { folder in
            for language in PluginLanguage.allCases {
                for kind in PluginKind.allCases {
                    let name = "\(language.rawValue)-\(kind.rawValue)"
                    do throws(PluginError) {
                        let skeleton = try PluginSkeleton(name: name, kind: kind, language: language)
                        let files = (try? skeleton.write(into: "\(folder)/\(name)")) ?? []
                        #expect(files.count >= 4, "\(name)")
                        #expect(throws: PluginError.self) { try skeleton.write(into: "\(folder)/\(name)") }
                    } catch {
                        #expect(language == .sh && kind != .importer && error.code == .badOption)
                    }
                }
            }
            #expect(throws: PluginError.self) { try PluginSkeleton(name: "No Name", kind: .figure, language: .r) }
        }
    }

    @Test("a plugin that gives another output than its example says does not pass")
    func differs() throws {
        try TestFolder.with { folder in
            let place = "\(folder)/p"
            _ = try PluginSkeleton(name: "p", kind: .measure, language: .python).write(into: place)
            let path = "\(place)/plugin.py"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try text.replacing("math.log(new", with: "2 + math.log(new").write(
                toFile: path, atomically: true, encoding: .utf8)
            let report = PluginConformance(
                RunnablePlugin(asked: try InstalledPlugin(folder: place)), version: "0.1.0"
            ).report()
            #expect(!report.passes)
            #expect(report.results.filter { !$0.passed }.map(\.check) == ["example two.json"])
        }
    }
}
