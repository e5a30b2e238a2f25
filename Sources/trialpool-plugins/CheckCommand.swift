import ArgumentParser
import TrialCommandLine
import TrialPluginMessages
import TrialPlugins

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Run a plugin through the conformance suite, and say what it is kept from here.",
        discussion: """
            The plugin is run, confined, though it may not be enabled: that is what this command asks for. Files in its folder \
            'example' are its works, with the outputs it should give in NAME.expected.json.

            Example: trialpool-plugins check ./import-mine
            """)

    @Argument(help: "The plugin's name, or the path of its folder.")
    var name: String

    @OptionGroup var places: PluginPlaces
    @OptionGroup var options: OutputOptions

    private struct Line: Encodable {
        let check: String
        let passed: Bool
        let words: String
    }

    func run() throws {
        let plugin = try places.finder.plugin(name)
        let report = PluginConformance(RunnablePlugin(asked: plugin), version: Program.version).report()
        if options.json {
            try options.printJSON(report.results.map { Line(check: $0.check, passed: $0.passed, words: $0.words) })
        } else {
            Terminal.print("\(plugin.identity), \(plugin.kind.rawValue)")
            for result in report.results {
                Terminal.print("  \(result.passed ? "ok  " : "FAIL") \(result.check): \(result.words)")
            }
            if let confinement = report.confinement {
                Terminal.print("What it is kept from on this system")
                for line in confinement.lines {
                    Terminal.print("  \(line.isHeld ? "held" : "NOT ") \(line.what): \(line.how)")
                }
            }
        }
        if !report.passes { throw ExitCode(1) }
    }
}
