import Foundation
import Testing
import TrialArchives
import TrialEvidence

@testable import TrialImport

/// Writes down what a merge tells.
private final class Notes: MergeListener {
    var lines: [String] = []
    func leaves(_ item: NotTaken, of file: String) { lines.append("skip \(item.place)") }
    func adds(_ row: () -> RowAddition) { lines.append("add \(row().row)") }
    func fills(_ change: CellChange) { lines.append("fill \(change.line) \(change.column) \(change.new)") }
    func changes(_ change: CellChange) { lines.append("change \(change.line) \(change.old) \(change.new)") }
}

@Suite("Merging into a folder")
struct MergeSessionTests {
    static let header = "study_id,arm_id,outcome,timepoint_months,statistic,n,mean,sd,source_location,confidence"

    /// Merges tables of outcome rows into a folder of the small trial and gives what was told and the folder afterwards.
    func merge(
        _ texts: [String], accept: Bool = false, writes: Bool = true, into files: DatasetFiles = SmallTrial.files,
        before commit: (String) throws -> Void = { _ in }
    ) throws -> (told: [String], files: DatasetFiles) {
        let path = NSTemporaryDirectory() + "trialpool-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try AtomicFolder.write(files.files, to: path)
        let notes = Notes()
        do {
            // The folder's lock goes with its target, so the target ends here.
            let target = try FolderTarget(path)
            let dataset = try DatasetReader().read(target.head)
            let session = try MergeSession(into: target, dataset: dataset, listener: notes)
            for (index, text) in texts.enumerated() {
                let source = try PeekedSource(MemorySource(Array("\(Self.header)\n\(text)\n".utf8)))
                try DelimitedOutcomes().read(source, file: "new\(index).csv", into: dataset) { try session.take($0) }
            }
            try commit(path)
            try session.finish(accept: accept, writes: writes)
        } catch {
            // Whatever goes wrong, the folder is as it was, but for what `commit` did.
            if !(error is ArchiveError) { #expect(try DatasetFolder(path).files() == files) }
            throw error
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        #expect(Set(names) == Set(files.files.keys), "nothing stays behind")
        return (notes.lines, try DatasetFolder(path).files())
    }

    @Test("a folder gets the same bytes as files in memory")
    func sameAsMemory() throws {
        let rows = [
            "Alpha2020,MSC,edss_change,12,mean_sd,9,-0.1,0.4,\"Table 3, left\",primary",
            "Alpha2020,PBO,edss_change,6,mean_sd,10,0.3,,Table 2,primary\nAlpha2020,MSC,edss_change,6.0,mean_sd,10,-0.3,0.5,,primary",
        ]
        let (told, files) = try merge(rows, accept: true)
        #expect(
            told == [
                "add Alpha2020 MSC, edss_change in all at 12 months, mean_sd", "fill 3 n 10", "change 3 0.2 0.3",
            ])
        let dataset = try SmallTrial.dataset()
        let imported = try rows.enumerated().map { index, text in
            try DelimitedOutcomes().read(
                Array("\(Self.header)\n\(text)\n".utf8), file: "new\(index).csv", into: dataset)
        }
        #expect(try DatasetMerge(of: imported, into: dataset).merged(into: SmallTrial.files, accept: true) == files)
    }

    @Test("a dry run tells the same and leaves the folder as it was")
    func dryRun() throws {
        let rows = [
            "Alpha2020,MSC,edss_change,6,mean_sd,10,-0.4,0.5,,primary\nAlpha2020,MSC,x,6,mean_sd,1,2,3,,primary"
        ]
        let (told, files) = try merge(rows, writes: false)
        #expect(told == ["add Alpha2020 MSC, x in all at 6 months, mean_sd", "change 2 -0.3 -0.4"])
        #expect(files == SmallTrial.files)
    }

    @Test("a change that nobody accepted, rows that disagree, and a faulty row leave the folder as it was")
    func refused() throws {
        let change = "Alpha2020,MSC,edss_change,6,mean_sd,10,-0.4,0.5,,primary"
        #expect(throws: ImportError.self) { try merge([change]) }
        let other = change.replacingOccurrences(of: "-0.4", with: "-0.5")
        #expect(throws: ImportError.self) { try merge([change, other], accept: true) }
        #expect(throws: EvidenceError.self) {
            try merge([change, "Alpha2020,MSC,y,6,mean_sd,x,1,1,,primary"], accept: true)
        }
    }

