import TrialPluginMessages

/// Options of a plugin as words of a command line, `name=value` each.
public struct PluginWords: Sendable {
    /// The values by name; names that the plugin does not know are in it, and refused when they are settled.
    public let values: [String: PluginValue]

    /// Reads words.
    ///
    /// - Throws: `PluginError` for a word without `=` and a value of the wrong type.
    public init(_ words: [String], for manifest: PluginManifest) throws(PluginError) {
        var values: [String: PluginValue] = [:]
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw PluginError(.badOption, manifest.name, "write an option as name=value, not '\(word)'")
            }
            guard let option = manifest.options.first(where: { $0.name == parts[0] }) else {
                values[parts[0]] = .text(parts[1])
                continue
            }
            guard let value = option.value(of: parts[1]) else {
                let problem = option.problem(with: .text(parts[1])) ?? "'\(parts[1])' is no \(option.type.rawValue)"
                throw PluginError(.badOption, manifest.name, problem)
            }
            values[option.name] = value
        }
        self.values = values
    }
}
