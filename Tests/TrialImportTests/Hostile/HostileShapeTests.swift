import Testing
import TrialArchives
import TrialEvidence

@testable import TrialImport

/// Files whose shape is meant to break a reader: too deep, too large, too many, inside each other.
@Suite("Hostile shapes")
struct HostileShapeTests {
    private func error(_ format: some ImportFormat, _ bytes: [UInt8]) -> EvidenceError? {
        do throws(EvidenceError) {
            _ = try format.read(bytes, file: "hostile", into: Dataset(name: "d"))
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "a hundred thousand JSON lists inside each other", arguments: ["[", "{\"studies\":[", "{\"protocolSection\":"])
    func deepJSON(opening: String) throws {
        let bytes = Array(String(repeating: opening, count: 100_000).utf8)
        #expect(error(ClinicalTrialsGov(), bytes) != nil)
        let closed = opening == "[" ? bytes + Array(String(repeating: "]", count: 100_000).utf8) : bytes
        let found = try #require(error(ClinicalTrialsGov(), closed))
        #expect(found.description.utf8.count < 400)
    }

    @Test(
        "a hundred thousand XML elements inside each other, read and read over", arguments: ["a", "CITATION", "NOTES"])
    func deepXML(name: String) {
        let open = String(repeating: "<\(name)>", count: 100_000)
        let close = String(repeating: "</\(name)>", count: 100_000)
        let text = "<COCHRANE_REVIEW>\(open)\(close)</COCHRANE_REVIEW>"
        #expect(error(RevMan5(), Array(text.utf8)) != nil)
    }

    @Test("three hundred thousand attributes of one element are refused before a parser compares them")
    func manyAttributes() throws {
        let attributes = (0..<300_000).map { "A\($0)='x'" }.joined(separator: " ")
        let found = try #require(error(RevMan5(), Array("<COCHRANE_REVIEW \(attributes)/>".utf8)))
        #expect(found.description.contains("more than 1000 attributes"))
        for passage in ["<!-- <\(attributes) -->", "<![CDATA[<\(attributes)]]>", "<?a <\(attributes)?>"] {
            let bytes = Array("<COCHRANE_REVIEW>\(passage)</COCHRANE_REVIEW>".utf8)
            #expect(!MarkupBounds.areExceeded(by: bytes), "what is no element may hold as many")
        }
    }

    @Test(
        "document types are refused in every spelling of the file",
        arguments: [
            "<!DOCTYPE x [<!ENTITY a \"b\">]><COCHRANE_REVIEW>&a;</COCHRANE_REVIEW>",
            "<?xml version=\"1.0\"?><!DOCTYPE x SYSTEM \"file:///etc/passwd\"><COCHRANE_REVIEW/>",
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><x>&a;</x>",
        ])
    func documentType(text: String) throws {
        let found = try #require(error(RevMan5(), Array(text.utf8)))
        #expect(found.description.contains("document type"))
    }

    @Test(
        "numbers that no computer holds are an error, an exclusion or a plain number, never a crash",
        arguments: [
            "1e400", "-1e400", String(repeating: "9", count: 400), "0." + String(repeating: "3", count: 400), "1e-400",
        ])
    func hugeNumbers(number: String) throws {
        let measure = SmallRecord.measure(
            "MEAN", dispersion: "STANDARD_DEVIATION", #"{"groupId":"OG000","value":"\#(number)","spread":"\#(number)"}"#
        )
        let read = try SmallRecord.evidence(SmallRecord.text(outcomes: measure))
        #expect(read.outcomes.allSatisfy { $0.mean?.isFinite != false && $0.sd?.isFinite != false })
        let bare = #"{"eventGroups":[{"id":"A","title":"Cells","deathsNumAffected":\#(number),"deathsNumAtRisk":9}]}"#
        switch Result(catching: { try SmallRecord.evidence(SmallRecord.text(harms: bare)) }) {
        case .success(let evidence): #expect(evidence.outcomes.allSatisfy { $0.events ?? 0 >= 0 })
        case .failure(let failure): #expect("\(failure)".contains("deathsNumAffected"))
        }
        let wide = "study,m1i,sd1i,n1i,m2i,sd2i,n2i\nA,\(number),1,9,2,1,9\n"
        let rows = Result { () throws(EvidenceError) in try ImportSupport.read(WideTable(), wide) }
        if case .success(let evidence) = rows { #expect(evidence.outcomes.allSatisfy { $0.mean?.isFinite == true }) }
        let cell = "<row r=\"\(number)\"><c><v>1</v></c></row>"
        _ = try SmallWorkbook(rows: cell).read()
    }

    @Test(
        "the least whole number as the number of a row is reported",
        arguments: [String(Int.min), String(Int.max), "0", "-1"])
    func rowNumbers(number: String) throws {
        let read = try SmallWorkbook(rows: "<row r=\"\(number)\"><c><v>1</v></c></row>").read()
        guard case .failure(let found) = read else {
            Issue.record("the row \(number) was read")
            return
        }
        #expect(found.description.contains("row number is impossible"))
    }

    @Test("fifty thousand measurements of one group get names of their own in the end")
    func manyEqualRows() throws {
        let one = #"{"groupId":"OG000","value":"1"}"#
        let many = Array(repeating: one, count: 50_000).joined(separator: ",")
        let read = try SmallRecord.evidence(SmallRecord.text(outcomes: SmallRecord.measure("MEAN", many)))
        #expect(Set(read.outcomes.map(\.key)).count == 50_000)
    }

    @Test(
        "names that lead out of an archive are refused inside packages too",
        arguments: ["../x.csv", "/x.csv", "a\\b.csv", "C:x"])
    func paths(name: String) throws {
        var bytes = try ZipArchive.write([String(repeating: "q", count: name.utf8.count): Array("x".utf8)])
        let (from, to) = (Array(repeating: UInt8(ascii: "q"), count: name.utf8.count), Array(name.utf8))
        while let range = bytes.firstRange(of: from) { bytes.replaceSubrange(range, with: to) }
        for format in [RevManWeb() as any ImportFormat, Workbook()] {
            let found = error(format, bytes)
            #expect(found?.description.contains("name") == true)
        }
    }
}
