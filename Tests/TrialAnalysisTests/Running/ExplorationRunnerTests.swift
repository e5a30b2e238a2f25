import Foundation
import Testing
import TrialAnalysis
import TrialResults
import TrialStatistics

/// Explorations of the shipped evidence against answers that the plan gets by other ways.
struct ExplorationRunnerTests {
    private static let document = Result { () throws -> ResultDocument in
        let file = try Repository.plan()
        var plan = file.plan
        for index in plan.analyses.indices where plan.analyses[index].options.value is PooledOptions {
            var options = plan.analyses[index].pooledOptions
            options.moderators = StudyProperty.quantities.map { RegressionRequest(on: [$0]) }
            plan.analyses[index].options = AnyKindOptions(options)
        }
        return try PlanRunner(plan, text: file.text, datasets: file.datasets, cache: nil).run().document
    }

    private func analysis(_ id: String) throws -> (result: AnalysisRecord, explorations: Explorations) {
        let result = try #require(Self.document.get().analyses.first { $0.id == id })
        return (result, try #require(result.explorations))
    }

    @Test("leaving a study out is what excluding it in the plan gives")
    func leaveOneOut() throws {
        let (result, explored) = try analysis("edss-worsened")
        let row = try #require(result.rows.firstIndex { $0.study == "Iacobaeus2019" })
        let refit = try #require(explored.leaveOneOut?.rows[row].refit)
        let excluded = try #require(result.sensitivity.first { $0.change.hasPrefix("without Iacobaeus") }?.pooled)
        #expect(abs(refit.pooled.estimate - excluded.fit.pooled.estimate) < 1e-9)
        #expect(abs(refit.pooled.limits.upper - excluded.fit.pooled.limits.upper) < 1e-9)
        #expect(abs(refit.tau2 - excluded.fit.heterogeneity.tau2) < 1e-9)
    }

    @Test("the last cumulative row, the whole subset and the curve at 0.05 are the pooled effect")
    func whole() throws {
        for result in try Self.document.get().analyses {
            guard let fit = result.pooled?.fit, result.rows.count > 2 else { continue }
            let explored = try #require(result.explorations)
            let last = try #require(explored.cumulative?.rows.last?.refit).pooled
            #expect(abs(last.estimate - fit.pooled.estimate) < 1e-9, "\(result.id)")
            #expect(abs(last.limits.lower - fit.pooled.limits.lower) < 1e-9, "\(result.id)")
            let subsets = try #require(explored.subsets)
            #expect(subsets.isComplete && subsets.count == (1 << result.rows.count) - 1)
            // Five digits are kept.
            let all = try #require(subsets.estimates.last)
            #expect(abs(all - fit.pooled.estimate) <= 1e-4 * abs(fit.pooled.estimate), "\(result.id)")
            let curves = try #require(explored.curves)
            let place = try #require(curves.pValues.firstIndex(of: 0.05))
            #expect(abs(curves.pooled[place].upper - fit.pooled.limits.upper) < 1e-9, "\(result.id)")
            let profile = try #require(explored.tau2Profile)
            #expect(abs(profile.chosen - fit.heterogeneity.tau2) < 1e-9, "\(result.id)")
            #expect(explored.fewStudies?.estimate == fit.pooled.estimate)
        }
    }

    @Test("rows that share a control are refitted with their covariance, and what needs independent rows is left out")
    func correlated() throws {
        let (result, explored) = try analysis("edss-change-6-months")
        let single = try #require(result.rows.firstIndex { $0.study == "Llufriu2014" })
        let pair = result.rows.indices.filter { $0 != single }
        #expect(pair.count == 2)
        // Two comparisons with one control, of one trial: the common effect of two correlated estimates.
        let (a, b) = (result.rows[pair[0]], result.rows[pair[1]])
        let sham = 0.4 * 0.4 / 31
        let (x, y) = (b.variance - sham, a.variance - sham)
        let expected = (x * a.estimate + y * b.estimate) / (x + y)
        let refit = try #require(explored.leaveOneOut?.rows[single].refit)
        #expect(abs(refit.pooled.estimate - expected) < 1e-9)
        #expect(explored.influence == nil && explored.baujat == nil)
        let remarks = try #require(explored.remarks)
        #expect(remarks.map(\.code) == ["no-influence", "no-baujat"])
        #expect(remarks.allSatisfy { $0.message.contains("share a control") })
        let funnel = try #require(explored.funnel)
        #expect(funnel.tests.isEmpty && funnel.trimAndFill == nil)
        #expect(funnel.warnings.contains { $0.code == "no-asymmetry-test" })
        #expect(result.regressions.allSatisfy { $0.line == nil && !$0.warnings.isEmpty })
    }

    @Test("tests of asymmetry suit the measure and warn below ten studies")
    func funnel() throws {
        let funnel = try #require(try analysis("edss-improved").explorations.funnel)
        #expect(funnel.tests.map(\.code) == ["egger-sqrtninv", "egger"])
        #expect(funnel.warnings.contains { $0.code == "few-studies-for-asymmetry" })
        #expect(funnel.participants == [22, 7, 8, 18, 24, 6])
        #expect(funnel.contours.map(\.pValue) == [0.1, 0.05, 0.01])
    }

    @Test("a moderator has a value or a reason for every row")
    func moderators() throws {
        let (result, _) = try analysis("edss-worsened")
        let moderators = result.regressions
        #expect(moderators.map(\.moderators[0].property) == StudyProperty.quantities.map(\.rawValue))
        for moderator in moderators {
            #expect(moderator.rows.count + moderator.missing.count == result.rows.count)
            #expect(moderator.moderators[0].values?.count == moderator.rows.count)
            #expect(moderator.missing.allSatisfy { $0.code == "missing-moderator" })
            #expect((moderator.line != nil) != moderator.warnings.contains { $0.code == "no-regression" })
        }
        let year = try #require(moderators.first { $0.moderators[0].property == "year" })
        #expect(year.moderators[0].values == result.rows.compactMap { $0.year.map(Double.init) })
        let line = try #require(year.line)
        #expect(line.warnings.contains { $0.code == "few-studies-for-moderator" })
    }

    @Test("explorations come back from the result file as they were")
    func coding() throws {
        let document = try Self.document.get()
        let data = try ResultCoding().encode(document)
        // By their bytes: a typical variance that does not exist is no number, which equals nothing.
        #expect(try ResultCoding().encode(try ResultCoding().decode(data)) == data)
    }
}
