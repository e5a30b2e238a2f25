import Testing
import TrialResults

@testable import TrialReporting

@Suite struct EvidenceCautionTests {
    /// Ten studies with sixteen events in each group, all judged and low.
    static let firm: ResultBuilder = {
        var builder = ResultBuilder(rows: 10)
        builder.events = 16
        return builder
    }()

    static func overview(_ rows: Int, judgement: String = "low", design: String = "parallel-rct") -> EvidenceOverview {
        var overview = EvidenceOverview()
        for row in 1...rows {
            overview.riskOfBias.append(
                BiasEntry(study: "Study\(row)", tool: "rob2", domain: "overall", judgement: judgement))
            overview.studies.append(
                StudyOverview(study: "Study\(row)", label: "Study \(row)", design: design, properties: [:]))
        }
        return overview
    }

    @Test("enough studies and participants, a clear prediction and low risk of bias give no reason for caution")
    func none() throws {
        let analysis = try StatedAnalysis(builder: Self.firm, prediction: (0.3, 0.8)).analysis()
        #expect(EvidenceCaution(analysis.view, overview: Self.overview(10)).reasons == [])
    }

    @Test("each threshold gives its reason, with both numbers")
    func reasons() throws {
        let few = try StatedAnalysis(builder: ResultBuilder(rows: 3), prediction: (0.3, 0.8)).analysis()
        #expect(
            EvidenceCaution(few.view, overview: Self.overview(3)).reasons == [
                "only 3 studies (fewer than 5)", "only 21 events (fewer than 300)",
            ])
        let wide = try StatedAnalysis(builder: Self.firm, prediction: (0.3, 1.2), converged: false).analysis()
        #expect(
            EvidenceCaution(wide.view, overview: Self.overview(10)).reasons == [
                "the prediction interval includes no difference", "the fit did not converge",
            ])
        let analysis = try StatedAnalysis(builder: Self.firm, prediction: (0.3, 0.8)).analysis()
        #expect(
            EvidenceCaution(analysis.view, overview: Self.overview(10, judgement: "critical")).reasons == [
                "10 of 10 studies are at high overall risk of bias"
            ])
        #expect(
            EvidenceCaution(analysis.view, overview: Self.overview(10, design: "single-arm"), convention: .american)
                .reasons
                == ["10 of 10 studies were not randomized"])
        #expect(
            EvidenceCaution(analysis.view, overview: Self.overview(7)).reasons == [
                "no overall risk of bias is recorded for 3 of 10 studies"
            ])
        #expect(!EvidenceCaution(analysis.view, overview: nil).reasons.isEmpty)
    }

    @Test("a judgement on another outcome or another domain is none on this one")
    func otherOutcome() throws {
        let analysis = try StatedAnalysis(builder: Self.firm, prediction: (0.3, 0.8)).analysis()
        var overview = Self.overview(10)
        var other = BiasEntry(study: "Study1", tool: "rob2", domain: "overall", judgement: "high")
        other.outcome = "gel_count"
        overview.riskOfBias += [other, BiasEntry(study: "Study2", tool: "rob2", domain: "D1", judgement: "high")]
        #expect(EvidenceCaution(analysis.view, overview: overview).reasons == [])
    }
}

@Suite struct ParticipantCountTests {
    private func row(_ study: String, _ groups: [GroupResult]) -> StudyResult {
        let model = ResultBuilder().study(0, weight: nil)
        return StudyResult(
            study: study, label: study, year: nil, groups: groups,
            effect: (model.estimate, model.variance, model.limits), natural: model.natural, weight: nil,
            properties: [:], sources: [], notes: [])
    }

    @Test("a control group in two rows of a study counts once, its halves both")
    func sharedControl() {
        let control = GroupResult(label: "Control", total: 31, events: 13)
        let rows = [
            row("P", [GroupResult(label: "IT", total: 30, events: 2), control]),
            row("P", [GroupResult(label: "IV", total: 31, events: 3), control]),
        ]
        let shared = ParticipantCount(rows, splitsControl: false)
        #expect((shared.studies, shared.participants, shared.events, shared.unknownRows) == (1, 92, 18, 0))
        #expect(ParticipantCount(rows, splitsControl: true).participants == 123)
    }

    @Test("rows without groups or numbers are counted as unknown, and events then are not known")
    func unknown() {
        let rows = [row("A", []), row("B", [GroupResult(label: "x"), GroupResult(label: "y", total: 8, events: 0)])]
        let count = ParticipantCount(rows, splitsControl: false)
        #expect((count.studies, count.participants, count.events, count.unknownRows) == (2, 8, nil, 2))
    }
}
