import Testing
import TrialCommandLine

@Suite("Help by topic")
struct HelpTopicTests {
    @Test("names stand in one column and what they mean in the next, whatever their length")
    func list() {
        #expect(HelpTopic.list([("a", "first"), ("ünï", "second")]) == "  a    first\n  ünï  second")
        #expect(HelpTopic.list([]).isEmpty)
    }

    @Test("many names are broken into lines that fit, none is lost")
    func lines() {
        let names = (0..<60).map { "name_\($0)" }
        let lines = HelpTopic.lines(names).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count < 100 && $0.hasPrefix("  ") } && lines.count > 1)
        let words = lines.flatMap { $0.split(separator: " ") }.map {
            $0.hasSuffix(",") ? String($0.dropLast()) : String($0)
        }
        #expect(words == names)
    }

    @Test("each exit code has a meaning of its own")
    func exits() {
        #expect(Set(ExitStatus.allCases.map(\.meaning)).count == ExitStatus.allCases.count)
        #expect(ExitStatus.allCases.map(\.rawValue) == [0, 1, 2, 130, 141])
    }
}
