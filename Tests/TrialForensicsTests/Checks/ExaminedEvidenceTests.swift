import Testing
import TrialEvidence
import TrialForensics

@Suite("The evidence as checks see it")
struct ExaminedEvidenceTests {
    @Test("printed zeros are known from the file, and lost without it")
    func printedDecimals() throws {
        let files = try CleanEvidence.files()
        let dataset = try DatasetReader().read(files)
        let row = try #require(ExaminedEvidence(dataset, files: files).rows.first { $0.row.mean == 0.3 })
        #expect(row.printed(.mean) == PrintedNumber(0.3, decimals: 2))
        let bare = try #require(ExaminedEvidence(dataset).rows.first { $0.row.mean == 0.3 })
        #expect(bare.printed(.mean) == PrintedNumber(0.3, decimals: 1))
    }

    @Test("a bounded p-value stands for everything below it")
    func pValue() throws {
        let files = try CleanEvidence.files()
        let evidence = ExaminedEvidence(try DatasetReader().read(files), files: files)
        let row = try #require(evidence.rows.first { $0.row.pValue?.isBelow == true })
        #expect(row.printedPValue?.interval == Interval(0, 0.0001))
    }

    @Test("rows of different arms stand in one setting")
    func settings() throws {
        let evidence = ExaminedEvidence(try DatasetReader().read(CleanEvidence.files()))
        let setting = try #require(evidence.settings.first { $0.setting.outcome == "edss_change" })
        #expect(setting.rows.map(\.row.armID) == ["MSC", "PBO"])
        #expect(setting.setting.words == "edss_change in all at 6 months")
    }
}
