import Foundation

/// Runs a program in a terminal of its own, as a person at a keyboard does: waits for what is shown, types, interrupts.
///
/// Python's `pty` makes the terminal, so that Ctrl-C is a signal there as anywhere.
public struct PseudoTerminal {
    /// One thing that the person does.
    public enum Step: Sendable {
        /// Waits until a text is shown, behind what was waited for before.
        case wait(String)
        /// Types a line and Enter.
        case type(String)
        /// Types Ctrl-C.
        case interrupt
        /// Ends the program without its knowing.
        case kill
    }

    /// What was seen.
    public struct Outcome: Sendable {
        /// All that was shown, with what was typed.
        public let shown: String
        /// The exit code; negative where a signal ended the program.
        public let status: Int
        /// The text that was waited for in vain.
        public let missed: String?
    }

    private static let driver = """
        import json, os, pty, select, signal, sys, time
        spec = json.load(sys.stdin)
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(spec["folder"])
            os.execv(spec["command"][0], spec["command"])
        shown, place, missed = b"", 0, None
        def more(seconds):
            global shown
            if not select.select([terminal], [], [], seconds)[0]:
                return True
            try:
                came = os.read(terminal, 65536)
            except OSError:
                return False
            shown += came
            return bool(came)
        for kind, text in spec["steps"]:
            if kind == "wait":
                limit = time.monotonic() + 120
                while text.encode() not in shown[place:] and time.monotonic() < limit and more(1):
                    pass
                if text.encode() not in shown[place:]:
                    missed = text
                    os.kill(pid, signal.SIGKILL)
                    break
                place = shown.index(text.encode(), place) + len(text.encode())
            elif kind == "type":
                os.write(terminal, text.encode() + b"\\n")
            elif kind == "interrupt":
                os.write(terminal, b"\\x03")
            elif kind == "kill":
                os.kill(pid, signal.SIGKILL)
        limit = time.monotonic() + 120
        while time.monotonic() < limit and more(1):
            pass
        if time.monotonic() >= limit:
            missed = missed or "the end of the program"
            os.kill(pid, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        print(json.dumps({"shown": shown.decode(errors="replace"), "status": status, "missed": missed}))
        """

    /// Runs a built program with a person's steps.
    ///
    /// - Parameters:
    ///   - name: The program's name.
    ///   - arguments: Its arguments.
    ///   - folder: The folder that it runs in.
    ///   - steps: What the person does.
    /// - Returns: What was seen.
    /// - Throws: Where Python cannot be run.
    public static func run(_ name: String, _ arguments: [String], in folder: String, _ steps: [Step]) throws -> Outcome
    {
        let spec: [String: Any] = [
            "command": ["\(BuiltProgram.folder)/\(name)"] + arguments, "folder": folder, "steps": steps.map(\.words),
        ]
        let input = String(decoding: try JSONSerialization.data(withJSONObject: spec), as: UTF8.self)
        let outcome = try BuiltProgram.shell(["python3", "-c", driver], input: input)
        let seen = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        return Outcome(
            shown: seen?["shown"] as? String ?? outcome.errors, status: seen?["status"] as? Int ?? -1,
            missed: seen?["missed"] as? String)
    }
}

extension PseudoTerminal.Step {
    fileprivate var words: [String] {
        switch self {
        case .wait(let text): ["wait", text]
        case .type(let text): ["type", text]
        case .interrupt: ["interrupt", ""]
        case .kill: ["kill", ""]
        }
    }
}
