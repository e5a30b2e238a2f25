import Foundation
import Testing
import TrialEvidence

@testable import TrialImport

/// Every filled cell of a table is read, or listed as not read with a reason.
@Suite("The account of cells")
struct CellAccountTests {
    /// How many cells hold more than blanks and are no names of columns, counted without the importers.
    private func filled(_ text: String, _ delimiter: Character, names: ClosedRange<Int>) -> Int {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        return lines.reduce(0) { sum, line in
            names.contains(line.offset + 1)
                ? sum : sum + line.element.split(separator: delimiter).count { $0.contains { !$0.isWhitespace } }
        }
    }

    @Test("the cells that an account counts are those of the file")
    func counted() {
        for file in MessyFile.all where !(file.format is Workbook) {
            let text = String(decoding: file.bytes, as: UTF8.self)
            guard !text.contains("\""), !text.contains("\r"), !text.hasPrefix("sep"), !text.hasPrefix("\n"),
                let evidence = try? file.evidence(), let delimiter = [";", "\t", ","].first(where: text.contains),
                !(delimiter == "," && text.contains(";")), file.bytes.first ?? 0xFF < 0x80
            else { continue }
            let counted = evidence.readings.reduce(0) { $0 + $1.filled }
            #expect(counted == filled(text, Character(delimiter), names: file.names), "\(file.hazard)")
        }
    }

    @Test(
        "committed tables have a whole account",
        arguments: ["wide/counts.csv", "wide/means-decimal-comma.csv", "workbook/trials.xlsx"])
    func fixtures(path: String) throws {
        let format: any ImportFormat = path.hasSuffix("xlsx") ? Workbook() : WideTable()
        let evidence = try format.read(try ImportSupport.fixture(path), file: path, into: Dataset(name: "empty"))
        #expect(CellAccount.objection(to: evidence) == nil)
        #expect(evidence.readings.allSatisfy { $0.filled > 0 })
    }

    @Test("a long table in pieces has one account")
    func pieces() throws {
        let row = "Alpha2020,MSC,x%,mean_only,3,1.5,<0.01,primary,"
        let rows = (0..<9000).map { row.replacing("%", with: "\($0)") + "note" }.joined(separator: "\n")
        let text = "study,arm,outcome,statistic,n,mean,p,confidence,\n\(rows)\nTotal,,,,5,,,,\n"
        let read = try ImportSupport.read(DelimitedOutcomes(), text, into: try SmallTrial.dataset())
        let account = try #require(read.readings.first)
        #expect(read.readings.count == 1 && account.filled == 9000 * 9 + 2)
        #expect(account.read == 9000 * 8 && CellAccount.objection(to: read) == nil)
    }

    @Test("spoilt tables that are read have a whole account", arguments: [1, 2, 3])
    func spoilt(seed: UInt64) {
        var mutations = ByteMutations(seed: seed)
        var count = 0
        for file in MessyFile.all where !(file.format is Workbook) {
            for _ in 0..<6 {
                let bytes = mutations.spoil(file.bytes)
                guard let evidence = try? file.format.read(bytes, file: "spoilt", into: ImportSupport.dataset()) else {
                    continue
                }
                let objection = CellAccount.objection(to: evidence)
                #expect(objection == nil, "\(objection ?? ""): \(String(decoding: bytes, as: UTF8.self))")
                #expect(!evidence.outcomes.isEmpty)
                count += 1
            }
        }
        #expect(count > 25)
    }
}
