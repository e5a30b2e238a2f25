import Testing
import TrialStatistics
import TrialTestSupport

/// Residuals, influence and predicted true effects against metafor's.
struct InfluenceGoldenTests {
    @Test("there are cases to check") func hasCases() {
        #expect(FollowUpGolden.cases("influence").count == 34)
        #expect(FollowUpGolden.cases("rstudent").count + FollowUpGolden.cases("rstandard").count == 26)
        #expect(FollowUpGolden.cases("blup").count + FollowUpGolden.cases("ranef").count == 56)
    }

    @Test("influence agrees with metafor", arguments: FollowUpGolden.cases("influence"))
    func influence(_ golden: GoldenCase) throws {
        let rows = try Influence(FollowUpGolden.model(golden), by: FollowUpGolden.choices(golden)).rows
        let deletions = rows.map(\.deletion)
        golden.expect("hat", rows.map(\.hat), .followUp)
        golden.expect("weight", rows.map(\.weight), .followUp)
        golden.expect("rstudent", deletions.map { $0?.studentisedResidual }, .followUp)
        golden.expect("dffits", deletions.map { $0?.dffits }, .followUp)
        golden.expect("cook.d", deletions.map { $0?.cooksDistance }, .followUp)
        golden.expect("cov.r", deletions.map { $0?.covarianceRatio }, .followUp)
        golden.expect("tau2.del", deletions.map { $0?.tau2 }, .refittedTau2)
        golden.expect("QE.del", deletions.map { $0?.q }, .followUp)
        for (row, flag) in zip(rows, golden.expected["is.infl"].list) {
            #expect(row.isInfluential == flag.flag, "study \(row.study)")
        }
    }

    @Test("studentised residuals agree with metafor", arguments: FollowUpGolden.cases("rstudent"))
    func studentised(_ golden: GoldenCase) throws {
        let residuals = try StudyResiduals(FollowUpGolden.model(golden), by: FollowUpGolden.choices(golden)).studentised
        golden.expect("resid", residuals.map { $0?.value }, .followUp)
        golden.expect("se", residuals.map { $0?.standardError }, .followUp)
        golden.expect("z", residuals.map { $0?.standardised }, .followUp)
    }

    @Test("standardised residuals agree with metafor", arguments: FollowUpGolden.cases("rstandard"))
    func standardised(_ golden: GoldenCase) throws {
        let residuals = try StudyResiduals(FollowUpGolden.model(golden), by: FollowUpGolden.choices(golden))
            .standardised
        golden.expect("resid", residuals.map(\.value), .followUp)
        golden.expect("se", residuals.map(\.standardError), .followUp)
        golden.expect("z", residuals.map(\.standardised), .followUp)
    }

    @Test(
        "predicted true effects agree with metafor",
        arguments: FollowUpGolden.cases("blup") + FollowUpGolden.cases("ranef"))
    func blup(_ golden: GoldenCase) throws {
        let blup = try Blup(FollowUpGolden.model(golden), by: FollowUpGolden.choices(golden))
        let predictions = golden.function == "blup" ? blup.effects : blup.deviations
        golden.expect("pred", predictions.map(\.estimate), .followUp)
        golden.expect("se", predictions.map(\.standardError), .followUp)
        golden.expect("pi.lb", predictions.map(\.limits.lower), .followUp)
        golden.expect("pi.ub", predictions.map(\.limits.upper), .followUp)
    }
}
