import ArgumentParser
import Foundation
import TrialCommandLine
import TrialPlugins

@main
enum Main {
    static func main() { Program.run(TrialPoolProgram.self) }
}

struct TrialPoolProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trialpool",
        abstract: "Pool trials of mesenchymal stem cells in multiple sclerosis: one program for each step.",
        discussion: """
            trialpool NAME … runs trialpool-NAME, found beside this program or on PATH. Found here: \
            \(ProgramFinder.current.names.joined(separator: ", ")).
            Example: trialpool analyze run Datasets/msc-ms-trials/plan.yaml
            trialpool help lists topics such as plan, measures and formats; trialpool help TOPIC explains one.
            trialpool new DATASET begins a dataset, with --example a small review to learn on; trialpool plan new DATASET \
            proposes a plan for it.
            """,
        version: Program.version)

    /// Subcommands that may stand without their program.
    private static let shortcuts = ["new": "import", "plan": "analyze"]

    @Argument(help: "The program to run, such as import, analyze or report.")
    var name: String

    @Argument(parsing: .captureForPassthrough, help: "What to pass to it.")
    var arguments: [String] = []

    /// The program and what it gets.
    private var command: (name: String, arguments: [String]) {
        Self.shortcuts[name].map { ($0, [name] + arguments) } ?? (name, arguments)
    }

    func run() throws {
        if name == "help" { return try LibraryOfTopics(ProgramFinder.current).explain(arguments) }
        let (name, arguments) = command
        guard let program = ProgramFinder.current.program(name) else {
            let known = ProgramFinder.current.names.joined(separator: ", ")
            throw ValidationError("there is no program 'trialpool-\(name)' beside this one or on PATH; found: \(known)")
        }
        Program.become(program, arguments: arguments)
        Terminal.error("trialpool: error: \(program): \(String(cString: strerror(errno)))")
        throw ExitCode(1)
    }
}
