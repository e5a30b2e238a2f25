import Foundation
import TrialArchives

/// Which plugins a person has enabled, each with the hash of what was there then.
///
/// One JSON file in the user's data folder, `enabled-plugins.json`, or where `$TRIALPOOL_TRUST` says. A plugin whose content
/// has another hash is not run until it is enabled again.
public struct TrustStore: Sendable {
    /// The file.
    public let path: String

    /// One plugin that was enabled.
    public struct Entry: Sendable, Codable, Equatable {
        /// The plugin's name.
        public let name: String
        /// Its version then.
        public let version: String
        /// SHA-256 of its content then.
        public let sha256: String
        /// Where it lay then, for people.
        public let folder: String
        /// When it was enabled, ISO 8601.
        public let enabled: String
    }

    /// Whether a plugin may run.
    public enum State: Sendable, Equatable {
        /// It may.
        case enabled
        /// Nobody enabled it.
        case disabled
        /// Another content of that name was enabled, with that version.
        case changed(since: String)
    }

    private struct File: Codable {
        var format: String
        var plugins: [Entry]
    }

    private static let format = "trialpool/trust@1"

    /// A store in a file.
    public init(path: String) { self.path = path }

    /// The store of this process' user.
    ///
    /// - Throws: `PluginError` where there is no home to keep it in.
    public static func usual(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(PluginError) -> TrustStore {
        if let path = environment["TRIALPOOL_TRUST"], !path.isEmpty { return TrustStore(path: path) }
        guard let folder = UserData.folder(environment) else {
            throw PluginError(.trustFailed, "plugins", "there is no home folder; name a file with TRIALPOOL_TRUST")
        }
        return TrustStore(path: "\(folder)/enabled-plugins.json")
    }

    /// What was enabled, sorted by name.
    ///
    /// - Throws: `PluginError` where the file is damaged.
    public func entries() throws(PluginError) -> [Entry] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        guard let bytes = try? FileBytes.read(path, limit: 16 << 20),
            let file = try? JSONDecoder().decode(File.self, from: Data(bytes)), file.format == Self.format
        else {
            throw PluginError(.trustFailed, "plugins", "\(path) is damaged; remove it and enable the plugins again")
        }
        return file.plugins.sorted { $0.name < $1.name }
    }

    /// Whether a plugin may run.
    public func state(of plugin: InstalledPlugin) throws(PluginError) -> State {
        guard let entry = try entries().first(where: { $0.name == plugin.name }) else { return .disabled }
        return entry.sha256 == plugin.sha256 ? .enabled : .changed(since: entry.version)
    }

    /// Refuses a plugin that may not run.
    ///
    /// - Throws: `PluginError` that says how it is enabled.
    public func check(_ plugin: InstalledPlugin) throws(PluginError) {
        let remedy = "look at \(plugin.folder), then: trialpool plugins enable \(plugin.name)"
        switch try state(of: plugin) {
        case .enabled: break
        case .disabled: throw PluginError(.notEnabled, plugin.name, "it is not enabled, so it is not run; \(remedy)")
        case .changed(let version):
            throw PluginError(
                .changed, plugin.name,
                "it is not what was enabled (version \(version)), so it is not run; \(remedy)")
        }
    }

    /// Lets a plugin run as it is now.
    public func enable(_ plugin: InstalledPlugin, at date: Date = Date()) throws(PluginError) {
        let entry = Entry(
            name: plugin.name, version: plugin.manifest.version, sha256: plugin.sha256, folder: plugin.folder,
            enabled: date.ISO8601Format())
        try write(try entries().filter { $0.name != plugin.name } + [entry])
    }

    /// Lets a plugin of that name run no more; false where it was not enabled.
    public func disable(_ name: String) throws(PluginError) -> Bool {
        let entries = try entries()
        let rest = entries.filter { $0.name != name }
        guard rest.count != entries.count else { return false }
        try write(rest)
        return true
    }

    private func write(_ entries: [Entry]) throws(PluginError) {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            let file = File(format: Self.format, plugins: entries.sorted { $0.name < $1.name })
            try FileManager.default.createDirectory(
                atPath: SystemPath.parent(path), withIntermediateDirectories: true)
            try AtomicFile.write(Array(try encoder.encode(file)) + [UInt8(ascii: "\n")], to: path)
        } catch {
            throw PluginError(.trustFailed, "plugins", "\(path) cannot be written: \(error.localizedDescription)")
        }
    }
}
