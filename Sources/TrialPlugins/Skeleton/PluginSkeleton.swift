import Foundation
import TrialArchives
import TrialPluginMessages

/// The language of a new plugin.
public enum PluginLanguage: String, Sendable, CaseIterable {
    /// Python 3, with nothing but its own library.
    case python
    /// R, with nothing but what comes with it.
    case r
    /// A POSIX shell with sed and awk.
    case sh
    /// Swift, as a package of its own.
    case swift

    /// How plugins of the language are begun.
    var template: any SkeletonTemplate {
        switch self {
        case .python: PythonSkeleton()
        case .r: RSkeleton()
        case .sh: ShellSkeleton()
        case .swift: SwiftSkeleton()
        }
    }
}

/// A file of a new plugin.
struct SkeletonFile {
    let path: String
    let text: String
    var runs = false
}

/// How plugins of a language are begun.
protocol SkeletonTemplate {
    /// The command of the manifest.
    func command(_ name: String) -> [String]
    /// The program; nil where the language is too small for the kind.
    func files(_ name: String, _ kind: PluginKind) -> [SkeletonFile]?
    /// What is to be done before it runs; empty where nothing is.
    var preparation: String { get }
}

extension SkeletonTemplate {
    var preparation: String { "" }
}

/// A plugin that works, to begin with: manifest, program, README, and an example with its output, which is its test.
public struct PluginSkeleton {
    private let name: String
    private let kind: PluginKind
    private let files: [SkeletonFile]

    /// Prepares a plugin.
    ///
    /// - Throws: `PluginError` where the name is none, or the language has no such plugin.
    public init(name: String, kind: PluginKind, language: PluginLanguage) throws(PluginError) {
        (self.name, self.kind) = (name, kind)
        let template = language.template
        guard let program = template.files(name, kind) else {
            throw PluginError(
                .badOption, name,
                "plugins of the kind \(kind.rawValue) cannot be written in \(language.rawValue); choose python, r or swift"
            )
        }
        let example = SkeletonExample(kind)
        let manifest = SkeletonManifest(name: name, kind: kind, command: template.command(name)).text
        // The name is checked where manifests are read.
        _ = try PluginManifest(reading: Array(manifest.utf8), file: "\(name)/\(PluginManifest.fileName)")
        let readme = """
            # \(name)

            A plugin of the kind \(kind.rawValue) for TrialPool. \(example.words)
            \(template.preparation.isEmpty ? "" : "\nBefore it runs: `\(template.preparation)`\n")
                trialpool plugins check .          # the conformance suite, with the works in `example`
                trialpool plugins enable .         # lets it run, as it is now; after a change once more

            `example/NAME.expected.json` is what should come of `example/NAME.*`: change the program, then these.

            """
        files =
            [
                SkeletonFile(path: PluginManifest.fileName, text: manifest),
                SkeletonFile(path: "README.md", text: readme),
            ] + program + example.files
    }

    /// Writes the plugin into a folder that does not exist, and gives the paths of its files.
    ///
    /// - Throws: `PluginError` where something is there already, `ArchiveError` where it cannot be written.
    public func write(into folder: String) throws -> [String] {
        guard !FileManager.default.fileExists(atPath: folder) else {
            throw PluginError(.badOption, name, "\(folder) is there already; choose another name")
        }
        for file in files {
            let path = "\(folder)/\(file.path)"
            try FileManager.default.createDirectory(atPath: SystemPath.parent(path), withIntermediateDirectories: true)
            try AtomicFile.write(Array(file.text.utf8), to: path)
            if file.runs {
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
            }
        }
        return files.map(\.path)
    }
}

/// The manifest of a new plugin.
struct SkeletonManifest {
    let text: String

    init(name: String, kind: PluginKind, command: [String]) {
        let words = command.map { "\"\($0)\"" }.joined(separator: ", ")
        let further =
            switch kind {
            case .importer: "\n  \"accepts\": {\"extensions\": [\"trials\"]},"
            case .measure:
                "\n  \"measure\": {\"code\": \"LRR\", \"name\": \"risk ratio\", \"logarithmic\": true, \"data\": \"counts\"},"
            default: ""
            }
        text = """
            {
              "format": "\(PluginManifest.format)",
              "name": "\(name)",
              "version": "0.1.0",
              "licence": "Apache-2.0",
              "kind": "\(kind.rawValue)",
              "summary": "\(SkeletonExample(kind).summary)",
              "command": [\(words)],\(further)
              "options": [],
              "limits": {"seconds": 60, "memoryMB": 1024}
            }

            """
    }
}
