import Testing
import TrialForensics

@Suite("Printed numbers")
struct PrintedNumberTests {
    @Test(
        "decimals are counted in the text",
        arguments: [
            ("2.50", 2), ("2.5", 1), ("5", 0), ("5.0", 1), ("<0.001", 3), ("-1.25", 2), ("1.5e-3", 4), ("+.5", 1),
            ("1e3", 0),
        ])
    func decimals(text: String, expected: Int) {
        #expect(PrintedNumber.decimals(of: text) == expected)
    }

    @Test("what is no number has no decimals")
    func noNumber() {
        #expect(PrintedNumber.decimals(of: "") == nil)
        #expect(PrintedNumber.decimals(of: "n/a") == nil)
    }

    @Test("a printed number stands for everything that rounds to it, halves on both sides included")
    func interval() {
        let number = PrintedNumber(2.5, decimals: 1)
        #expect(number.interval.contains(2.45) && number.interval.contains(2.55))
        #expect(!number.interval.contains(2.449) && !number.interval.contains(2.551))
        #expect(PrintedNumber(shortest: 5).interval.contains(5.5))
        #expect(PrintedNumber(0.02, decimals: 1).positiveInterval.lower == 0)
    }
}