    @Test(
        "a table keeps its bytes where rows are only added; lines that end in CRLF all end alike afterwards",
        arguments: ["", "\n", "\r\n"])
    func spelling(end: String) throws {
        var files = SmallTrial.files
        let lines = SmallTrial.outcomes.split(separator: "\n").map(String.init)
        let odd = lines.map { $0.replacingOccurrences(of: "Table 2", with: "\"Table 2\"") }
        files.files["outcomes.csv"] = Array((odd.joined(separator: end.isEmpty ? "\n" : end) + end).utf8)
        let (_, after) = try merge(["Alpha2020,MSC,x,6,mean_sd,1,2,3,,primary"], into: files)
        let text = String(decoding: after.files["outcomes.csv"] ?? [], as: UTF8.self)
        let kept = end == "\r\n" ? lines : odd
        #expect(text == kept.joined(separator: "\n") + "\nAlpha2020,MSC,x,6,mean_sd,1,2,3,,primary,\n")
    }

    @Test("a changed row that would break a rule is refused, and told in the dataset's lines")
    func brokenByChange() throws {
        // Limits that are each fine and not in order together.
        var files = SmallTrial.files
        let header = "study_id,arm_id,outcome,statistic,n,min,max,mean,confidence"
        files.files["outcomes.csv"] = Array("\(header)\nAlpha2020,MSC,x,mean_range,9,1,5,,primary\n".utf8)
        try files.refreshDescriptor()
        let row = "Alpha2020,MSC,x,,mean_range,9,7,,,primary"
        let error = #expect(throws: EvidenceError.self) { try merge([row], into: files) }
        #expect(error?.code == .limitsReversed)
        #expect(error?.errors.first?.file == "outcomes.csv" && error?.errors.first?.line == 2)
    }

    @Test("a dataset that somebody else changes meanwhile is not overwritten")
    func changedMeanwhile() throws {
        let row = "Alpha2020,MSC,edss_change,12,mean_sd,9,-0.1,0.4,Table 3,primary"
        let error = #expect(throws: ArchiveError.self) {
            try merge([row]) { path in
                try AtomicFile.write(Array("study_id,design\nBeta2021,parallel-rct\n".utf8), to: "\(path)/studies.csv")
            }
        }
        #expect(error?.code == .changedWhileRead)
    }

    @Test("a dataset with errors, or with a result twice, is refused before anything is read")
    func faultyDataset() throws {
        var files = SmallTrial.files
        let row = "Alpha2020,MSC,edss_change,6,mean_sd,10,-0.30,0.5,Table 2,primary,\n"
        files.files["outcomes.csv"] = Array((SmallTrial.outcomes + row).utf8)
        let twice = #expect(throws: EvidenceError.self) {
            try merge(["Alpha2020,MSC,x,6,mean_sd,1,2,3,,primary"], into: files)
        }
        #expect(twice?.code == .duplicateKey && twice?.errors.first?.line == 4)
        files.files["outcomes.csv"] = Array(SmallTrial.outcomes.replacingOccurrences(of: "0.60", with: "-0.60").utf8)
        let negative = #expect(throws: EvidenceError.self) { try merge([], into: files) }
        #expect(negative?.code == .negativeSpread && negative?.errors.first?.line == 3)
    }

    @Test("many rows in any order are matched as few are")
    func many() throws {
        let rows = (0..<9000).map { "Alpha2020,MSC,outcome_\($0 * 7919 % 9000),6,mean_sd,9,\($0),1,,primary" }
        let (told, files) = try merge([rows.joined(separator: "\n")])
        #expect(told.count == 9000)
        #expect(try DatasetReader().read(files).outcomes.dropFirst(2).map(\.mean) == (0..<9000).map(Double.init))
        let changed = rows.reversed().map { $0.replacingOccurrences(of: ",1234,1,", with: ",-1,1,") }
        let (again, after) = try merge([changed.joined(separator: "\n")], accept: true, into: files)
        #expect(again == ["change 1238 1234 -1"])
        #expect(try DatasetReader().read(after).outcomes[2 + 1234].mean == -1)
    }

    @Test("rows that wait for the study of a later file are taken, or told when none brings it")
    func laterStudy() throws {
        var rows = ImportedEvidence(file: "rows.x")
        var row = OutcomeRow(
            arm: ArmKey(studyID: "Beta2021", armID: "A"), outcome: "x", statistic: .meanOnly,
            provenance: Provenance(confidence: .primary))
        row.mean = 1
        rows.outcomes = [row]
        var studies = ImportedEvidence(file: "studies.x")
        studies.studies = [Study(id: "Beta2021", design: .singleArm)]
        studies.arms = [Arm(studyID: "Beta2021", id: "A", role: .treatment)]
        let dataset = try SmallTrial.dataset()
        let merged = try DatasetMerge(of: [rows, studies], into: dataset).merged(into: SmallTrial.files)
        #expect(try DatasetReader().read(merged).outcomes.last?.mean == 1)
        let error = #expect(throws: EvidenceError.self) {
            try DatasetMerge(of: [rows], into: dataset).merged(into: SmallTrial.files)
        }
        #expect(error?.code == .unknownStudy && error?.errors.first?.file == "rows.x")
    }
}
