import Foundation

/// Writes a value as a JSON file: sorted keys, so the same bytes each time.
enum JSONFile {
    static func bytes(of value: some Encodable, named name: String) throws(ReportingError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
        } catch {
            throw ReportingError(.metadata, "it cannot be written: \(error)", place: name)
        }
    }
}
