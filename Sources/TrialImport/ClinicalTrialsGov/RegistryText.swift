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
    ///
    /// `12,345.5` and `1,234,567` are read; `1,234` is not, since some write decimals so.
    var number: Double? {
        if let number = Decimals.parse(text) { return number }
        return text.contains(".") || text.count { $0 == "," } > 1 ? separated : nil
    }

    /// The number where commas stand between groups of three digits.
    private var separated: Double? {
        let unsigned = text.first == "-" ? text.dropFirst() : text[...]
        let halves = unsigned.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let groups = halves[0].split(separator: ",", omittingEmptySubsequences: false)
        guard (1...3).contains(groups[0].count), groups.count > 1, groups.dropFirst().allSatisfy({ $0.count == 3 })
        else {
            return nil
        }
        return Decimals.parse(text.replacing(",", with: ""))
    }

    /// A count of people or events; `nil` where it is not a whole number from 0 to a thousand million.
    var count: Int? {
        // A count has no decimals, so `1,234` can only be one thing.
        guard let number = number ?? separated, (0...1e9).contains(number), number == number.rounded() else {
            return nil
        }
        return Int(number)
    }

    /// Whether the record says that there is no such number.
    var isNotAvailable: Bool { ["NA", "N/A", "-", ""].contains(text.uppercased()) }

    /// The digits after the decimal point.
    var decimals: Int { text.split(separator: ".", maxSplits: 1).dropFirst().first?.count ?? 0 }
}
