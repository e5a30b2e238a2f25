import Foundation
import Testing
import TrialPluginMessages
import TrialPlugins

@Suite struct PluginFindingTests {
    @Test("plugins are found in folders of plugins and as folders; the first of a name is used, faults are told")
    func finds() throws {
        try TestFolder.with { folder in
            for place in ["one/a", "one/b", "two/a"] {
                _ = try PluginSkeleton(name: String(place.suffix(1)), kind: .figure, language: .python).write(
                    into: "\(folder)/\(place)")
            }
            try FileManager.default.createDirectory(atPath: "\(folder)/one/broken", withIntermediateDirectories: true)
            try Data("{}".utf8).write(to: URL(filePath: "\(folder)/one/broken/plugin.json"))
            let finder = PluginFinder(folders: ["\(folder)/one", "\(folder)/two", "\(folder)/one/b", "\(folder)/none"])
            let found = finder.found
            #expect(found.plugins.map(\.name) == ["a", "b"])
            #expect(found.hidden.map(\.folder).allSatisfy { $0.hasSuffix("two/a") } && found.hidden.count == 1)
            #expect(found.faults.map(\.code) == [.invalidManifest])
            #expect(try finder.plugin("a").folder.hasSuffix("one/a"))
            #expect(try finder.plugin("\(folder)/two/a").folder.hasSuffix("two/a"))
            #expect(PluginErrors.code { try finder.plugin("c") } == .notFound)
            #expect(PluginErrors.code { try finder.plugin("broken") } == .invalidManifest)
        }
    }

    @Test("the usual folders are those given, of the environment, of the working folder and of the user")
    func usual() {
        let finder = PluginFinder.usual(
            ["given"], environment: ["TRIALPOOL_PLUGINS": "/x:/y", "HOME": "/home/me", "XDG_DATA_HOME": ""])
        #expect(
            finder.folders.starts(with: ["given", "/x", "/y", "Plugins", "/home/me/.local/share/trialpool/plugins"]))
    }

    @Test("one byte, one run bit and one name change the hash; a link is refused")
    func hash() throws {
        try TestFolder.with { folder in
            let place = "\(folder)/p"
            _ = try PluginSkeleton(name: "p", kind: .figure, language: .python).write(into: place)
            var hashes: Set = [try InstalledPlugin(folder: place).sha256]
            let file = URL(filePath: "\(place)/README.md")
            try (try Data(contentsOf: file) + [0x20]).write(to: file)
            hashes.insert(try InstalledPlugin(folder: place).sha256)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
            hashes.insert(try InstalledPlugin(folder: place).sha256)
            try FileManager.default.moveItem(atPath: file.path, toPath: "\(place)/READ.md")
            hashes.insert(try InstalledPlugin(folder: place).sha256)
            #expect(hashes.count == 4)
            try FileManager.default.createSymbolicLink(atPath: "\(place)/link", withDestinationPath: "/etc/passwd")
            #expect(PluginErrors.code { try InstalledPlugin(folder: place) } == .unsafeProgram)
        }
    }

    @Test("a plugin runs only as it was when it was enabled")
    func trust() throws {
        try TestFolder.with { folder in
            let place = "\(folder)/p"
            _ = try PluginSkeleton(name: "p", kind: .figure, language: .python).write(into: place)
            let plugin = try InstalledPlugin(folder: place)
            let store = TrustStore(path: "\(folder)/deep/trust.json")
            #expect(PluginErrors.code { try store.check(plugin) } == .notEnabled)
            try store.enable(plugin)
            #expect(try RunnablePlugin(plugin, enabledIn: store).plugin == plugin)
            try Data("#".utf8).write(to: URL(filePath: "\(place)/plugin.py"))
            let changed = try InstalledPlugin(folder: place)
            #expect(PluginErrors.code { try store.check(changed) } == .changed)
            try store.enable(changed)
            #expect(try store.state(of: changed) == .enabled)
            #expect(try store.entries().count == 1)
            #expect(try store.disable("p"))
            #expect(try store.disable("p") == false)
            #expect(try store.state(of: changed) == .disabled)
            try Data("no".utf8).write(to: URL(filePath: store.path))
            #expect(PluginErrors.code { try store.entries() } == .trustFailed)
        }
    }
}
