import TrialArchives
import TrialPluginMessages

/// A plugin as it lies in a folder.
public struct InstalledPlugin: Sendable, Equatable {
    /// What it says of itself.
    public let manifest: PluginManifest
    /// Its folder, an absolute path without links.
    public let folder: String
    /// SHA-256 of everything in the folder.
    public let sha256: String

    /// Reads the plugin in a folder; nothing of it is run.
    ///
    /// - Throws: `PluginError` where it has no sound manifest or its content is unsafe.
    public init(folder: String) throws(PluginError) {
        let place = SystemPath.real(folder) ?? folder
        let file = "\(place)/\(PluginManifest.fileName)"
        guard let bytes = try? FileBytes.read(file, limit: 1 << 20) else {
            throw PluginError(.notFound, folder, "there is no \(PluginManifest.fileName) in it")
        }
        manifest = try PluginManifest(reading: bytes, file: file)
        self.folder = place
        sha256 = try PluginContent.hash(of: place, plugin: manifest.name)
    }

    /// The name.
    public var name: String { manifest.name }
    /// What it adds.
    public var kind: PluginKind { manifest.kind }
    /// Which plugin a result came from.
    public var identity: String { "\(manifest.name) \(manifest.version) (\(sha256.prefix(16)))" }
}
