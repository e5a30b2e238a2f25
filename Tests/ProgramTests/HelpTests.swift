import Testing
import TrialTestSupport

struct HelpTests {
    static let programs = [
        "trialpool", "trialpool-import", "trialpool-analyze", "trialpool-report", "trialpool-plugins",
    ]

    @Test("every program explains itself and exits with 0", arguments: programs)
    func help(_ program: String) throws {
        let outcome = try BuiltProgram.run(program, ["--help"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("USAGE: \(program)"))
    }

    @Test("every program knows its version", arguments: programs)
    func version(_ program: String) throws {
        #expect(try BuiltProgram.run(program, ["--version"]).output == "0.1.0\n")
    }

    @Test("a wrong word is a usage error: exit 2, and the way to the help", arguments: programs)
    func usage(_ program: String) throws {
        let outcome = try BuiltProgram.run(program, ["--no-such-option"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("--help"))
        #expect(outcome.output.isEmpty)
    }

    @Test("trialpool X runs trialpool-X and gives its exit code back")
    func dispatch() throws {
        #expect(try BuiltProgram.run("trialpool", ["analyze", "--version"]).output == "0.1.0\n")
        #expect(try BuiltProgram.run("trialpool", ["analyze", "run"]).status == 2)
        #expect(try BuiltProgram.run("trialpool", ["analyze", "run", "nowhere.yaml"]).status == 1)
        let unknown = try BuiltProgram.run("trialpool", ["nothing"])
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("analyze") && unknown.errors.contains("import"), "names what there is")
    }
}
