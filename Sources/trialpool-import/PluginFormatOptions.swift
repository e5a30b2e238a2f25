import ArgumentParser
import TrialCommandLine
import TrialImport
import TrialImportPlugins
import TrialPluginMessages
import TrialPlugins

/// A place in the list of importers that plugins bring. Subcommands are types, and plugins are known only when the program
/// runs, so that each place is a type of its own: none, the next of none, the next of that one.
protocol PluginSlot: Sendable {
    static var index: Int { get }
}

enum FirstSlot: PluginSlot {
    static let index = 0
}

enum NextSlot<Before: PluginSlot>: PluginSlot {
    static var index: Int { Before.index + 1 }
}

/// The importers of enabled plugins, each with its subcommand.
enum PluginCommands {
    static let formats = PluginFormats.enabled(
        version: Program.version, finder: .usual(), taken: ImportFormatRegistry.standard.formats.map(\.name))

    static let commands: [any ParsableCommand.Type] = commands(from: FirstSlot.self)

    private static func commands<Slot: PluginSlot>(from slot: Slot.Type) -> [any ParsableCommand.Type] {
        guard Slot.index < formats.count else { return [] }
        return [FormatCommand<PluginFormatOptions<Slot>>.self] + commands(from: NextSlot<Slot>.self)
    }
}

/// What the subcommand of a plugin asks for: the options of its manifest.
struct PluginFormatOptions<Slot: PluginSlot>: FormatOptions {
    static var plain: any ImportFormat { format }
    private static var format: PluginImportFormat { PluginCommands.formats[Slot.index] }

    static var discussion: String {
        let plugin = format.runnable.plugin
        let options = plugin.manifest.options.map { option in
            let choices = option.choices.isEmpty ? "" : " (\(option.choices.joined(separator: ", ")))"
            return "  --set \(option.name)=\(option.type.rawValue.uppercased())\(choices): \(option.help)"
        }
        let words = options.isEmpty ? "" : "Its options:\n\(options.joined(separator: "\n"))\n\n"
        return """
            The plugin \(plugin.identity) reads the files.

            \(words)\(example("file.\(format.fileExtensions.first ?? "txt")"))
            """
    }

    @Option(help: ArgumentHelp("An option of the plugin; may be given several times.", valueName: "name=value"))
    var set: [String] = []

    func format(for files: [String]) throws -> any ImportFormat {
        let plain = Self.format
        let manifest = plain.runnable.plugin.manifest
        let values = try manifest.settled(try PluginWords(set, for: manifest).values)
        return PluginImportFormat(plain.runnable, version: Program.version, options: values)
    }
}
