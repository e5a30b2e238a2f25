import Testing
import TrialEvidence
import TrialImport

/// Damaged records give evidence or an error of one line, and never stop the program.
@Suite struct RegistryDamageTests {
    @Test(arguments: [("NCT02552212", 500), ("NCT05594173", 500)])
    func everyDamageGivesAValueOrAnError(_ name: String, _ times: Int) throws {
        let bytes = try SampleFile.bytes("ctgov/\(name).json")
        var damage = Damage(seed: 20_261_123)
        var values = 0
        var errors = 0
        for _ in 0..<times {
            do {
                let read = try ClinicalTrialsGov().read(damage.damaged(bytes), file: "a.json", into: Dataset(name: "d"))
                #expect(read.studies.count == 1)
                values += 1
            } catch {
                #expect(!error.description.contains("\n"))
                #expect(error.diagnostics[0].file == "a.json")
                errors += 1
            }
        }
        // Both kinds must occur, or the damage is too weak or too strong to test anything.
        #expect(values > 20 && errors > 20)
    }

    @Test func aFileCutOffAnywhereIsAnError() throws {
        let bytes = try SampleFile.bytes("ctgov/NCT05594173.json")
        let end = try #require(bytes.lastIndex(of: UInt8(ascii: "}")))
        for length in stride(from: 1, to: end, by: 997) {
            let found = fault {
                _ = try ClinicalTrialsGov().read(Array(bytes[..<length]), file: "a.json", into: Dataset(name: "d"))
            }
            #expect(found != nil, "cut after \(length) bytes")
        }
    }
}
