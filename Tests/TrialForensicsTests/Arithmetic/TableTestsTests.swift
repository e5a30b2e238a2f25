import Testing
import TrialForensics

@Suite("p-values of a table")
struct TableTestsTests {
    private func near(_ values: [Double], _ p: Double) -> Bool { values.contains { abs($0 - p) < 1e-6 * p } }

    @Test("the usual tests of 3/20 against 11/20, by SciPy")
    func known() {
        let values = TableTests(events: [3, 11], patients: [20, 20]).pValues
        // scipy.stats: fisher_exact 0.018701126, chi2_contingency without correction 0.0080022662, with it 0.020315065.
        #expect(near(values, 0.018701126042616586))
        #expect(near(values, 0.008002266188358156))
        #expect(values.contains { abs($0 - 0.020315065) < 1e-8 })
    }

    @Test("three arms have the overall tests only")
    func threeArms() {
        // scipy.stats.chi2_contingency([[9, 6], [5, 10], [1, 14]]): 9.6 on 2 degrees of freedom, p = exp(−4.8).
        let values = TableTests(events: [9, 5, 1], patients: [15, 15, 15]).pValues
        #expect(values.count == 2)
        #expect(near(values, 0.00822974704902003))
    }

    @Test("no events, and events in everybody, give 1")
    func degenerate() {
        #expect(TableTests(events: [0, 0], patients: [5, 6]).pValues == [1])
        #expect(TableTests(events: [5, 6], patients: [5, 6]).pValues == [1])
        #expect(TableTests(events: [0, 3], patients: [5, 6]).range.upper <= 1)
    }
}
