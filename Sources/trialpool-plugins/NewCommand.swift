import ArgumentParser
import TrialCommandLine
import TrialPluginMessages
import TrialPlugins

extension PluginKind: ExpressibleByArgument {}
extension PluginLanguage: ExpressibleByArgument {}

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Write a plugin that works, with an example that 'check' runs.",
        discussion: "Example: trialpool-plugins new import-mine --kind importer --language python")

    @Argument(help: "The plugin's name, also that of its folder.")
    var name: String

    @Option(help: "What it adds.")
    var kind = PluginKind.importer

    @Option(help: "The language of its program.")
    var language = PluginLanguage.python

    @Option(help: ArgumentHelp("The folder in which its folder is made.", valueName: "path"))
    var into = "."

    func run() throws {
        let skeleton = try PluginSkeleton(name: name, kind: kind, language: language)
        let folder = "\(into)/\(name)"
        let files = try skeleton.write(into: folder)
        Terminal.print("\(folder): \(files.joined(separator: ", "))")
        Terminal.print(
            "Try it: trialpool plugins check \(folder.hasPrefix("./") || folder.hasPrefix("/") ? folder : "./\(folder)")"
        )
    }
}
