import AnotherLab
import Testing
import TrialEvidence
import TrialImport

@Suite struct ImportTests {
    private let dataset = Dataset(name: "made")

    @Test("a sheet becomes outcome rows with their lines")
    func reads() throws {
        let format = try #require(ImportFormatRegistry.anotherLab.format(named: "event-sheet"))
        let evidence = try format.read(
            Array("Alder2001 new 5/50\n\nAlder2001 old 10/50\n".utf8), file: "a.sheet", into: dataset)
        #expect(evidence.outcomes.map(\.events) == [5, 10])
        #expect(evidence.outcomes.map(\.line) == [1, 3])
        #expect(ImportFormatRegistry.anotherLab.formats(forFile: "x/a.sheet").map(\.name) == ["event-sheet"])
    }

    @Test("everything that is wrong is told at once, each with its line")
    func refuses() {
        let error = #expect(throws: EvidenceError.self) {
            try EventSheet().read(Array("Alder2001 new\nBirch2003 new x/50\n".utf8), file: "a.sheet", into: dataset)
        }
        #expect(error?.errors.map(\.line) == [1, 2])
        #expect(error?.errors.map(\.code) == [.malformedFile, .notAnInteger])
    }
}
