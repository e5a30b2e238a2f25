import Foundation

/// A JSON value, for text that is written once and read by others.
indirect enum JSONValue: Encodable {
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .array(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }

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
