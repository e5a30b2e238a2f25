import Foundation
import Testing
import TrialEvidence
import TrialImport

@Suite("PRISMA flow")
struct PrismaFlowTests {
    private func text() throws -> String {
        String(decoding: try ImportSupport.fixture("prisma/flow.csv"), as: UTF8.self)
    }

    @Test("boxes, lists with commas in their reasons, and boxes that nobody filled")
    func flow() throws {
        let evidence = try ImportSupport.read(PrismaFlow(), try text())
        let excluded = evidence.flow.filter { $0.box == "dbr_excluded" }
        #expect(excluded.map(\.reason) == ["Wrong population", "Wrong design, no control"])
        #expect(excluded.map(\.count) == [20, 8] && excluded.allSatisfy { $0.line == 23 })
        #expect(evidence.flow.first { $0.box == "records_screened" }?.count == 120)
        #expect(
            evidence.flow.filter { $0.box == "database_specific_results" }.map(\.reason) == [
                "MEDLINE", "Embase, \"all\"",
            ])
        #expect(evidence.notTaken.map(\.code) == ["not-filled", "not-filled"])
        #expect(evidence.flow.count == 27)
    }

    @Test("the rows of titles hold NA in the older template and 0 in the newer; a count there is an error")
    func titles() throws {
        let bytes = try ImportSupport.fixture("prisma/flow.csv")
        let older = try PrismaFlow().read(bytes, file: "flow.csv", into: Dataset(name: "d"))
        func read(_ count: String) throws -> ImportedEvidence {
            let text = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
                line.hasPrefix("NA,") ? line.dropLast(2) + count : line
            }
            return try PrismaFlow().read(
                Array((text.joined(separator: "\n") + "\n").utf8), file: "flow.csv", into: Dataset(name: "d"))
        }
        #expect(try read("0").flow == older.flow)
        #expect(throws: EvidenceError.self) { try read("12") }
    }

    @Test(
        "each wrong box is an error that names it",
        arguments: [
            ("MEDLINE, 70", "MEDLINE, 71", "database_results is 120", 6),
            (",,,,120\n", ",,,,121\n", "records_screened is 121", 16),
            (",,,,40\n", ",,,,41\n", "dbr_sought_reports is 41", 18),
            (",,,,38\n", ",,,,37\n", "dbr_assessed is 37", 22),
            (
                "other_sought_reports,node14,box12,Sought,,,,10", "other_sought_reports,node14,box12,Sought,,,,11",
                "other_sought_reports is 11", 20
            ),
            (
                ",,,,9\ntotal_reports,NA,box16,Total reports,,,,13",
                ",,,,10\ntotal_reports,NA,box16,Total reports,,,,13", "total_studies is 10", 28
            ),
            ("Total reports,,,,13", "Total reports,,,,12", "total_reports is 12", 29),
            ("New reports,,,,10", "New reports,,,,11", "new_reports is 11", 27),
            ("New studies,,,,7", "New studies,,,,11", "new_studies is 11, more than new_reports", 26),
        ])
    func wrongBox(old: String, new: String, message: String, line: Int) throws {
        let good = try text()
        let start = try #require(good.range(of: old))
        let error = try #require(ImportSupport.error(PrismaFlow(), good.replacingCharacters(in: start, with: new)))
        let found = error.diagnostics.first { $0.message.contains(message) }
        #expect(found?.line == line && found?.code == .badCount)
    }

    @Test("where boxes to be taken away are missing, a box may only be too large")
    func missingBoxes() throws {
        let head = "data,n\ndatabase_results,100\nduplicates,20\n"
        let fewer = try ImportSupport.read(PrismaFlow(), head + "records_screened,70\n")
        #expect(fewer.flow.count == 3)
        let error = ImportSupport.error(PrismaFlow(), head + "records_screened,81\n")
        #expect(error?.description.contains("is at most 80") == true)
    }

    @Test(
        "each planted fault is named",
        arguments: [
            ("box,n\nduplicates,1\n", DiagnosticCode.missingColumn), ("data,n\nduplicate,1\n", .unknownCode),
            ("data,n\nduplicates,1\nduplicates,1\n", .duplicateKey), ("data,n\nduplicates,1.5\n", .notAnInteger),
            ("data,n\nduplicates,-1\n", .badCount), ("data,n\ndbr_excluded,Because\n", .notAnInteger),
            ("data,n\ndbr_excluded,\"A, 1; A, 2\"\n", .duplicateKey),
        ])
    func planted(text: String, code: DiagnosticCode) {
        #expect(ImportSupport.error(PrismaFlow(), text)?.code == code)
    }

    @Test("spoilt bytes give a value or an error")
    func spoilt() throws {
        let counts = ByteMutations.check(PrismaFlow(), try ImportSupport.fixture("prisma/flow.csv"))
        #expect(counts.values > 20 && counts.errors > 20)
    }
}
