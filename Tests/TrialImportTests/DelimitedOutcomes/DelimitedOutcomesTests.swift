import Testing
import TrialEvidence
import TrialImport

@Suite("Outcome rows as delimited text")
struct DelimitedOutcomesTests {
    func read(_ text: String, file: String = "new.csv") throws(EvidenceError) -> ImportedEvidence {
        try DelimitedOutcomes().read(Array(text.utf8), file: file, into: try SmallTrial.dataset())
    }

    static let header = "study_id,arm_id,outcome,timepoint_months,statistic,n,mean,sd,source_location,confidence"

    @Test("our own column names are read, and rows keep the line they stand on")
    func ownNames() throws {
        let evidence = try read("\(Self.header)\nAlpha2020,MSC,edss_change,6,mean_sd,10,-0.3,0.5,Table 2,primary\n")
        #expect(evidence.outcomes.map(\.mean) == [-0.3])
        #expect(evidence.outcomes.map(\.line) == [2])
        #expect(evidence.outcomes.first?.population.isWholeStudy == true)
        #expect(evidence.file == "new.csv")
    }

    @Test("the usual other names, tabs and another order are read the same")
    func otherNames() throws {
        let ours = try read("\(Self.header)\nAlpha2020,MSC,edss_change,6,mean_sd,10,-0.3,0.5,Table 2,primary\n")
        let header = "Confidence\tArm\tTrial\tEndpoint\tMonths\tType\tTotal\tMean\tStd. dev\tPage"
        let theirs = try read(
            "\(header)\nprimary\tMSC\tAlpha2020\tedss_change\t6\tmean_sd\t10\t-0.3\t0.5\tTable 2\n", file: "new.csv")
        #expect(theirs == ours)
    }

    @Test(
        "a fault is named with the imported file's line and column",
        arguments: [
            ("Alpha2020,MCS,edss_change,6,mean_sd,10,0,1,T,primary", DiagnosticCode.unknownArm, "arm_id"),
            ("Alhpa2020,MSC,edss_change,6,mean_sd,10,0,1,T,primary", .unknownStudy, "study_id"),
            ("Alpha2020,MSC,edss_change,6,mean_sd,ten,0,1,T,primary", .notAnInteger, "n"),
            ("Alpha2020,MSC,edss_change,6,mean_sd,10,0,-1,T,primary", .negativeSpread, "sd"),
            ("Alpha2020,MSC,edss_change,6,mean_sd,10,0,1,T,", .missingValue, "confidence"),
            ("Alpha2020,MSC,edss_change,6,mean_sd,10,0,1,T", .raggedRow, nil),
        ] as [(String, DiagnosticCode, String?)])
    func faults(row: String, code: DiagnosticCode, column: String?) {
        let good = "Alpha2020,PBO,edss_change,6,mean_sd,10,0,1,T,primary"
        let error = #expect(throws: EvidenceError.self) { try read("\(Self.header)\n\(good)\n\(row)\n") }
        let found = error?.errors.first
        #expect(found?.code == code)
        #expect(found?.column == column)
        #expect(found?.file == "new.csv")
        #expect(found?.line == 3)
    }

    @Test("the faults of all rows come at once, in the order of the lines")
    func together() {
        let rows = "Alpha2020,MCS,a,6,events,10,0,1,T,primary\nAlpha2020,MSC,b,6,mean_sd,ten,0,-1,T,primary"
        let error = #expect(throws: EvidenceError.self) { try read("\(Self.header)\n\(rows)\n") }
        #expect(error?.errors.map(\.code) == [.unknownArm, .notAnInteger, .negativeSpread])
        #expect(error?.errors.map(\.line) == [2, 3, 3])
    }

    @Test("an unknown column and two columns of one meaning are refused")
    func columns() {
        let unknown = #expect(throws: EvidenceError.self) { try read("\(Self.header),wheather\n") }
        #expect(unknown?.code == .unknownColumn)
        let twice = #expect(throws: EvidenceError.self) { try read("\(Self.header),total\n") }
        #expect(twice?.code == .duplicateColumn)
    }

    @Test("the registry finds the format by its name and by the file's ending")
    func registry() {
        let registry = ImportFormatRegistry.standard
        #expect(registry.format(named: "delimited")?.name == "delimited")
        #expect(registry.format(named: "revman") == nil)
        #expect(registry.formats(forFile: "a/B.TSV").first?.name == "delimited")
        #expect(registry.formats(forFile: "a.docx").isEmpty)
    }
}
