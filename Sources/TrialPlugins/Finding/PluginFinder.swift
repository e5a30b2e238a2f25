import Foundation
import TrialPluginMessages

/// Finds plugins: in folders given, in `$TRIALPOOL_PLUGINS`, in the working folder's `Plugins`, in the user's data folder and
/// beside the programs. Of two with one name the first one found is used.
public struct PluginFinder: Sendable {
    /// The folders of plugins, in the order in which they are looked through.
    public let folders: [String]

    /// What was found.
    public struct Found: Sendable {
        /// The plugins, by name; of each name the one that is used.
        public var plugins: [InstalledPlugin] = []
        /// Plugins whose name another one has that was found before.
        public var hidden: [InstalledPlugin] = []
        /// Folders that have a manifest and are no sound plugin.
        public var faults: [PluginError] = []
    }

    /// Looks through folders, each a plugin or a folder of plugins.
    public init(folders: [String]) { self.folders = folders }

    /// The folders of this process, behind those given.
    public static func usual(
        _ given: [String] = [], environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> PluginFinder {
        let stated = environment["TRIALPOOL_PLUGINS"].map { $0.split(separator: ":").map(String.init) } ?? []
        let beside = SystemPath.parent(SystemPath.parent(ProgramFinder.running)) + "/share/trialpool/plugins"
        return PluginFinder(
            folders: given + stated + ["Plugins"]
                + [UserData.folder(environment).map { "\($0)/plugins" }].compactMap(\.self)
                + [beside])
    }

    /// Every plugin.
    public var found: Found {
        var found = Found()
        var seen: Set<String> = []
        for folder in folders.flatMap(Self.candidates) {
            guard seen.insert(SystemPath.real(folder) ?? folder).inserted else { continue }
            do throws(PluginError) {
                let plugin = try InstalledPlugin(folder: folder)
                if found.plugins.contains(where: { $0.name == plugin.name }) {
                    found.hidden.append(plugin)
                } else {
                    found.plugins.append(plugin)
                }
            } catch {
                found.faults.append(error)
            }
        }
        found.plugins.sort { $0.name < $1.name }
        return found
    }

    /// The plugin of a name, or in a folder of that path.
    ///
    /// - Throws: `PluginError` where there is none.
    public func plugin(_ name: String) throws(PluginError) -> InstalledPlugin {
        if name.contains("/") { return try InstalledPlugin(folder: name) }
        let found = found
        if let plugin = found.plugins.first(where: { $0.name == name }) { return plugin }
        let fault = found.faults.first { SystemPath.parent($0.plugin).hasSuffix("/\(name)") }
        if let fault { throw fault }
        let known = found.plugins.map(\.name)
        throw PluginError(
            .notFound, name,
            known.isEmpty
                ? "there is no plugin of that name, and no other; looked in \(folders.joined(separator: ", "))"
                : "there is no plugin of that name; found: \(known.joined(separator: ", "))")
    }

    /// The folder itself where it is a plugin, else its sub-folders that have a manifest.
    private static func candidates(_ folder: String) -> [String] {
        func isPlugin(_ path: String) -> Bool {
            FileManager.default.fileExists(atPath: "\(path)/\(PluginManifest.fileName)")
        }
        if isPlugin(folder) { return [folder] }
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return entries.sorted().map { "\(folder)/\($0)" }.filter(isPlugin)
    }
}

/// Where a user's own files of TrialPool lie.
enum UserData {
    /// `$XDG_DATA_HOME/trialpool`, else `~/.local/share/trialpool`; nil where there is no home.
    static func folder(_ environment: [String: String]) -> String? {
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return "\(data)/trialpool" }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return "\(home)/.local/share/trialpool"
    }
}
