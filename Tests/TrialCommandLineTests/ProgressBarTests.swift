import Testing

@testable import TrialCommandLine

struct ProgressBarTests {
    @Test("the line shows the share, the amount and the speed")
    func line() {
        let line = ProgressBar.line("reading", 270_000_000, of: 1_000_000_000, .bytes, after: 5)
        #expect(line == "reading    [=====>              ]  27%  270 MB of 1.0 GB, 54 MB/s, about 14 s left")
        let early = ProgressBar.line("comparing", 0, of: 12, .count("rows"), after: 0)
        #expect(early == "comparing  [>                   ]   0%  0 rows of 12 rows")
        #expect(ProgressBar.line("x", 12, of: 12, .count("rows"), after: 0).contains("[====================] 100%"))
        #expect(ProgressBar.line("x", 5, of: 0, .bytes, after: 0).contains("100%"))
    }
}
