import Foundation
import Testing
import TrialEvidence
import TrialImport

/// The files beside the tests.
enum Fixture {
    static func bytes(_ path: String) throws -> [UInt8] {
        let url = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
        return [UInt8](try Data(contentsOf: url.appendingPathComponent(path)))
    }
}
