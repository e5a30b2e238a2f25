import Foundation

/// What a run-time plugin says of itself: a file `plugin.json` beside its program, `format: trialpool/plugin@1`.
///
/// A plugin is a program that answers one JSON line for each JSON line it is sent, so it can be written in any language.
/// Where its kind's registry asks for it, it stands beside the built-in methods.
public struct PluginManifest: Sendable, Codable, Equatable {
    /// The format's name, `trialpool/plugin@1`.
    public static let format = "trialpool/plugin@1"

    /// What a plugin adds.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// An effect measure.
        case measure
        /// An estimator of the between-study variance.
        case heterogeneity
        /// An interval method.
        case interval
        /// An import format.
        case importer
        /// A figure.
        case figure
    }

    /// Always `trialpool/plugin@1`.
    public let format: String
    /// The name, unique among the installed plugins of its kind.
    public let name: String
    /// What it adds.
    public let kind: Kind
    /// The version of the plugin.
    public let version: String
    /// The program to run, relative to the manifest.
    public let program: String

    /// Reads a manifest.
    ///
    /// - Throws: `PluginError` naming the file and the field.
    public init(reading data: Data, file: String) throws(PluginError) {
        do {
            self = try JSONDecoder().decode(PluginManifest.self, from: data)
        } catch {
            let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw PluginError(
                .invalidManifest, file: file,
                "needs the texts format, name, kind (\(kinds)), version and program")
        }
        guard format == Self.format else {
            throw PluginError(.invalidManifest, file: file, "format is '\(format)', this version reads \(Self.format)")
        }
        guard !program.hasPrefix("/"), !program.split(separator: "/").contains("..") else {
            throw PluginError(.unsafeProgram, file: file, "the program must lie in the plugin's own folder")
        }
    }

    /// The manifests in the sub-folders of a folder, in the order of their names.
    ///
    /// - Throws: `PluginError` of the first manifest that cannot be read.
    public static func all(in folder: String) throws(PluginError) -> [PluginManifest] {
        var manifests: [PluginManifest] = []
        for entry in ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() {
            let file = "\(folder)/\(entry)/plugin.json"
            guard let data = FileManager.default.contents(atPath: file) else { continue }
            manifests.append(try PluginManifest(reading: data, file: file))
        }
        return manifests
    }
}

/// Why a plugin cannot be used.
public struct PluginError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable word for the kind of problem.
    public enum Code: String, Sendable {
        /// The manifest is not JSON or a field is missing or wrong.
        case invalidManifest = "invalid-manifest"
        /// The program lies outside the plugin's folder.
        case unsafeProgram = "unsafe-program"
    }

    /// The kind of problem.
    public let code: Code
    /// The manifest.
    public let file: String
    /// What is wrong and what to do.
    public let message: String

    init(_ code: Code, file: String, _ message: String) {
        self.code = code
        self.file = file
        self.message = message
    }

    /// File and message in one line.
    public var description: String { "\(file): \(message) [\(code.rawValue)]" }
}
