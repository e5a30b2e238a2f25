import Glibc
import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// `predict` of metafor: mean effects and prediction intervals, also at new moderator values.
struct ModelPredictionGoldenTests {
    static let cases = Reference.cases("f02b_rma_post").filter { $0.function == "predict" }
    /// Follows from τ² found by a search.
    static let tolerance = Tolerance(relative: 1e-7, floor: 1e-9)

    @Test("there are 284 cases") func hasCases() { #expect(Self.cases.count == 284) }

    @Test("predictions agree with metafor", arguments: cases)
    func agrees(_ golden: GoldenCase) throws {
        let setting = try GoldenModel(golden)
        let fit = try setting.pooling.fit(setting.model)
        let solution = ModelSolution(
            setting.model, tau2: fit.heterogeneity.tau2, isRandom: setting.pooling.heterogeneity != nil)
        let inference = setting.pooling.interval.inference(for: solution, level: fit.level)
        let isNormal = golden.arguments["test"].text == "z"
        let interval: PredictionInterval =
            switch golden.arguments["predtype"].text {
            case "riley": PredictionInterval(.tStudiesMinusTwo)
            case "t": PredictionInterval(.tStudiesMinusOne)
            case "simple": PredictionInterval(.normal, errorSource: .none)
            default: PredictionInterval(isNormal ? .normal : .tStudiesMinusOne)
            }
        let predictions = solution.predictions(
            at: rows(golden, setting), inference: inference, interval: interval, level: fit.level)
        // The back-transformed case carries no standard error.
        let isExponentiated = golden.id.hasSuffix("_exp")
        func scaled(_ x: Double?) -> Double? { isExponentiated ? x.map { exp($0) } : x }
        let check = GoldenCheck(golden: golden)
        check("pred", predictions.map { scaled($0.estimate) }, Self.tolerance)
        if !isExponentiated { check("se", predictions.map(\.standardError), Self.tolerance) }
        check("ci.lb", predictions.map { scaled($0.limits.lower) }, Self.tolerance)
        check("ci.ub", predictions.map { scaled($0.limits.upper) }, Self.tolerance)
        check("pi.lb", predictions.map { scaled($0.prediction?.lower) }, Self.tolerance)
        check("pi.ub", predictions.map { scaled($0.prediction?.upper) }, Self.tolerance)
    }

    /// The rows of the few kinds of `newmods`; without any, the fitted ones, or one where all are equal.
    private func rows(_ golden: GoldenCase, _ setting: GoldenModel) -> Matrix {
        guard let text = golden.arguments["newmods"].text else {
            return setting.model.design.isInterceptOnly ? Matrix([[1]]) : setting.model.design.values
        }
        let known: [String: [[Double]]] = [
            "newmods=c(10,33.5,60)": [[10], [33.5], [60]],
            "newmods=cbind(c(20,40),c(1950,1970))": [[20, 1950], [40, 1970]],
            "newmods=rbind(c(0,0),c(1,0),c(0,1))": [[0, 0], [1, 0], [0, 1]],
            "newmods=0:5": [[0], [1], [2], [3], [4], [5]], "newmods=c(-10,0,5)": [[-10], [0], [5]],
            "newmods=0": [[0]],
        ]
        return Matrix((known[text] ?? []).map { [1] + $0 })
    }
}
