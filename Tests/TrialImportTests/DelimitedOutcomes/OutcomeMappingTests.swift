import Testing
import TrialEvidence
import TrialImport

@Suite("Outcome rows in foreign columns")
struct OutcomeMappingTests {
    static let mapping = """
        # what the columns are
        study_id=Studie
        arm_id = Gruppe
        outcome="edss_change"

        mean=Mittelwert
        confidence="primary"
        """

    func read(_ text: String, _ mapping: String = mapping) throws -> ImportedEvidence {
        let format = DelimitedOutcomes(mapping: try OutcomeMapping(reading: Array(mapping.utf8), file: "map.txt"))
        return try format.read(Array(text.utf8), file: "t.csv", into: try SmallTrial.dataset())
    }

    @Test("a mapping names columns and gives texts for every row; the aliases do the rest")
    func mapped() throws {
        let evidence = try read(
            "Studie;Gruppe;Monate;Mittelwert;SD;type;months\nAlpha2020;MSC;;1,5;0,5;mean_sd;6\n"
                .replacing(";Monate;", with: ";").replacing("MSC;;", with: "MSC;"))
        #expect(evidence.outcomes.map(\.mean) == [1.5])
        #expect(evidence.outcomes.map(\.sd) == [0.5])
        #expect(evidence.outcomes.map(\.outcome) == ["edss_change"])
        #expect(evidence.outcomes.map(\.timepointMonths) == [6])
    }

    @Test("every delimiter and a stated one give the same rows", arguments: [";", "\t", "|", ","])
    func delimiters(delimiter: String) throws {
        let text = "study,arm,outcome,statistic,n,confidence\nAlpha2020,MSC,\"a,b;c|d\te\",mean_only,3,primary\n"
        let plain = try DelimitedOutcomes().read(Array(text.utf8), file: "t.csv", into: SmallTrial.dataset())
        let quoted = text.replacing("\"a,b;c|d\te\"", with: "@").replacing(",", with: delimiter)
            .replacing("@", with: "\"a,b;c|d\te\"")
        for text in [quoted, "sep=\(delimiter)\r\n\(quoted)", "\u{FEFF}\(quoted)"] {
            let read = try DelimitedOutcomes().read(Array(text.utf8), file: "t.csv", into: SmallTrial.dataset())
            #expect(read.outcomes.map(\.key) == plain.outcomes.map(\.key))
            #expect(read.outcomes.map(\.line) == [text.hasPrefix("sep=") ? 3 : 2])
        }
        let byte = try #require(delimiter.utf8.first)
        let stated = DelimitedOutcomes(delimiter: byte)
        let read = try stated.read(Array(quoted.utf8), file: "t.csv", into: SmallTrial.dataset())
        #expect(read == plain)
    }

    @Test("a column that a mapping names and the table lacks, and one that is mapped twice, are named")
    func faults() throws {
        let missing = #expect(throws: EvidenceError.self) { try read("Studie;Group\n") }
        #expect(missing?.errors.map(\.column) == ["Gruppe", "Mittelwert"])
        for (line, code) in [
            ("study=x", DiagnosticCode.unknownColumn), ("mean", .malformedFile), ("mean=", .missingValue),
            ("mean=a\nmean=b", .duplicateKey), ("mean=a\nsd=a", .duplicateKey),
        ] {
            let error = #expect(throws: EvidenceError.self) {
                try OutcomeMapping(reading: Array(line.utf8), file: "map.txt")
            }
            #expect(error?.code == code && error?.errors.first?.file == "map.txt")
        }
    }

    @Test("UTF-16 with its mark is decoded, also where a pair of halves ends a piece")
    func utf16() throws {
        let rows = (0..<9000).map { "Alpha2020,MSC,😀\($0),mean_only,3,1.5,primary" }.joined(separator: "\n")
        let text = "study,arm,outcome,statistic,n,mean,confidence\n\(rows)\n"
        let plain = try DelimitedOutcomes().read(Array(text.utf8), file: "t.csv", into: SmallTrial.dataset())
        #expect(plain.outcomes.count == 9000)
        let little: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let big: [UInt8] = [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        for bytes in [little, big] {
            #expect(try DelimitedOutcomes().read(bytes, file: "t.csv", into: SmallTrial.dataset()) == plain)
        }
    }
}
