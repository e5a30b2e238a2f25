import ArgumentParser
import CLinux
import Foundation
import TrialResults

/// Runs a program's root command with TrialPool's exit codes (``ExitStatus``).
public enum Program {
    /// The version that every program prints.
    public static let version = EngineVersion.current

    /// The stack of the work; the main thread's own may be as small as a shell's limit makes it.
    private static let stackSize = 64 << 20
    /// The stack of all other threads, those of libraries too, which that limit would make as small.
    private static let otherStacks = 8 << 20

    /// Parses the arguments, runs the command and exits; `complaint` may refuse the arguments before they are parsed.
    public static func run(
        _ root: any ParsableCommand.Type, unless complaint: (_ firstArgument: String?) -> String? = { _ in nil }
    ) -> Never {
        StandardStream.prepare()
        // Where it fails threads are what the system makes them.
        _ = trialpool_set_default_stack(otherStacks)
        if let complaint = complaint(CommandLine.arguments.dropFirst().first) {
            Terminal.error("\(name(root)): error: \(complaint)")
            exit(ExitStatus.usage.rawValue)
        }
        let work: @Sendable () -> Void = {
            let status = status(of: root)
            Terminal.finish()
            exit(status)
        }
        guard start(work) else {
            work()
            exit(ExitStatus.failure.rawValue)
        }
        while true { pause() }
    }

    /// Runs work on a thread with a stack of its own; false where the system gives none.
    private static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        var attributes = pthread_attr_t()
        guard pthread_attr_init(&attributes) == 0 else { return false }
        defer { pthread_attr_destroy(&attributes) }
        guard pthread_attr_setstacksize(&attributes, stackSize) == 0 else { return false }
        let box = Unmanaged.passRetained(Work(run: work))
        var thread = pthread_t()
        let status = pthread_create(
            &thread, &attributes,
            { pointer in
                Unmanaged<Work>.fromOpaque(pointer!).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        if status != 0 { box.release() }
        return status == 0
    }

    private final class Work: Sendable {
        let run: @Sendable () -> Void
        init(run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Becomes another program, which gets the arguments; returns only where that fails, as `errno` says.
    public static func become(_ program: String, arguments: [String]) {
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        words.append(nil)
        // What is ignored here would be ignored there.
        signal(SIGPIPE, SIG_DFL)
        signal(SIGXFSZ, SIG_DFL)
        execv(program, &words)
    }

    private static func name(_ root: any ParsableCommand.Type) -> String {
        root.configuration.commandName ?? "trialpool"
    }

    private static func status(of root: any ParsableCommand.Type) -> Int32 {
        do {
            var command = try root.parseAsRoot()
            try command.run()
            return ExitStatus.success.rawValue
        } catch {
            let code = root.exitCode(for: error)
            if code == .success {
                // Help, the version or a script of completions, which are results.
                Terminal.print(root.fullMessage(for: error))
                return ExitStatus.success.rawValue
            }
            if code == .validationFailure {
                Terminal.error(root.fullMessage(for: error))
                return ExitStatus.usage.rawValue
            }
            if let exit = error as? ExitCode { return exit.rawValue }
            for line in words(error).split(separator: "\n") { Terminal.error("\(name(root)): error: \(line)") }
            return ExitStatus.failure.rawValue
        }
    }

    private static func words(_ error: any Error) -> String {
        // Foundation's own errors describe themselves to programmers.
        error is CocoaError || error is POSIXError ? error.localizedDescription : "\(error)"
    }
}
