import Foundation
import TrialJSON

extension JSONValue {
    /// The value as a file: sorted keys, so the same bytes each time.
    func file(named name: String) throws(ReportingError) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        do {
            return try encoder.encode(self) + Data("\n".utf8)
        } catch {
            throw ReportingError(.metadata, "it cannot be written: \(error)", place: name)
        }
    }
}
