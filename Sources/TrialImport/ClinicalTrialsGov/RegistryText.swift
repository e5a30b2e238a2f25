import Foundation
import TrialEvidence

/// A value of a registry record, which writes numbers as text in some modules and as numbers in others.
struct RegistryText: Decodable, Sendable, Equatable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self.text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        } else if let number = try? container.decode(Double.self) {
            text = Decimals.text(number)
        } else {
            let message = "neither a text nor a number"
            throw DecodingError.typeMismatch(
                String.self, .init(codingPath: decoder.codingPath, debugDescription: message))
        }
    }

    /// The number; `nil` for `NA`, for `-` and for anything else that is none.
    var number: Double? { Decimals.parse(text) }

    /// A count of people or events; `nil` where it is not a whole number from 0 to a thousand million.
    var count: Int? {
        guard let number, (0...1e9).contains(number), number == number.rounded() else { return nil }
        return Int(number)
    }

    /// Whether the record says that there is no such number.
    var isNotAvailable: Bool { ["NA", "N/A", "-", ""].contains(text.uppercased()) }

    /// The digits after the decimal point.
    var decimals: Int { text.split(separator: ".", maxSplits: 1).dropFirst().first?.count ?? 0 }
}
