import Testing
import TrialTestSupport

/// Datasets that nobody fitted the code to, through every program as a person would run it.
struct StrangerTests {
    @Test("the strangers are found")
    func strangers() { #expect(Stranger.all.count >= 8) }

    @Test("what holds for documents holds for those of the shipped plan")
    func shipped() throws {
        try BuiltProgram.withFolder { folder in
            let outputs = try StrangerOutputs(.shipped, in: folder)
            for law in DocumentLaws.all {
                let breaches = try law.breaches(outputs)
                #expect(breaches.isEmpty, "\(law.demand): \(breaches.sorted().prefix(8).joined(separator: "; "))")
            }
        }
    }

    @Test("every law holds for everything that is written", arguments: Stranger.all)
    func laws(_ stranger: Stranger) throws {
        try BuiltProgram.withFolder { folder in
            let outputs = try StrangerOutputs(stranger, in: folder)
            for law in OutputLaws.all {
                func hold() throws {
                    let breaches = try law.breaches(outputs)
                    #expect(
                        breaches.isEmpty,
                        "\(stranger.name): \(law.demand): \(breaches.sorted().prefix(8).joined(separator: "; "))")
                }
                if let fault = law.knownFault(stranger) {
                    withKnownIssue("\(fault)") { try hold() }
                } else {
                    try hold()
                }
            }
        }
    }
}
