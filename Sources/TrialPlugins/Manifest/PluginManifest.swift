import TrialPluginMessages

/// What a run-time plugin says of itself: a file `plugin.json` in the plugin's folder, `format: trialpool/plugin@1`.
///
/// A plugin is a program that answers JSON lines on standard input and output, so it can be written in any language. The
/// JSON Schema of the file is `plugin-1.schema.json`.
public struct PluginManifest: Sendable, Equatable {
    /// The format's name, which is also that of the protocol.
    public static let format = PluginMessage.protocolName
    /// The name of the file.
    public static let fileName = "plugin.json"

    /// The name, of lower-case letters, digits and hyphens; also that of a subcommand or a plan's kind.
    public let name: String
    /// The version of the plugin.
    public let version: String
    /// Its licence, as an SPDX expression.
    public let licence: String
    /// What it adds.
    public let kind: PluginKind
    /// One sentence for lists and help.
    public let summary: String
    /// The program with its arguments. The first is a file of the folder or the name of an interpreter on PATH.
    public let command: [String]
    /// How the names of files end that an importer takes, without the dot, in lower case.
    public let extensions: [String]
    /// What a person may choose.
    public let options: [PluginOption]
    /// What it may use.
    public let limits: PluginLimits
    /// Variables of the environment that it is given; all others are kept from it.
    public let environment: [String]
    /// For a measure: what a reader must know of its scale.
    public let measure: MeasureFacts?

    /// How the numbers of a measure are to be read.
    public struct MeasureFacts: Sendable, Equatable {
        /// The code, such as `RRR`.
        public let code: String
        /// The name for people.
        public let name: String
        /// Whether natural values are the exponential of those analysed.
        public let isLogarithmic: Bool
        /// What a study must report.
        public let data: Data

        /// What a study must report.
        public enum Data: String, Sendable, CaseIterable {
            /// Events and participants of two groups.
            case counts
            /// Mean, standard deviation and participants of two groups.
            case means
        }
    }

    /// Reads a manifest.
    ///
    /// - Throws: `PluginError` naming the file and every field that is wrong.
    public init(reading bytes: [UInt8], file: String) throws(PluginError) {
        var fields = try ManifestFields(bytes, file: file)
        let format = fields.text("format")
        if !format.isEmpty, format != Self.format {
            throw PluginError(
                .invalidManifest, file, "format is '\(ManifestFields.shown(format))', this version reads \(Self.format)"
            )
        }
        name = fields.name("name")
        version = fields.text("version")
        licence = fields.text("licence")
        kind = fields.choice("kind", PluginKind.self) ?? .importer
        summary = fields.text("summary")
        command = fields.texts("command", atLeast: 1)
        extensions = fields.part("accepts") { $0.texts("extensions").map { $0.lowercased() } } ?? []
        options = fields.options()
        limits = fields.limits()
        environment = fields.texts("environment")
        measure = kind == .measure ? fields.part("measure") { $0.measure() } : nil
        if kind == .measure, measure == nil { fields.add("a measure needs the object 'measure'") }
        if kind == .importer, extensions.isEmpty { fields.add("an importer needs 'accepts' with its 'extensions'") }
        fields.checkUnknown()
        if let problem = fields.problems.first {
            let more = fields.problems.count > 1 ? " (and \(fields.problems.dropFirst().joined(separator: "; ")))" : ""
            throw PluginError(.invalidManifest, file, problem + more)
        }
        let first = command[0]
        guard !first.hasPrefix("/"), !first.split(separator: "/").contains("..") else {
            throw PluginError(
                .unsafeProgram, file,
                "the command must lie in the plugin's own folder, or be the name of an interpreter")
        }
    }

    /// The options as a work gets them: what was chosen, with the defaults of what was not.
    ///
    /// - Throws: `PluginError` with the first option that is unknown, missing or wrong.
    public func settled(_ chosen: [String: PluginValue]) throws(PluginError) -> [String: PluginValue] {
        let names = options.map(\.name)
        if let unknown = chosen.keys.sorted().first(where: { !names.contains($0) }) {
            let known = names.isEmpty ? "it has none" : "known: \(names.joined(separator: ", "))"
            throw PluginError(.badOption, name, "there is no option '\(ManifestFields.shown(unknown))'; \(known)")
        }
        var values: [String: PluginValue] = [:]
        for option in options {
            guard let value = chosen[option.name] ?? option.fallback else {
                guard option.isRequired else { continue }
                throw PluginError(.badOption, name, "the option '\(option.name)' is needed: \(option.help)")
            }
            if let problem = option.problem(with: value) { throw PluginError(.badOption, name, problem) }
            values[option.name] = value
        }
        return values
    }
}
