import Testing

@testable import TrialCommandLine

struct TimeLeftTests {
    @Test("what is left follows from what was done, in seconds, minutes or hours, and not before half a second")
    func words() {
        #expect(TimeLeft(done: 10, of: 40, after: .seconds(5)).words == "about 15 s left")
        #expect(TimeLeft(done: 1, of: 601, after: .seconds(1)).words == "about 10 min left")
        #expect(TimeLeft(done: 1, of: 36_001, after: .seconds(1)).words == "about 10 h left")
        #expect(TimeLeft(done: 1, of: 2, after: .milliseconds(100)).words == nil)
        #expect(TimeLeft(done: 0, of: 2, after: .seconds(9)).words == nil)
        #expect(TimeLeft(done: 79, of: 11, after: .seconds(9)).words == "about 0 s left")
    }

    @Test("a bar tells the time that is left until all is done")
    func bar() {
        let line = ProgressBar.line("choices", 250, of: 1000, .count("specifications"), after: 10)
        #expect(line.hasSuffix("250 specifications of 1000 specifications, 25 specifications/s, about 30 s left"))
        #expect(!ProgressBar.line("choices", 1000, of: 1000, .count("specifications"), after: 10).contains("left"))
    }
}
