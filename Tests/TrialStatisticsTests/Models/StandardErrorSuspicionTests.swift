import Testing
import TrialStatistics

/// A standard error in the column of variances.
struct StandardErrorSuspicionTests {
    static let sizes = [40.0, 60, 100, 30, 80]
    static let variances = [0.1, 0.066, 0.04, 0.13, 0.05]

    @Test("the root of a variance is found, whichever study has it", arguments: 0..<5)
    func found(_ position: Int) {
        var variances = Self.variances
        variances[position] = variances[position].squareRoot()
        // Only where the root is more than four times the variance can it be told from an ordinary difference.
        let isTellable = Self.variances[position] < 1.0 / 17
        let suspects = StandardErrorSuspicion.suspects(variances: variances, sizes: Self.sizes)
        #expect(suspects == (isTellable ? [position] : []))
    }

    @Test("ordinary differences of size raise no suspicion")
    func ordinary() {
        #expect(StandardErrorSuspicion.suspects(variances: Self.variances, sizes: Self.sizes).isEmpty)
        #expect(StandardErrorSuspicion.suspects(variances: [0.004, 0.4, 0.04], sizes: [1000, 10, 100]).isEmpty)
    }
}
