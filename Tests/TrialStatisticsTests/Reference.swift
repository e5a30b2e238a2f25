import Foundation
import TrialTestSupport

/// The reference files beside these tests.
enum Reference {
    static func cases(_ name: String) -> [GoldenCase] {
        guard let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Reference") else {
            preconditionFailure("Reference/\(name).json is not a resource of the tests")
        }
        return GoldenFile.load(url)
    }
}
