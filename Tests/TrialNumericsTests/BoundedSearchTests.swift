import Testing
import TrialNumerics

/// Nothing that a search is given makes it go on without end, and no number ends the program on its way to an `Int`.
struct BoundedSearchTests {
    @Test("a step that leads nowhere ends the search", arguments: [0, -1, -.infinity, .nan] as [Double])
    func steps(_ step: Double) {
        var evaluations = 0
        let root = RootFinder.rootOfFalling(from: 0, step: step) { _ in
            evaluations += 1
            return 1
        }
        #expect(root.status == .failed && root.value == .infinity)
        #expect(evaluations < 3)
    }

    @Test(
        "a function that never falls, or is no number, is asked a bounded number of times",
        arguments: [1, .nan] as [Double])
    func endless(_ value: Double) {
        var evaluations = 0
        let root = RootFinder.rootOfFalling(from: 0, step: 1e-12, doublings: 100) {
            evaluations += 1
            return $0 == 0 ? 1 : value
        }
        #expect(root.found == nil && root.value == .infinity)
        #expect(evaluations <= 102)
    }

    @Test("a grid over more than a double can divide has its ends and rises")
    func grid() {
        let grid = logarithmicGrid(from: 1e-300, to: 1e300, points: 50)
        #expect(grid[0] == 1e-300 || abs(grid[0] / 1e-300 - 1) < 1e-9)
        #expect(grid.last == 1e300)
        #expect(zip(grid, grid.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("every double has a nearest whole number")
    func saturating() {
        #expect(Int(saturating: 2.9) == 2 && Int(saturating: -2.9) == -2 && Int(saturating: .nan) == 0)
        #expect(Int(saturating: .infinity) == .max && Int(saturating: -.infinity) == .min)
        #expect(Int(saturating: 0x1p63) == .max && Int(saturating: -0x1p63) == .min)
        #expect(Int(saturating: 0x1p63.nextDown) == 9_223_372_036_854_774_784)
    }

    @Test("a whole number is written in digits, one beyond Int as it is")
    func texts() {
        #expect(20.0.wholeText == "20" && 1e19.wholeText == "1e+19")
    }
}
