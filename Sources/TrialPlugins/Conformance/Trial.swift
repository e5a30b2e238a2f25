import Foundation
import TrialArchives
import TrialPluginMessages

/// A work to try a plugin with: a file for an importer, the JSON of an input for every other kind.
public struct Trial: Sendable {
    /// What it is called.
    public let name: String
    private let bytes: [UInt8]
    private let kind: PluginKind

    /// Reads a file.
    ///
    /// - Throws: `ArchiveError` where it cannot be read.
    public init(_ path: String, as kind: PluginKind) throws {
        name = (path as NSString).lastPathComponent
        bytes = try FileBytes.read(path)
        self.kind = kind
    }

    /// Takes bytes.
    init(name: String, bytes: [UInt8], as kind: PluginKind) { (self.name, self.bytes, self.kind) = (name, bytes, kind) }

    /// The input of a work that is no file; nil where it is one, or no JSON.
    var input: PluginValue? {
        kind == .importer ? nil : try? JSONDecoder().decode(PluginValue.self, from: Data(bytes))
    }

    /// Has a session do it.
    public func outcome(
        of session: PluginSession, options: [String: PluginValue] = [:]
    ) throws(PluginError) -> PluginSession.Outcome {
        guard kind == .importer else {
            guard let input else {
                throw PluginError(.badOption, session.plugin.name, "\(name) is no JSON")
            }
            return try session.work(options: options, input: input)
        }
        return try session.work(on: .init(name: name, bytes: bytes), options: options) { file throws(PluginError) in
            guard let input = try? PluginValue(encoding: ImportInput(file: file)) else {
                throw PluginError(.wrongAnswer, session.plugin.name, "the file's name cannot be written")
            }
            return input
        }
    }
}

/// The works that lie in a plugin's folder `example`, with what should come of them.
struct PluginExamples {
    /// A work with its output; nil where none is stated.
    struct Example {
        let trial: Trial
        let expected: PluginValue?
    }

    let examples: [Example]

    init(_ plugin: InstalledPlugin) {
        let folder = "\(plugin.folder)/example"
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        let endings = plugin.kind == .importer ? plugin.manifest.extensions : ["json"]
        examples = names.compactMap { name in
            guard !name.hasSuffix(".expected.json"), endings.contains((name as NSString).pathExtension.lowercased()),
                let trial = try? Trial("\(folder)/\(name)", as: plugin.kind)
            else { return nil }
            let stem = (name as NSString).deletingPathExtension
            let expected = FileManager.default.contents(atPath: "\(folder)/\(stem).expected.json").flatMap {
                try? JSONDecoder().decode(PluginValue.self, from: $0)
            }
            return Example(trial: trial, expected: expected)
        }
    }
}
