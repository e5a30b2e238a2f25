import Testing
import TrialEvidence
import TrialImport

@Suite("Merging imported rows")
struct DatasetMergeTests {
    static let header = "study_id,arm_id,outcome,timepoint_months,statistic,n,mean,sd,source_location,confidence"

    func merge(_ texts: String...) throws -> DatasetMerge {
        let dataset = try SmallTrial.dataset()
        let imported = try texts.enumerated().map { index, rows in
            try DelimitedOutcomes().read(
                Array("\(Self.header)\n\(rows)\n".utf8), file: "new\(index).csv", into: dataset)
        }
        return DatasetMerge(of: imported, into: dataset)
    }

    func outcomes(_ files: DatasetFiles) -> String {
        String(decoding: files.files["outcomes.csv"] ?? [], as: UTF8.self)
    }

    @Test("what the dataset says already changes nothing, not a byte")
    func unchanged() throws {
        let merge = try merge("Alpha2020,MSC,edss_change,6.0,mean_sd,10,-0.3,0.50,Table 2,primary")
        let proposal = try merge.proposal()
        #expect(proposal.isEmpty)
        #expect(proposal.unchanged == 1)
        #expect(try merge.merged(into: SmallTrial.files) == SmallTrial.files)
    }

    @Test("a new row is added after the others, which keep their spelling; nothing else changes")
    func addition() throws {
        let merge = try merge("Alpha2020,MSC,edss_change,12,mean_sd,9,-0.1,0.4,Table 3,primary")
        #expect(try merge.proposal().additions.map(\.source) == ["new0.csv:2"])
        let merged = try merge.merged(into: SmallTrial.files)
        #expect(outcomes(merged).hasPrefix(SmallTrial.outcomes))
        let dataset = try DatasetReader().read(merged)
        #expect(dataset.outcomes.map(\.mean) == [-0.3, 0.2, -0.1])
        let changed = merged.files.filter { $0.value != SmallTrial.files.files[$0.key] }
        #expect(changed.keys.sorted() == ["outcomes.csv"])
    }

    @Test("an empty cell is filled and listed, without asking")
    func fill() throws {
        let merge = try merge("Alpha2020,PBO,edss_change,6,mean_sd,10,0.2,0.6,Table 2,primary")
        let fills = try merge.proposal().fills
        #expect(fills.map(\.column) == ["n"])
        #expect(fills.map(\.new) == ["10"])
        #expect(fills.map(\.line) == [3])
        #expect(try DatasetReader().read(merge.merged(into: SmallTrial.files)).outcomes[1].n == 10)
    }

    @Test("a changed number is listed with old and new, refused, and taken only when accepted")
    func change() throws {
        let merge = try merge("Alpha2020,MSC,edss_change,6,mean_sd,10,-0.4,,Table 2,primary")
        let changes = try merge.proposal().changes
        #expect(changes.map(\.old) == ["-0.3"])
        #expect(changes.map(\.new) == ["-0.4"])
        let text =
            "outcomes.csv:2: mean: -0.3 → -0.4  Alpha2020 MSC, edss_change in all at 6 months, mean_sd, from new0.csv:2"
        #expect(changes.first?.description == text)
        let error = #expect(throws: ImportError.self) { try merge.merged(into: SmallTrial.files) }
        #expect(error?.code == .changesNotAccepted)
        #expect(error?.changes == changes)
        let merged = try merge.merged(into: SmallTrial.files, accept: true)
        #expect(try DatasetReader().read(merged).outcomes[0].mean == -0.4)
        #expect(try DatasetReader().read(merged).outcomes[0].sd == 0.5)
        #expect(outcomes(merged).contains("\"read, and read again\""))
        #expect(outcomes(merged).contains("0.20,0.60"))
    }

    @Test("a column the dataset's file does not have yet is added with the row that needs it")
    func newColumn() throws {
        let dataset = try SmallTrial.dataset()
        let text = "study,arm,outcome,statistic,n,events,confidence\nAlpha2020,MSC,sae_any,events,10,1,primary\n"
        let imported = try DelimitedOutcomes().read(Array(text.utf8), file: "new.csv", into: dataset)
        let merged = try DatasetMerge(of: [imported], into: dataset).merged(into: SmallTrial.files)
        #expect(try DatasetReader().read(merged).outcomes.last?.events == 1)
        #expect(try DatasetReader().read(merged).outcomes.map(\.mean) == [-0.3, 0.2, nil])
    }

    @Test("two files that say the same are taken once; two that disagree are refused")
    func twoFiles() throws {
        let row = "Alpha2020,MSC,edss_change,12,mean_sd,9,-0.1,0.4,Table 3,primary"
        #expect(try merge(row, row).proposal().additions.count == 1)
        let other = "Alpha2020,MSC,edss_change,12,mean_sd,9,-0.2,0.4,Table 3,primary"
        let error = #expect(throws: ImportError.self) { try merge(row, other).proposal() }
        #expect(error?.code == .contradictoryRows)
        let change = "Alpha2020,MSC,edss_change,6,mean_sd,10,-0.4,,,primary"
        let otherChange = "Alpha2020,MSC,edss_change,6,mean_sd,10,-0.5,,,primary"
        #expect(throws: ImportError.self) { try merge(change, otherChange).proposal() }
    }

    @Test("a table the dataset does not have yet is made")
    func newTable() throws {
        let dataset = try SmallTrial.dataset()
        var imported = ImportedEvidence(file: "rob.csv")
        imported.riskOfBias = [RiskOfBiasJudgement(studyID: "Alpha2020", tool: "rob2", domain: "D1", judgement: .high)]
        imported.flow = [FlowCount(box: "records_screened", count: 12)]
        imported.notTaken = [NotTaken(place: "line 3", code: "no-study", reason: "it names no study")]
        let merge = DatasetMerge(of: [imported], into: dataset)
        #expect(try merge.proposal().notTaken == imported.notTaken)
        let merged = try DatasetReader().read(merge.merged(into: SmallTrial.files))
        #expect(merged.riskOfBias.map(\.judgement) == [.high])
        #expect(merged.flow.map(\.count) == [12])
        #expect(merged.outcomes == dataset.outcomes)
    }

    @Test("a merge that would spoil the dataset is refused")
    func spoiled() throws {
        let dataset = try SmallTrial.dataset()
        var imported = ImportedEvidence(file: "studies.json")
        imported.arms = [Arm(studyID: "Nobody1900", id: "MSC", role: .treatment)]
        let merge = DatasetMerge(of: [imported], into: dataset)
        let error = #expect(throws: EvidenceError.self) { try merge.merged(into: SmallTrial.files) }
        #expect(error?.code == .unknownStudy)
    }
}
