import Foundation
import Testing
import TrialNumerics
import TrialStatistics

/// Sampling variances against the delta method with numerical derivatives, which shares no formula with them.
@Suite("Sampling variances follow from the sampling of the data")
struct DeltaMethodTests {
    /// Central differences of a smooth function lose about half the digits.
    static let tolerance = 1e-6

    /// Cells of one multinomial sample; `measure` reads them in this order.
    @Test(
        "one multinomial sample",
        arguments: [
            ("MPRR", nil), ("MPRD", nil), ("MPOR", nil), ("MPORM", nil), ("MPORC", nil), ("REH", nil), ("PHI", "CS"),
        ] as [(String, String?)])
    func multinomial(code: String, type: String?) throws {
        let measure = try EffectMeasures.standard.named(code)
        let names = code == "REH" ? ["homozygous1", "heterozygous", "homozygous2"] : Self.pairedCells
        let cells = Array([31.0, 12, 7, 25].prefix(names.count))
        let total = cells.reduce(0, +)
        func estimate(_ cells: [Double]) throws -> EffectEstimate {
            let table = code == "PHI" ? Self.twoGroups(cells) : Dictionary(uniqueKeysWithValues: zip(names, cells))
            return try Self.single(measure, table, type)
        }
        let slopes = try gradient(cells) { try estimate($0).estimate }
        let mean = zip(slopes, cells).reduce(0) { $0 + $1.0 * $1.1 } / total
        let variance = zip(slopes, cells).reduce(0) { $0 + $1.0 * $1.0 * $1.1 } - total * mean * mean
        // φ: Yule's formula keeps terms that the first-order delta method has too, and no others.
        #expect(relativeDistance(try estimate(cells).variance, variance) < Self.tolerance)
    }

    @Test(
        "two binomial samples",
        arguments: [
            ("RR", nil), ("OR", nil), ("RD", nil), ("YUQ", nil), ("YUY", nil), ("PBIT", nil), ("PHI", "ST"),
        ] as [(String, String?)])
    func binomials(code: String, type: String?) throws {
        let measure = try EffectMeasures.standard.named(code)
        let (total1, total2) = (60.0, 45.0)
        func estimate(_ events: [Double]) throws -> EffectEstimate {
            let table = ["events1": events[0], "total1": total1, "events2": events[1], "total2": total2]
            return try Self.single(measure, table, type)
        }
        let events = [22.0, 9]
        let slopes = try gradient(events) { try estimate($0).estimate }
        let spread = zip(events, [total1, total2]).map { $0 * (1 - $0 / $1) }
        let variance = zip(slopes, spread).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
        #expect(relativeDistance(try estimate(events).variance, variance) < Self.tolerance)
    }

    @Test("two normal samples", arguments: ["MD", "CLES", "AUC", "SMDH", "VR"])
    func normals(code: String) throws {
        let measure = try EffectMeasures.standard.named(code)
        let (total1, total2) = (31.0, 24.0)
        func estimate(_ x: [Double]) throws -> EffectEstimate {
            let table = [
                "mean1": x[0], "sd1": x[1].squareRoot(), "total1": total1, "mean2": x[2], "sd2": x[3].squareRoot(),
                "total2": total2,
            ]
            return try Self.single(measure, table.filter { measure.columns.contains($0.key) }, nil, corrects: false)
        }
        let x = [11.5, 9.0, 9.25, 6.25]
        let slopes = try gradient(x) { try estimate($0).estimate }
        // SMDH puts n − 1 also into the variance of the means.
        let lost = code == "SMDH" ? 1.0 : 0
        let spread = [
            x[1] / (total1 - lost), 2 * x[1] * x[1] / (total1 - 1), x[3] / (total2 - lost),
            2 * x[3] * x[3] / (total2 - 1),
        ]
        let variance = zip(slopes, spread).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
        #expect(relativeDistance(try estimate(x).variance, variance) < Self.tolerance)
    }

    /// The parameters of the correlation are the standardised difference and the share of group 1.
    @Test("the point-biserial correlation of a cross-sectional sample", arguments: [(30.0, 30.0), (15, 45), (80, 20)])
    func pointBiserial(total1: Double, total2: Double) throws {
        let (total, r) = (total1 + total2, 0.4)
        let offset = (total - 2) * (1 / total1 + 1 / total2)
        let effect = try Self.single(
            EffectMeasures.standard.named("RPB"),
            ["d": r * (offset / (1 - r * r)).squareRoot(), "total1": total1, "total2": total2], "CS")
        let share = total1 / total
        let delta = r / (share * (1 - share) * (1 - r * r)).squareRoot()
        let slopes = gradient([delta, share]) { x in
            let product = x[1] * (1 - x[1])
            return x[0] * (product / (1 + x[0] * x[0] * product)).squareRoot()
        }
        let spread = [1 / total1 + 1 / total2 + delta * delta / (2 * total), share * (1 - share) / total]
        let variance = zip(slopes, spread).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
        #expect(relativeDistance(effect.estimate, r) < 1e-12)
        #expect(relativeDistance(effect.variance, variance) < Self.tolerance)
    }

    static let pairedCells = ["bothPositive", "firstOnly", "secondOnly", "bothNegative"]

    static func twoGroups(_ cells: [Double]) -> [String: Double] {
        ["events1": cells[0], "total1": cells[0] + cells[1], "events2": cells[2], "total2": cells[2] + cells[3]]
    }

    static func single(
        _ measure: AnyEffectMeasure, _ row: [String: Double], _ type: String?, corrects: Bool? = nil
    ) throws -> EffectEstimate {
        let options = EffectOptions(
            varianceType: type.flatMap { VarianceType(rawValue: $0) }, biasCorrection: corrects)
        return try measure.effects(columns: row.mapValues { [$0] }, options: options)[0].get()
    }

    private func gradient(_ x: [Double], _ function: ([Double]) throws -> Double) rethrows -> [Double] {
        try x.indices.map { index in
            var (low, high) = (x, x)
            let step = 1e-5 * max(1, abs(x[index]))
            low[index] -= step
            high[index] += step
            return (try function(high) - function(low)) / (2 * step)
        }
    }
}
