import Testing
import TrialArchives
import TrialEvidence
import TrialImport

/// Bad files of all three forms give one line with the file and the place.
@Suite struct RevManFaultsTests {
    private func tree(_ text: String) -> Diagnostic? { tree(Array(text.utf8)) }

    private func tree(_ bytes: [UInt8]) -> Diagnostic? {
        fault { _ = try RevMan5().read(bytes, file: "a.rm5", into: Dataset(name: "d")) }
    }

    private func table(_ text: String) -> Diagnostic? {
        fault { _ = try RevManCSV().read(Array(text.utf8), file: "a.csv", into: Dataset(name: "d")) }
    }

    private func package(_ change: (inout [String: [UInt8]]) -> Void) throws -> Diagnostic? {
        var files = try RevManSamples.tables()
        change(&files)
        let bytes = try RevManSamples.zip(files)
        return fault { _ = try RevManWeb().read(bytes, file: "a.zip", into: Dataset(name: "d")) }
    }

    @Test func emptyCutOffAndWrongFiles() {
        #expect(tree("")?.code == .emptyFile && tree(" \n ")?.code == .emptyFile)
        #expect(tree("<COCHRANE_REVIEW>\n<A>\n</B>")?.line == 3)
        #expect(tree("<html/>")?.message.contains("<html>") == true)
        #expect(tree("no XML")?.code == .unreadableFile)
        #expect(table("")?.code == .emptyFile)
        #expect(table("a,b\n1,2\n")?.code == .missingColumn)
    }

    @Test func entitiesAreRefusedBeforeTheyAreRead() {
        let bomb = """
            <?xml version="1.0"?>
            <!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
            <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
            <COCHRANE_REVIEW>&c;</COCHRANE_REVIEW>
            """
        #expect(tree(bomb)?.message.contains("entities") == true)
        let external = #"<!DOCTYPE a SYSTEM "file:///etc/hostname"><COCHRANE_REVIEW/>"#
        #expect(tree(external)?.message.contains("entities") == true)
        #expect(tree("<COCHRANE_REVIEW>&unknown;</COCHRANE_REVIEW>")?.code == .unreadableFile)
        #expect(tree(String(repeating: "<a>", count: 100_000))?.message.contains("nested") == true)
    }

    @Test func encodings() throws {
        let open = #"<?xml version="1.0" encoding="ISO-8859-1"?><COCHRANE_REVIEW><COVER_SHEET><TITLE>"#
        let close = "</TITLE></COVER_SHEET></COCHRANE_REVIEW>"
        let latin = Array(open.utf8) + [0x4D, 0xE9, 0x6E, 0xB2] + Array(close.utf8)
        #expect(try RevMan5().review(latin, file: "a.rm5").title == "Mén²")
        let windows = Array(open.replacing("ISO-8859-1", with: "windows-1252").utf8) + [0x80] + Array(close.utf8)
        #expect(try RevMan5().review(windows, file: "a.rm5").title == "€")
        let marked = [0xEF, 0xBB, 0xBF] + Array("<COCHRANE_REVIEW/>".utf8)
        #expect(try RevMan5().review(marked, file: "a.rm5").studies.isEmpty)
        #expect(tree(Array("<COCHRANE_REVIEW>\n".utf8) + [0xE9])?.line == 2)
        #expect(tree([0xFF, 0xFE, 0x3C, 0x00])?.code == .invalidEncoding)
        #expect(tree(#"<?xml version="1.0" encoding="UTF-7"?><COCHRANE_REVIEW/>"#)?.message.contains("UTF-7") == true)
        let tableInLatin = fault {
            _ = try RevManCSV().read([0x41, 0xB2, 0x0A], file: "a.csv", into: Dataset(name: "d"))
        }
        #expect(tableInLatin?.code == .invalidEncoding)
    }

    @Test func badValuesOfTheTree() {
        func outcome(_ data: String) -> Diagnostic? {
            tree(RevManSamples.review(#"<DICH_OUTCOME NO="1">"# + "\n\(data)</DICH_OUTCOME>"))
        }
        let number = outcome(#"<DICH_DATA STUDY_ID="STD-A" EVENTS_1="1e400"/>"#)
        #expect(number?.code == .notANumber && number?.column == "EVENTS_1" && number?.line == 9)
        #expect(outcome(#"<DICH_DATA STUDY_ID="STD-Z"/>"#)?.code == .unknownStudy)
        #expect(tree(RevManSamples.review(#"<DICH_OUTCOME NO="99999999999999999999"/>"#))?.code == .notAnInteger)
        #expect(tree(RevManSamples.review(#"<NEW_OUTCOME NO="1"/>"#))?.code == .unknownCode)
        #expect(tree(RevManSamples.review("", studies: ["A", "A"]))?.code == .duplicateKey)
    }

    @Test func badValuesOfTheTable() {
        let header = """
            Comparison Number,Outcome Number,Subgroup Number,Name,Data Type,Effect Measure,Events 1,Total 1,Events 2,Total 2

            """
        #expect(table(header + "1,1,0,Any,XYZ,OR,,,,\n")?.code == .unknownCode)
        #expect(table(header + "1,1,0,Study,,,1,2,1,2\n")?.code == .missingValue)
        #expect(table(header + "one,1,0,Any,DIC,OR,,,,\n")?.code == .notAnInteger)
        #expect(table(header + "1,1,0,Any,DIC,OR,,,,\n1,1,0,Any,DIC,OR,,,,\n")?.code == .duplicateKey)
        let number = table(header + "1,1,0,Any,DIC,OR,,,,\n1,1,0,S,,,x,2,1,2\n")
        #expect(number?.code == .notANumber && number?.line == 3 && number?.column == "Events 1")
    }

    @Test func badPackages() throws {
        let rows = try #require(try RevManSamples.tables().keys.first { $0.hasSuffix("data-rows.csv") })
        #expect(try package { $0[rows] = nil }?.code == .missingFile)
        #expect(try package { $0["other-data-rows.csv"] = $0[rows] }?.message.contains("more than one review") == true)
        let spoilt = try package { $0[rows] = Array(String(decoding: $0[rows] ?? [], as: UTF8.self).utf8) + [0x22] }
        #expect(spoilt?.code == .unterminatedQuote && spoilt?.file.hasSuffix("data-rows.csv") == true)
        let nested = try package { files in
            var inner = (try? RevManSamples.zip(files)) ?? []
            for _ in 0..<4 { inner = (try? RevManSamples.zip(["a.zip": inner])) ?? [] }
            files = ["a.zip": inner]
        }
        #expect(nested?.message.contains("nested") == true)
        let none = fault { _ = try RevManWeb().read([], file: "a.zip", into: Dataset(name: "d")) }
        #expect(none?.code == .emptyFile)
        let text = fault { _ = try RevManWeb().read(Array("PK?".utf8), file: "a.zip", into: Dataset(name: "d")) }
        #expect(text?.code == .unreadableFile)
    }

    @Test func anArchiveWithFoldersIsReadOnlyWhereItIsAllowed() throws {
        let bytes = try SampleFile.bytes("revman/Fleiss1993.zip")
        #expect(throws: ArchiveError.self) { try ZipArchive.read(bytes) }
        var limits = ZipLimits()
        limits.skipsFolders = true
        #expect(try ZipArchive.read(bytes, limits: limits).count == 4)
    }
}
