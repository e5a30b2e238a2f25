import ArgumentParser
import Foundation
import TrialResults

/// Runs a program's root command with TrialPool's exit codes: 0 fine, 1 the data or the analysis failed, 2 usage.
public enum Program {
    /// The version that every program prints.
    public static let version = EngineVersion.current

    /// Parses the arguments, runs the command and exits.
    public static func run(_ root: any ParsableCommand.Type) -> Never {
        do {
            var command = try root.parseAsRoot()
            try command.run()
            exit(0)
        } catch {
            let code = root.exitCode(for: error)
            if code == .success { root.exit(withError: error) }
            if code == .validationFailure {
                Terminal.error(root.fullMessage(for: error))
                exit(2)
            }
            if let exit = error as? ExitCode { Foundation.exit(exit.rawValue) }
            let name = root.configuration.commandName ?? "trialpool"
            for line in "\(error)".split(separator: "\n") { Terminal.error("\(name): error: \(line)") }
            Foundation.exit(1)
        }
    }
}
