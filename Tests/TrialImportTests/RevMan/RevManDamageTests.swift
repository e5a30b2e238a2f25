import Testing
import TrialEvidence
import TrialImport

/// Damaged reviews give evidence or an error of one line, and never stop the program.
@Suite struct RevManDamageTests {
    @Test(arguments: ["Fleiss1993.rm5", "Fleiss1993_CR.csv", "Fleiss1993.zip"])
    func everyDamageGivesAValueOrAnError(_ name: String) throws {
        let bytes = try SampleFile.bytes("revman/\(name)")
        let format = RevManSamples.format(of: name)
        var damage = Damage(seed: 1993)
        var errors = 0
        for _ in 0..<500 {
            do {
                let read = try format.read(damage.damaged(bytes), file: name, into: Dataset(name: "d"))
                #expect(read.studies.count <= 40)
            } catch {
                #expect(!error.description.contains("\n"))
                #expect(error.diagnostics[0].file.hasPrefix(name))
                errors += 1
            }
        }
        #expect(errors > 20)
    }

    @Test(arguments: ["data-rows", "overall-estimates-and-settings", "risk-of-bias", "study-information"])
    func everyDamageToATableOfThePackageGivesAValueOrAnError(_ table: String) throws {
        var files = try RevManSamples.tables()
        let name = try #require(files.keys.first { $0.hasSuffix("-\(table).csv") })
        let bytes = try #require(files[name])
        var damage = Damage(seed: 7)
        var errors = 0
        for _ in 0..<150 {
            files[name] = damage.damaged(bytes)
            do {
                _ = try RevManWeb().read(RevManSamples.zip(files), file: "a.zip", into: Dataset(name: "d"))
            } catch let error as EvidenceError {
                #expect(!error.description.contains("\n"))
                errors += 1
            }
        }
        #expect(errors > 10)
    }

    @Test(arguments: ["Fleiss1993.rm5", "Fleiss1993.zip"]) func aFileCutOffAnywhereIsAnError(_ name: String) throws {
        let bytes = try SampleFile.bytes("revman/\(name)")
        for length in stride(from: 0, to: bytes.count - 20, by: 499) {
            let found = fault {
                _ = try RevManSamples.format(of: name)
                    .read(Array(bytes[..<length]), file: name, into: Dataset(name: "d"))
            }
            #expect(found != nil, "cut after \(length) bytes")
        }
    }
}
