import Testing
import TrialEvidence
import TrialImport

@Suite("References")
struct ReferenceFormatTests {
    private func places(_ evidence: ImportedEvidence, _ code: String) -> [String] {
        evidence.notTaken.filter { $0.code == code }.map(\.place)
    }

    @Test("RIS with a byte order mark, tabs, wrapped lines and CRLF")
    func ris() throws {
        let bytes = try ImportSupport.fixture("references/search.ris")
        let evidence = try RISReferences().read(bytes, file: "search.ris", into: Dataset(name: "empty"))
        #expect(evidence.studies.map(\.id) == ["Petrou2020", "vanderBerg2022", "Petrou2019", "Nobody"])
        let petrou = evidence.studies[0]
        #expect(petrou.doi == "10.1093/brain/awaa333" && petrou.journal == "Brain" && petrou.year == 2020)
        #expect(petrou.title.hasSuffix("stem cell transplantation in active progressive multiple sclerosis"))
        #expect(petrou.design == .notStated && petrou.line == 2)
        #expect(evidence.studies[1].pmid == "35367874" && evidence.studies[1].registryIDs == ["NCT01854957"])
        #expect(evidence.studies[3].year == nil && evidence.studies[3].sourceURL == "https://example.org/paper")
        #expect(places(evidence, "outside-records") == ["line 1"])
        #expect(places(evidence, "year-not-read") == ["line 36"])
        #expect(places(evidence, "field-not-held") == ["field AU after the first", "field SP", "field VL"])
    }

    @Test("a repeated record is named, and a possible one stays with a note")
    func repeated() throws {
        let bytes = try ImportSupport.fixture("references/search.ris")
        let evidence = try RISReferences().read(bytes, file: "search.ris", into: Dataset(name: "empty"))
        #expect(places(evidence, "duplicate-in-file") == ["line 23"])
        let reason = try #require(evidence.notTaken.first { $0.code == "duplicate-in-file" }?.reason)
        #expect(reason.contains("vanderBerg2022") && reason.contains("the same title, first author and year"))
        #expect(evidence.studies[2].notes.contains("may be the same work as Petrou2020"))
    }

    @Test("a record of the dataset is named by DOI, by PubMed identifier, by title, and by the study's name")
    func inDataset() throws {
        let records = [
            "DO  - doi:10.1093/BRAIN/AWAA333", "DB  - PubMed\nAN  - 33253391", "NS  - Petrou2020",
            "AU  - Petrou P\nPY  - 2020\nTI  - Beneficial Effects of Autologous Mesenchymal Stem-Cell Transplantation",
        ]
        for record in records {
            let text = "TY  - JOUR\n\(record)\nER  -\n"
            let evidence = try ImportSupport.read(RISReferences(), text, into: ImportSupport.dataset())
            #expect(evidence.studies.isEmpty)
            #expect(evidence.notTaken.filter { $0.code == "already-in-dataset" }.count == 1)
        }
    }

    @Test("records that state different study names are kept apart, and one name twice is a further report")
    func studyNames() throws {
        let text = """
            TY  - JOUR
            NS  - Alpha 2001
            DO  - 10.1/x
            ER  -
            TY  - JOUR
            NS  - Beta 2002
            DO  - 10.1/x
            ER  -
            TY  - JOUR
            NS  - Beta 2002
            DO  - 10.1/y
            ER  -
            """
        let evidence = try ImportSupport.read(RISReferences(), text)
        #expect(evidence.studies.map(\.id) == ["Alpha 2001", "Beta 2002"])
        #expect(places(evidence, "further-report") == ["line 9"])
    }

    @Test("two papers of one author and year get a letter each")
    func letters() throws {
        let text =
            "TY  - JOUR\nAU  - Li, X\nPY  - 2014\nTI  - First\nER  -\nTY  - JOUR\nAU  - Li, Y\nPY  - 2014\nER  -\n"
        let evidence = try ImportSupport.read(RISReferences(), text)
        #expect(evidence.studies.map(\.id) == ["Li2014", "Li2014b"])
    }

    @Test("PubMed: the DOI of the paper and not of its comment, wrapped titles, registrations, retraction")
    func pubmed() throws {
        let bytes = try ImportSupport.fixture("references/export.nbib")
        let evidence = try PubMedReferences().read(bytes, file: "export.nbib", into: Dataset(name: "empty"))
        #expect(evidence.studies.map(\.id) == ["Muller-Angstrom2017", "TheMESEMSStudyGroup"])
        let first = evidence.studies[0]
        #expect(first.doi == "10.1016/j.jns.2017.11.001" && first.pmid == "28441597" && first.year == 2017)
        #expect(first.firstAuthor == "Müller-Ångström" && first.registryIDs == ["NCT01895439"])
        #expect(
            first.title == "Immunomodulatory effects of cells in the cerebrospinal fluid of patients: a phase 1 trial.")
        #expect(first.notes == "retracted publication")
        #expect(evidence.studies[1].doi == nil)
        #expect(places(evidence, "year-not-read") == ["line 22"])
        #expect(places(evidence, "field-not-held").contains("field CIN"))
    }

    @Test("BibTeX: abbreviations, concatenation, nested braces, accents, groups and particles")
    func bibtex() throws {
        let bytes = try ImportSupport.fixture("references/library.bib")
        let evidence = try BibTeXReferences().read(bytes, file: "library.bib", into: Dataset(name: "empty"))
        #expect(
            evidence.studies.map(\.id) == ["Petrou2020", "Bohm1999", "TheMESEMSStudyGroup2021", "vanBeethoven2001"])
        let first = evidence.studies[0]
        #expect(first.title == "Beneficial effects of MSC in Naïve patients: the 2 times 2 trial & more")
        #expect(first.journal == "Brain: A Journal of Neurology, second series" && first.line == 5)
        let second = evidence.studies[1]
        #expect(second.firstAuthor == "Böhm")
        #expect(second.title == "Étude sur la sclérose en plaques, ça va østergård Škoda naïve")
        #expect(second.title.unicodeScalars.allSatisfy { $0.properties.generalCategory != .nonspacingMark })
        #expect(evidence.studies[2].pmid == "123456" && evidence.studies[2].title == "A long title – with pages 1–2")
        #expect(evidence.studies[3].title == "Third symphony of braces deep")
        #expect(places(evidence, "field-not-held") == ["field author after the first", "field month", "field note"])
    }
}
