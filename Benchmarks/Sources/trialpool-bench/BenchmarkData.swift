import TrialNumerics
import TrialStatistics

/// The studies that are timed.
enum BenchmarkData {
    /// The 13 trials of BCG vaccine against tuberculosis: events and totals of vaccinated, of controls.
    ///
    /// Colditz et al. 1994, doi:10.1001/jama.1994.03510330076038.
    static let bcg = [
        [4, 123, 11, 139], [6, 306, 29, 303], [3, 231, 11, 220], [62, 13598, 248, 12867], [33, 5069, 47, 5808],
        [180, 1541, 372, 1451], [8, 2545, 10, 629], [505, 88391, 499, 88391], [29, 7499, 45, 7277],
        [17, 1716, 65, 1665], [186, 50634, 141, 27338], [5, 2498, 3, 2341], [27, 16913, 29, 17854],
    ].map(comparison)

    /// Their log risk ratios.
    static func bcgModel() throws -> LinearModel {
        let effects = try RiskRatio().effects(of: bcg).map { try $0.get() }
        return try LinearModel(estimates: effects.map(\.estimate), variances: effects.map(\.variance))
    }

    /// The same on the distance of their places from the equator, in degrees.
    static func bcgByLatitude() throws -> LinearModel {
        let latitudes = [44.0, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33]
        let plain = try bcgModel()
        let design = DesignMatrix(values: Matrix(latitudes.map { [1, $0] }), names: ["intercept", "latitude"])
        return try LinearModel(estimates: plain.estimates, variances: plain.variances, design: design)
    }

    /// Five trials with 4 events in 87 against 0 in 87.
    static let fourAgainstNone = [
        [1, 20, 0, 18], [0, 15, 0, 16], [2, 22, 0, 20], [0, 12, 0, 14], [1, 18, 0, 19],
    ].map(comparison)

    /// Nine trials with few events, two of them with none in either arm.
    static let nineTrials = [
        [1, 9, 0, 10], [0, 10, 0, 9], [2, 7, 1, 8], [1, 15, 2, 15], [3, 25, 1, 24], [0, 20, 1, 19], [2, 16, 1, 17],
        [1, 24, 0, 25], [0, 7, 0, 7],
    ].map(comparison)

    /// Nine single-arm cohorts with no event in 133.
    static let noneInNine = [9.0, 10, 7, 15, 25, 20, 16, 24, 7].map { BinaryGroup(events: 0, total: $0) }

    /// Random 2 × 2 tables, some with zero cells.
    static func tables(_ count: Int, seed: UInt64) -> [BinaryComparison] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            let totals = (0..<2).map { _ in (5 + 95 * generator.uniform()).rounded() }
            let events = totals.map { ($0 * 0.4 * generator.uniform()).rounded(.down) }
            return BinaryComparison(events1: events[0], total1: totals[0], events2: events[1], total2: totals[1])
        }
    }

    /// Random estimates with heterogeneity.
    static func model(studies: Int, seed: UInt64) throws -> LinearModel {
        var generator = SeededGenerator(seed: seed)
        let variances = (0..<studies).map { _ in 0.05 + generator.uniform() }
        return try LinearModel(
            estimates: variances.map { ($0 + 0.5).squareRoot() * generator.normal() }, variances: variances)
    }

    private static func comparison(_ row: [Int]) -> BinaryComparison {
        BinaryComparison(
            events1: Double(row[0]), total1: Double(row[1]), events2: Double(row[2]), total2: Double(row[3]))
    }
}
