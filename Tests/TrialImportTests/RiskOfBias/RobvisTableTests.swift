import Testing
import TrialEvidence
import TrialImport

@Suite("Risk-of-bias tables")
struct RobvisTableTests {
    @Test("RoB 2: positions count, a weight is left out, an unknown study is named with the nearest")
    func rob2() throws {
        let bytes = try ImportSupport.fixture("riskofbias/rob2.csv")
        let evidence = try RobvisTable().read(bytes, file: "rob2.csv", into: ImportSupport.dataset())
        let petrou = evidence.riskOfBias.filter { $0.studyID == "Petrou2020" }
        #expect(petrou.map(\.domain) == ["D1", "D2", "D3", "D4", "D5", "overall"])
        #expect(
            petrou.map(\.judgement) == [.low, .someConcerns, .low, .high, .noInformation, .someConcerns])
        #expect(petrou.allSatisfy { $0.tool == "rob2" && $0.line == 2 })
        #expect(evidence.riskOfBias.count == 12)
        #expect(evidence.notTaken.map(\.code) == ["weight", "unknown-study"])
        #expect(evidence.notTaken[1].reason.contains("Petrou2020"))
    }

    @Test(
        "the columns and the words tell the tool",
        arguments: [
            ("D1,D1b,D2,D3,D4,D5,Overall", "Low,Not applicable,Low,Low,Low,Low,Low", "rob2-cluster", 6),
            ("D1,DS,D2,D3,D4,D5,Overall", "Low,Low,Low,Low,Low,Low,High", "rob2-crossover", 7),
            ("D1,D2,D3,D4,D5,D6,D7,Overall", "Low,Moderate,Low,Serious,Low,Low,Critical,Critical", "robins-i", 8),
            ("a,b,c,d,e,f,g,Overall", "Low,Very high,Low,Low,Low,Low,Low,Very high", "robins-e", 8),
            (
                "Random.sequence.generation,Allocation.concealment,Other,Overall", "Low,Unclear,High,High", "rob1", 4
            ),
        ])
    func detected(header: String, row: String, tool: String, count: Int) throws {
        let text = "Study,\(header)\nPetrou2020,\(row)\n"
        let evidence = try ImportSupport.read(RobvisTable(), text, into: ImportSupport.dataset())
        #expect(evidence.riskOfBias.count == count)
        #expect(evidence.riskOfBias.allSatisfy { $0.tool == tool })
        let judged = evidence.riskOfBias.map(\.judgement)
        if tool == "robins-e" { #expect(judged[1] == .veryHigh) }
        if tool == "rob1" { #expect(evidence.riskOfBias[0].domain == "Random sequence generation") }
        if tool == "rob2-cluster" { #expect(evidence.notTaken.map(\.code) == ["not-applicable"]) }
    }

    @Test("a table that fits several tools needs the tool's name")
    func ambiguous() throws {
        let text = "Study,D1,D2,D3,D4,D5,D6,D7,Overall\nPetrou2020,Low,Low,Low,Low,Low,Low,Low,Low\n"
        #expect(ImportSupport.error(RobvisTable(), text, into: ImportSupport.dataset())?.code == .malformedFile)
        let named = try ImportSupport.read(RobvisTable(tool: .robinsI), text, into: ImportSupport.dataset())
        #expect(named.riskOfBias.allSatisfy { $0.tool == "robins-i" })
        let wrong = ImportSupport.error(RobvisTable(tool: .rob2), text, into: ImportSupport.dataset())
        #expect(wrong?.code == .malformedFile)
    }

    @Test(
        "columns that say what they are about tell the tool, in any order",
        arguments: [
            (
                "Patient selection,Index test,Reference standard,Flow and timing", "Low,High,Unclear,Low", "quadas-2",
                "D1"
            ),
            ("Participant selection,Predictors,Outcome,Analysis", "+,?,+,−", "probast", "D1"),
            (
                "Confounding,Selection of participants,Classification of interventions,Deviations from intended interventions,"
                    + "Missing data,Measurement of outcomes,Selection of the reported result",
                "Low,Moderate,Low,Low,Serious,Low,Low", "robins-i", "D1"
            ),
            (
                "Measurement of the outcome,Missing outcome data,Selection of the reported result,Randomization process,"
                    + "Deviations from intended interventions", "Low,Low,Low,High,Low", "rob2", "D4"
            ),
            ("D1: randomisation process,Deviations,Missing data,Measurement,Selection", "L,S,L,L,L", "rob2", "D1"),
            (
                "Random sequence generation (selection bias),Allocation concealment,Blinding,Incomplete outcome data,"
                    + "Selective reporting", "+,-,?,+,+", "rob1", "Random sequence generation (selection bias)"
            ),
        ])
    func named(header: String, row: String, tool: String, first: String) throws {
        let evidence = try ImportSupport.read(
            RobvisTable(), "Study,\(header)\nPetrou2020,\(row)\n", into: ImportSupport.dataset())
        #expect(evidence.riskOfBias.allSatisfy { $0.tool == tool })
        #expect(evidence.riskOfBias.count == row.split(separator: ",").count && evidence.notTaken.isEmpty)
        #expect(evidence.riskOfBias.first?.domain == first)
    }

    @Test(
        "a table of another tool is never taken for one with as many domains; with its name it is read as it is",
        arguments: [
            "Selection,Comparability,Exposure,Follow-up,Funding", "D1,D2,D3,D4",
            "Study participation,Study attrition,Prognostic factor,Outcome,Confounding,Analysis",
            "Sampling frame,Response rate,Recall,Reporting,Ethics,Funding,Language",
        ])
    func unknownTool(header: String) throws {
        let row = header.split(separator: ",").map { _ in "Low" }.joined(separator: ",")
        let text = "Study,\(header)\nPetrou2020,\(row)\n"
        let error = try #require(ImportSupport.error(RobvisTable(), text, into: ImportSupport.dataset()))
        #expect(
            error.code == .malformedFile && error.description.contains("--tool") && error.description.contains("other"))
        let named = try ImportSupport.read(RobvisTable(tool: .other), text, into: ImportSupport.dataset())
        #expect(named.riskOfBias.map(\.domain) == header.split(separator: ",").map(String.init))
    }

    @Test("concerns about applicability are listed; an overall judgement may stand anywhere or be missing")
    func applicability() throws {
        let text =
            "Study,Overall,Patient selection,Index test,Reference standard,Flow and timing,Applicability: index test\n"
            + "Petrou2020,High,Low,High,Unclear,Low,Low\n"
        let evidence = try ImportSupport.read(RobvisTable(), text, into: ImportSupport.dataset())
        #expect(evidence.riskOfBias.map(\.domain) == ["D1", "D2", "D3", "D4", "overall"])
        #expect(evidence.riskOfBias.map(\.judgement) == [.low, .high, .unclear, .low, .high])
        #expect(evidence.notTaken.map(\.code) == ["applicability"])
    }

    @Test(
        "signs mean what the table shows they mean, and are asked for where it does not",
        arguments: [
            ("+,-,x,?,+,x", [BiasJudgement.low, .someConcerns, .high, .noInformation, .low, .high]),
            ("+,?,-,+,+,−", [.low, .someConcerns, .high, .low, .low, .high]), ("+,-,+,+,+,-", nil),
        ])
    func signs(row: String, judgements: [BiasJudgement]?) throws {
        let text = "Study,D1,D2,D3,D4,D5,Overall\nPetrou2020,\(row)\n"
        if let judgements {
            let read = try ImportSupport.read(RobvisTable(), text, into: ImportSupport.dataset())
            #expect(read.riskOfBias.map(\.judgement) == judgements)
        } else {
            let error = try #require(ImportSupport.error(RobvisTable(), text, into: ImportSupport.dataset()))
            #expect(error.code == .unknownCode && error.description.contains("the middle in robvis’s"))
        }
    }

    @Test("a word that the tool does not have is an error naming the nearest")
    func unknownWord() throws {
        let text = "Study,D1,D2,D3,D4,D5,Overall\nPetrou2020,Low,Some concern,Low,Low,Low,Low\n"
        let error = try #require(ImportSupport.error(RobvisTable(), text, into: ImportSupport.dataset()))
        #expect(error.code == .unknownCode && error.diagnostics[0].column == "D2" && error.diagnostics[0].line == 2)
        #expect(error.description.contains("did you mean \"some concerns\"?"))
    }

    @Test("a study that is judged twice and a table without domains are refused")
    func refused() {
        let row = "Petrou2020,Low,Low,Low,Low,Low,Low\n"
        let twice = "Study,D1,D2,D3,D4,D5,Overall\n\(row)\(row)"
        #expect(ImportSupport.error(RobvisTable(), twice, into: ImportSupport.dataset())?.code == .duplicateKey)
        #expect(ImportSupport.error(RobvisTable(), "Study,Overall\n")?.code == .missingColumn)
    }

    @Test("spoilt bytes give a value or an error")
    func spoilt() throws {
        let bytes = try ImportSupport.fixture("riskofbias/rob2.csv")
        let counts = ByteMutations.check(RobvisTable(), bytes, into: ImportSupport.dataset())
        #expect(counts.values > 20 && counts.errors > 20)
    }
}
