import Testing
import TrialEvidence
import TrialImport

@Suite("Faults in wide tables")
struct WideTableFaultTests {
    @Test(
        "each planted fault is named with its line and column",
        arguments: [
            ("study,event.e,ai\nAlpha,1,2\n", DiagnosticCode.duplicateColumn, 1, "ai"),
            ("n.e,event.e\n1,2\n", .missingColumn, 1, "study"),
            ("study,ai,n1i\nAlpha,11,10\n", .eventsExceedPatients, 2, "ai"),
            ("study,ai,bi,n1i\nAlpha,1,2,4\n", .badCount, 2, "bi"),
            ("study,ai,n1i\nAlpha,1.5,10\n", .notAnInteger, 2, "ai"),
            ("study,ai,n1i\nAlpha,one,10\n", .notANumber, 2, "ai"),
            ("study,ai,n1i\n,1,10\n", .missingValue, 2, "study"),
            ("study,yi,vi\nAlpha,1,0.2\n", .missingValue, 2, "measure"),
            ("study,yi,vi,measure\nAlpha,1,0.2,ORR\n", .unknownCode, 2, "measure"),
            ("study,yi,vi,measure\nAlpha,1,-0.2,OR\n", .negativeSpread, 2, "vi"),
            ("study,yi,vi,measure\nAlpha,1000,0.2,OR\n", .notANumber, 2, "yi"),
            ("study,yi,effect,measure\nAlpha,1,2,OR\n", .duplicateColumn, 2, "effect"),
            ("study,mean,sd,n\nAlpha,1.5,-1,4\n", .negativeSpread, 2, "sd"),
            ("study;mean;sd\nAlpha;1,5;1.5\n", .notANumber, 2, "mean"),
            ("study,ai,statistic\nAlpha,1,evens\n", .unknownCode, 2, "statistic"),
            ("study,ai,confidence\nAlpha,1,sure\n", .unknownCode, 2, "confidence"),
            ("study,yi,vi,sm,p\nAlpha,1,1,MD,2\n", .badPValue, 2, "p"),
            ("study,ai,bi\nAlpha,1,9223372036854774784\n", .badCount, 2, "bi"),
            ("study,ai,bi\nAlpha,1,-9223372036854775808\n", .badCount, 2, "bi"),
            ("sep=;\r\nstudy;ai;n1i\nAlpha;1,5;10\n", .notAnInteger, 3, "ai"),
        ])
    func planted(text: String, code: DiagnosticCode, line: Int, column: String) throws {
        let error = try #require(ImportSupport.error(WideTable(), text))
        let first = try #require(error.diagnostics.first)
        #expect(first.code == code && first.line == line && first.column == column)
    }

    @Test("two columns of one meaning are both named")
    func bothNamed() throws {
        let error = try #require(ImportSupport.error(WideTable(), "study,n.e,n1i,ai\nAlpha,1,1,1\n"))
        #expect(error.description.contains("\"n.e\" and \"n1i\" both mean n_1"))
    }

    @Test("two results that only differ in their numbers are refused, equal ones are taken once")
    func repeated() throws {
        let error = try #require(ImportSupport.error(WideTable(), "study,ai,n1i\nAlpha,1,10\nAlpha,2,10\n"))
        #expect(error.code == .duplicateKey && error.diagnostics[0].line == 3)
        let shared = "study,arm_1,arm_2,ai,n1i,ci,n2i\nAlpha,low,ctrl,1,9,3,9\nAlpha,high,ctrl,2,9,3,9\n"
        let evidence = try ImportSupport.read(WideTable(), shared)
        let text = evidence.outcomes.map { "\($0.armID) \($0.events ?? 0)" }
        #expect(text == ["low 1", "ctrl 3", "high 2"])
    }

    @Test("two studies that would get the same name are refused")
    func sameName() throws {
        let text = "trial,author,year,ai,n1i\n1,Adams,1948,1,10\n2,Adams,1948,2,10\n"
        let error = try #require(ImportSupport.error(WideTable(), text))
        #expect(error.code == .duplicateKey && error.description.contains("line 2"))
    }

    @Test("a study of several treatment arms needs the arm's name")
    func severalArms() throws {
        var dataset = ImportSupport.dataset()
        dataset.arms.append(Arm(studyID: "Petrou2020", id: "MSC-IT", role: .treatment))
        let text = "study,ai,n1i\nPetrou2020,1,10\n"
        let error = try #require(ImportSupport.error(WideTable(), text, into: dataset))
        #expect(error.code == .unknownArm)
        let named = try ImportSupport.read(WideTable(), "study,arm_1,ai,n1i\nPetrou2020,MSC,1,10\n", into: dataset)
        #expect(named.outcomes.map(\.armID) == ["MSC"])
    }

    @Test("a hundred thousand columns are read and each is named")
    func manyColumns() throws {
        let names = (0..<100_000).map { ",x\($0)" }.joined()
        let cells = String(repeating: ",1", count: 100_000)
        let evidence = try ImportSupport.read(WideTable(), "study,ai\(names)\nAlpha,1\(cells)\n")
        #expect(evidence.outcomes.count == 1 && evidence.notTaken.count == 100_000)
    }

    @Test("a broken table keeps its own message")
    func brokenTable() {
        #expect(ImportSupport.error(WideTable(), "")?.code == .emptyFile)
        #expect(ImportSupport.error(WideTable(), "study,ai\n\"Alpha,1\n")?.code == .unterminatedQuote)
        #expect(ImportSupport.error(WideTable(), "study,ai\nAlpha,1,2\n")?.code == .raggedRow)
    }

    @Test("spoilt bytes give a value or an error", arguments: ["counts.csv", "means-decimal-comma.csv"])
    func spoilt(file: String) throws {
        let counts = ByteMutations.check(WideTable(), try ImportSupport.fixture("wide/\(file)"))
        #expect(counts.values > 20 && counts.errors > 20)
    }
}
