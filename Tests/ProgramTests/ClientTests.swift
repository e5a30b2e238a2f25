import Foundation
import Testing
import TrialTestSupport

/// The clients for Python and R, where the languages are there.
@Suite struct ClientTests {
    @Test("the clients pass their own tests")
    func clients() throws {
        let outcome = try BuiltProgram.shell(
            ["\(BuiltProgram.root)/scripts/clients"],
            environment: ["TRIALPOOL_ANALYZE": "\(BuiltProgram.folder)/trialpool-analyze"])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }
}
