import Foundation
import TrialPluginMessages
import TrialPlugins

/// A plugin that does the one wrong thing that it is asked for.
enum MisbehavingPlugin {
    /// Runs with the plugin in a folder of its own.
    static func with<Value>(
        limits: String = #"{"seconds": 20, "memoryMB": 512, "outputMB": 8, "diskMB": 8, "processes": 20}"#,
        _ body: (InstalledPlugin) throws -> Value
    ) throws -> Value {
        try TestFolder.with { folder in
            let program = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Misbehaving/plugin.py")
            try FileManager.default.copyItem(atPath: program.path, toPath: "\(folder)/plugin.py")
            let manifest = """
                {"format": "trialpool/plugin@1", "name": "misbehaving", "version": "1.0.0", "licence": "Apache-2.0",
                 "kind": "analysis", "summary": "Misbehaves.", "command": ["python3", "plugin.py"],
                 "environment": ["START"], "limits": \(limits)}
                """
            try Data(manifest.utf8).write(to: URL(filePath: "\(folder)/plugin.json"))
            return try body(try InstalledPlugin(folder: folder))
        }
    }

    /// A session with it.
    static func session(_ plugin: InstalledPlugin, start: String = "") throws(PluginError) -> PluginSession {
        var environment = ProcessInfo.processInfo.environment
        environment["START"] = start
        environment["A_SECRET"] = "the secret"
        return try PluginSession(RunnablePlugin(asked: plugin), version: "0.1.0", environment: environment)
    }

    /// The input that asks for a wrong thing.
    static func input(_ mode: String, _ argument: String = "") -> PluginValue {
        ["mode": .text(mode), "argument": .text(argument)]
    }

    /// The error of a work.
    static func error(_ mode: String, _ argument: String = "", limits: String? = nil) throws -> PluginError? {
        func failure(_ plugin: InstalledPlugin) throws -> PluginError? {
            let session = try session(plugin)
            do throws(PluginError) { _ = try session.work(input: input(mode, argument)) } catch { return error }
            return nil
        }
        guard let limits else { return try with(failure) }
        return try with(limits: limits, failure)
    }

    /// The processes whose command line has a text.
    static func processes(with marker: String) -> [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap(Int.init).filter { process in
            guard process != ProcessInfo.processInfo.processIdentifier,
                let bytes = FileManager.default.contents(atPath: "/proc/\(process)/cmdline")
            else { return false }
            return String(decoding: bytes, as: UTF8.self).contains(marker)
        }
    }
}

/// Folders for one test.
enum TestFolder {
    /// A folder that is removed afterwards.
    static func with<Value>(_ body: (String) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "trialpool-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }
}

/// The kind of problem that something throws.
enum PluginErrors {
    /// Nil where it throws nothing, or something else.
    static func code(_ body: () throws -> Any) -> PluginError.Code? {
        do { _ = try body() } catch { return (error as? PluginError)?.code }
        return nil
    }
}
