import Foundation
import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// Several outcomes in one model against R, and what holds of every one.
struct OutcomesModelTests {
    private static let close = Tolerance(relative: 1e-7, floor: 1e-8)

    /// Berkey 1998: five trials with two outcomes, the covariances printed.
    private static func berkey() throws -> (rows: OutcomesModel.Rows, expected: GoldenValue) {
        let golden = try GoldenMultilevel.named("mv_berkey_UN_REML_z")
        let covariance = golden.input["V"].list.map { $0.numbers.compactMap(\.self) }
        return (
            OutcomesModel.Rows(
                estimates: golden.column("yi").compactMap(\.self),
                outcomes: golden.input["outcome"].list.compactMap(\.text),
                trials: golden.column("trial").compactMap(\.self).map { "trial \(Int($0))" },
                covariance: try SamplingCovariance(Matrix(covariance))), golden.expected
        )
    }

    /// Random trials with some of three outcomes.
    private static func sample(_ seed: UInt64, correlation: Double) throws -> OutcomesModel.Rows {
        var random = SeededGenerator(seed: seed)
        var (estimates, outcomes, trials, variances): ([Double], [String], [String], [Double]) = ([], [], [], [])
        for trial in 0..<10 {
            let level = 0.4 * random.normal()
            for (place, outcome) in ["fatigue", "pain", "mood"].enumerated() where (trial + place) % 4 != 3 {
                let variance = 0.02 + 0.1 * random.uniform()
                estimates.append(0.2 * Double(place) + level + (0.05 + variance).squareRoot() * random.normal())
                outcomes.append(outcome)
                trials.append("trial \(trial)")
                variances.append(variance)
            }
        }
        return OutcomesModel.Rows(
            estimates: estimates, outcomes: outcomes, trials: trials,
            covariance: try SamplingCovariance(variances: variances, clusters: trials, correlation: correlation))
    }

    @Test("two outcomes of five trials are R's rma.mv, with variances, correlation and joint test")
    func reference() throws {
        let (rows, expected) = try Self.berkey()
        let model = try OutcomesModel(rows)
        #expect(model.structure == .unstructured && model.outcomes == ["PD", "AL"])
        let fit = try MultilevelFitter().outcomes(model)
        let (beta, errors) = (expected["beta"].numbers.compactMap(\.self), expected["se"].numbers.compactMap(\.self))
        // R sorts its outcomes: AL, then PD.
        for (own, place) in zip(fit.outcomes, [1, 0]) {
            #expect(Self.close.accepts(own.joint.estimate, beta[place]))
            #expect(Self.close.accepts(own.joint.standardError, errors[place]))
            #expect(Tolerance(relative: 1e-6).accepts(own.tau2, expected["tau2"].numbers[place] ?? .nan))
            #expect(own.trials == 5 && own.joint.degreesOfFreedom == nil)
        }
        let rho = try #require(fit.correlation("AL", "PD"))
        #expect(Tolerance(relative: 1e-5).accepts(rho, try #require(expected["rho"].list.first?.number)))
        #expect(Self.close.accepts(try #require(fit.test).statistic, try #require(expected["QM"].number)))
        #expect(fit.outcomes.allSatisfy { ($0.borrowing ?? -1) >= 0 && ($0.borrowing ?? 101) < 100 })
    }

    @Test("without correlations joint and separate effects are the same, and nothing is borrowed", arguments: 1...6)
    func independent(_ seed: Int) throws {
        let rows = try Self.sample(UInt64(seed), correlation: 0)
        let model = try OutcomesModel(rows, structure: .over(.diagonal))
        let fit = try MultilevelFitter(inference: .containment).outcomes(model)
        for outcome in fit.outcomes {
            let separate = try #require(outcome.separate)
            #expect(Tolerance(relative: 1e-5, floor: 1e-6).accepts(outcome.joint.estimate, separate.estimate))
            #expect(Tolerance(relative: 1e-4, floor: 1e-5).accepts(outcome.joint.standardError, separate.standardError))
            #expect(Tolerance(relative: 1e-3, floor: 1e-5).accepts(outcome.tau2, outcome.separateTau2 ?? .nan))
            #expect(abs(outcome.borrowing ?? .nan) < 1e-9)
            #expect(outcome.joint.degreesOfFreedom == Double(outcome.trials - 1))
        }
    }

    @Test("order of rows, names of trials and of outcomes change nothing", arguments: 1...6)
    func order(_ seed: Int) throws {
        let rows = try Self.sample(UInt64(seed), correlation: 0.5)
        let order = rows.estimates.indices.sorted {
            ($0 * 11) % rows.estimates.count < ($1 * 11) % rows.estimates.count
        }
        let other = OutcomesModel.Rows(
            estimates: order.map { rows.estimates[$0] }, outcomes: order.map { "Z \(rows.outcomes[$0])" },
            trials: order.map { "Ω/\(rows.trials[$0])" }, covariance: rows.covariance.subset(order))
        let fitter = MultilevelFitter(inference: .containment)
        let kind = OutcomeStructure.over(.heteroscedasticCompoundSymmetric)
        let first = try fitter.outcomes(OutcomesModel(rows, structure: kind), robust: .biasReduced)
        let second = try fitter.outcomes(OutcomesModel(other, structure: kind), robust: .biasReduced)
        #expect(first.robust?.clusters.count == 10 && second.robust?.clusters.count == 10)
        for own in first.outcomes {
            let twin = try #require(second.outcomes.first { $0.outcome == "Z \(own.outcome)" })
            #expect(Tolerance(relative: 1e-6, floor: 1e-6).accepts(own.joint.estimate, twin.joint.estimate))
            #expect(Tolerance(relative: 1e-6, floor: 1e-6).accepts(own.joint.standardError, twin.joint.standardError))
        }
    }

    @Test(
        "the rows choose what they carry",
        arguments: [
            (5, 5, 0, RandomStructureKind.unstructured), (5, 5, 4, .unstructured), (4, 4, 1, .diagonal),
            (2, 2, 0, .identity), (0, 5, 0, .identity),
        ])
    func structure(both: Int, first: Int, second: Int, expected: RandomStructureKind) {
        var (outcomes, trials): ([String], [String]) = ([], [])
        for trial in 0..<both {
            for outcome in ["a", "b"] { (outcomes, trials) = (outcomes + [outcome], trials + ["t\(trial)"]) }
        }
        for trial in both..<max(first, both) { (outcomes, trials) = (outcomes + ["a"], trials + ["t\(trial)"]) }
        for trial in 0..<second { (outcomes, trials) = (outcomes + ["b"], trials + ["s\(trial)"]) }
        if both == 0 { (outcomes, trials) = (outcomes + ["b"], trials + ["s"]) }
        #expect(OutcomeStructure.automatic.resolved(outcomes: outcomes, trials: trials) == expected)
    }

    @Test(
        "rows that carry no joint model are refused with the reason",
        arguments: [
            (["a", "a"], ["t", "s"], ModelRefusal.Reason.oneOutcome), (["a", "b"], ["t", "t"], .fewTrials),
            (["a", "b"], ["t", "s"], .fewRows),
        ])
    func refused(outcomes: [String], trials: [String], reason: ModelRefusal.Reason) throws {
        #expect(OutcomesModel.refusal(outcomes: outcomes, trials: trials)?.reason == reason)
        let rows = OutcomesModel.Rows(
            estimates: outcomes.map { _ in 0.1 }, outcomes: outcomes, trials: trials,
            covariance: try SamplingCovariance(variances: outcomes.map { _ in 0.1 }))
        #expect(throws: StatisticsError.self) { try OutcomesModel(rows) }
    }
}
