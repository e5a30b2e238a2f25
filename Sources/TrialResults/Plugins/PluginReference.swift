/// Which plugin gave a part of a result.
public struct PluginReference: Codable, Sendable, Hashable {
    /// The plugin's name.
    public let name: String
    /// Its version.
    public let version: String
    /// SHA-256 of its content: who has another content has another plugin.
    public let sha256: String

    /// Names a plugin.
    public init(name: String, version: String, sha256: String) {
        self.name = name
        self.version = version
        self.sha256 = sha256
    }

    /// Name and version with the beginning of the hash, for people.
    public var words: String {
        "\(DisplayText.clean(name)) \(DisplayText.clean(version)) (SHA-256 \(sha256.prefix(12))…)"
    }
}
