import Testing
import TrialEvidence
import TrialResults

@testable import TrialAnalysis

@Suite("Doubts about numbers in a result")
struct DatasetFindingsTests {
    private func dataset(acceptance: AcceptedFinding? = nil) -> LoadedDataset {
        var dataset = Dataset(name: "small")
        dataset.studies = [Study(id: "Alpha2020", design: .singleArm)]
        dataset.arms = [Arm(studyID: "Alpha2020", id: "MSC", role: .treatment)]
        var row = OutcomeRow(
            arm: ArmKey(studyID: "Alpha2020", armID: "MSC"), outcome: "edss_final", statistic: .meanSD,
            provenance: Provenance(confidence: .primary))
        (row.n, row.mean, row.sd) = (20, 3.96, 1.15)
        dataset.outcomes = [row]
        var scale = Scale(outcome: "edss_final")
        (scale.minimum, scale.maximum, scale.step) = (0, 10, 0.5)
        dataset.scales = [scale]
        dataset.acceptedFindings = [acceptance].compactMap(\.self)
        return LoadedDataset(dataset)
    }

    @Test("an open doubt has no reason, an accepted one has it")
    func reported() throws {
        let open = try #require(DatasetFindings(["": dataset()]).reported.first)
        #expect(open.check == "grim" && open.severity == "impossible" && open.studies == ["Alpha2020"])
        #expect(open.found == "mean 3.96, n 20" && open.accepted == nil)
        let acceptance = AcceptedFinding(
            check: open.check, studies: open.studies, subject: open.subject, reason: "printed so")
        let accepted = DatasetFindings(["": dataset(acceptance: acceptance)]).reported
        #expect(accepted.map(\.accepted) == ["printed so"])
    }

    @Test("the doubts of all datasets are added to what the overview holds already")
    func added() {
        var document = ResultDocument(
            engine: "1", plan: PlanReference(title: "", sha256: "", profile: "trialpool-1", seed: 1), datasets: [],
            analyses: [], published: [])
        document.overview = EvidenceOverview()
        document.overview?.flow = [FlowEntry(box: "records_screened", count: 3)]
        let result = DatasetFindings(["": dataset(), "other": dataset()]).added(to: document)
        #expect(result.overview?.findings.count == 2)
        #expect(result.overview?.flow.count == 1)
    }
}
