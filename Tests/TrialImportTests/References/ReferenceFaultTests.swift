import Testing
import TrialEvidence
import TrialImport

@Suite("Faults in references")
struct ReferenceFaultTests {
    @Test(
        "a broken RIS file names the line",
        arguments: [
            ("", DiagnosticCode.emptyFile, nil as Int?), ("no tags at all\n", .malformedFile, nil),
            ("TY  - JOUR\nTI  - A\n", .malformedFile, 1),
        ])
    func ris(text: String, code: DiagnosticCode, line: Int?) {
        let error = ImportSupport.error(RISReferences(), text)
        #expect(error?.code == code && error?.diagnostics.first?.line == line)
    }

    @Test(
        "a broken PubMed file names the line",
        arguments: [
            ("PMID- 1\nTI  - A\nwhat\n", 3), ("TI  - A\n", 1), ("PMID- 1\nTi  - A\n", 2), ("TY  - JOUR\n", 1),
        ])
    func pubmed(text: String, line: Int) {
        let error = ImportSupport.error(PubMedReferences(), text)
        #expect(error?.code == .malformedFile && error?.diagnostics.first?.line == line)
    }

    @Test(
        "a broken BibTeX file names the line",
        arguments: [
            ("@article{a, title={x}\n", DiagnosticCode.malformedFile, 1),
            ("\n@article{a, title={x{y}, year=2000}\n", .malformedFile, 2),
            ("@article{a,\n title=\"x, year=2000}\n", .unterminatedQuote, 1),
            ("@article{a,\n title={x}\n year=2000}\n", .malformedFile, 3),
            ("@article{a,\n journal=nejm}\n", .unknownCode, 2), ("@article{a,\n title}\n", .malformedFile, 2),
            ("nothing\n", .malformedFile, 0), ("@article", .malformedFile, 0),
        ])
    func bibtex(text: String, code: DiagnosticCode, line: Int) {
        let error = ImportSupport.error(BibTeXReferences(), text)
        #expect(error?.code == code && error?.diagnostics.first?.line ?? 0 == line)
    }

    @Test("Latin-1 is refused with its line")
    func encoding() {
        let bytes = Array("PMID- 1\nFAU - M".utf8) + [0xFC] + Array("ller\n".utf8)
        let error = #expect(throws: EvidenceError.self) {
            try PubMedReferences().read(bytes, file: "x", into: Dataset(name: "empty"))
        }
        #expect(error?.code == .invalidEncoding && error?.diagnostics.first?.line == 2)
    }

    @Test("a hundred thousand open braces are refused without a deep stack")
    func deepBraces() {
        let text = "@article{a, title=" + String(repeating: "{", count: 100_000)
        #expect(ImportSupport.error(BibTeXReferences(), text)?.code == .malformedFile)
    }

    @Test("a wrapped line that begins like a tag stays text")
    func looksLikeTag() throws {
        let text = "TY  - JOUR\nTI  - Cells for\nMS - a trial\nAU  - A, B\nER  -\n"
        let evidence = try ImportSupport.read(RISReferences(), text)
        #expect(evidence.studies[0].title == "Cells for MS - a trial")
    }

    @Test("spoilt bytes give a value or an error")
    func spoilt() throws {
        let ris = ByteMutations.check(RISReferences(), try ImportSupport.fixture("references/search.ris"))
        let pubmed = ByteMutations.check(PubMedReferences(), try ImportSupport.fixture("references/export.nbib"))
        let bibtex = ByteMutations.check(BibTeXReferences(), try ImportSupport.fixture("references/library.bib"))
        for counts in [ris, pubmed, bibtex] { #expect(counts.values > 20 && counts.errors > 20) }
    }
}
