import Foundation
import Testing
import TrialStatistics
import TrialTestSupport

/// Meta-regression on one quantity.
struct ModeratorLineTests {
    /// Colditz et al. 1994: cases and others with BCG and without, degrees from the equator.
    private static let trials: [(Double, Double, Double, Double, Double)] = [
        (4, 119, 11, 128, 44), (6, 300, 29, 274, 55), (3, 228, 11, 209, 42), (62, 13536, 248, 12619, 52),
        (33, 5036, 47, 5761, 13), (180, 1361, 372, 1079, 44), (8, 2537, 10, 619, 19), (505, 87886, 499, 87892, 13),
        (29, 7470, 45, 7232, 27), (17, 1699, 65, 1600, 42), (186, 50448, 141, 27197, 18), (5, 2493, 3, 2338, 33),
        (27, 16886, 29, 17825, 33),
    ]

    private func model() throws -> LinearModel {
        try LinearModel(
            estimates: Self.trials.map { log($0.0 / ($0.0 + $0.1)) - log($0.2 / ($0.2 + $0.3)) },
            variances: Self.trials.map { 1 / $0.0 - 1 / ($0.0 + $0.1) + 1 / $0.2 - 1 / ($0.2 + $0.3) })
    }

    private let normal = PoolingModel(
        heterogeneity: RestrictedMaximumLikelihood(), interval: NormalInterval(),
        prediction: PredictionInterval(.normal))

    /// Four decimals are printed in the documentation of metafor, Viechtbauer 2010, doi:10.18637/jss.v036.i03.
    @Test("BCG vaccine by latitude is as published")
    func published() throws {
        let line = try ModeratorLine(
            try model(), on: Self.trials.map(\.4), name: "latitude", by: normal)
        #expect(abs(line.slope.estimate - -0.0291) < 5e-5)
        #expect(abs(line.slope.standardError - 0.0072) < 5e-5)
        #expect(abs(line.fit.coefficients[0].estimate - 0.2515) < 5e-5)
        // The printed search stops at steps of 1e-5.
        #expect(abs(line.fit.heterogeneity.tau2 - 0.0764) < 6e-5)
        #expect(line.warnings.isEmpty)
    }

    @Test("the line is straight, spans the values, and its band holds it")
    func points() throws {
        let line = try ModeratorLine(try model(), on: Self.trials.map(\.4), name: "latitude", by: normal)
        #expect(line.points.first?.value == 13 && line.points.last?.value == 55)
        let intercept = line.fit.coefficients[0].estimate
        for point in line.points {
            let expected = intercept + line.slope.estimate * point.value
            #expect(Tolerance.closedForm.accepts(point.estimate, expected))
            let prediction = try #require(point.prediction)
            #expect(prediction.lower < point.limits.lower && point.limits.lower < point.estimate)
            #expect(prediction.upper > point.limits.upper && point.limits.upper > point.estimate)
        }
    }

    @Test("few studies warn; one value throughout, or two studies, are errors")
    func edges() throws {
        let three = try LinearModel(estimates: [1, 2, 4], variances: [1, 1, 1])
        let line = try ModeratorLine(three, on: [1, 2, 3], name: "dose", by: normal)
        #expect(line.warnings.contains { $0.code == "few-studies-for-moderator" })
        #expect(throws: StatisticsError.self) { try ModeratorLine(three, on: [2, 2, 2], name: "dose", by: normal) }
        let two = try LinearModel(estimates: [1, 2], variances: [1, 1])
        #expect(throws: StatisticsError.self) { try ModeratorLine(two, on: [1, 2], name: "dose", by: normal) }
    }
}
