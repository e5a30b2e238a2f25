import Testing
import TrialEvidence

@testable import TrialImport

/// Encodings and line ends are recognised by every importer of text, each the same way.
@Suite("Forms of text")
struct TextFormTests {
    private static let files: [(any ImportFormat, String)] = [
        (WideTable(), "wide/counts.csv"), (RobvisTable(), "riskofbias/rob2.csv"), (PrismaFlow(), "prisma/flow.csv"),
        (RevManCSV(), "revman/Fleiss1993_CR.csv"), (RISReferences(), "references/search.ris"),
        (PubMedReferences(), "references/export.nbib"), (BibTeXReferences(), "references/library.bib"),
    ]

    @Test("UTF-16, lone CR and CRLF give what UTF-8 and LF give", arguments: files)
    func alike(format: any ImportFormat, path: String) throws {
        let whole = String(decoding: try ImportSupport.fixture(path), as: UTF8.self).replacing("\r\n", with: "\n")
        let text = whole.hasPrefix("\u{FEFF}") ? String(whole.dropFirst()) : whole
        let dataset = ImportSupport.dataset()
        let plain = try format.read(Array(text.utf8), file: "f", into: dataset)
        let forms: [[UInt8]] = [
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
            [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] },
            Array(text.replacing("\n", with: "\r").utf8), Array(text.replacing("\n", with: "\r\n").utf8),
            [0xEF, 0xBB, 0xBF] + Array(text.utf8),
        ]
        for bytes in forms { #expect(try format.read(bytes, file: "f", into: dataset) == plain) }
    }

    @Test("text of the usual form is not copied, and pieces of any length give the same")
    func pieces() {
        #expect(TextForm(of: Array("a,b\n1,2\n".utf8), isTable: true).isPlain)
        #expect(TextForm(of: Array("a b,c\n1,2\n".utf8), isTable: true).isPlain)
        let text = "name  \"x y\" z\n  Ann 1   2 \n\"B b\" 3 4\n"
        let form = TextForm(of: Array(text.utf8), isTable: true)
        #expect(form.blanks == .fields)
        let whole = ForeignText.usual(Array(text.utf8), isTable: true)
        #expect(String(decoding: whole, as: UTF8.self) == "name\t\"x y\"\tz\nAnn\t1\t2\n\"B b\"\t3\t4\n")
        var transformer = TextTransformer(form)
        let parts = text.utf8.flatMap { transformer.feed([$0][...], isLast: false) }
        #expect(parts == whole)
    }
}
