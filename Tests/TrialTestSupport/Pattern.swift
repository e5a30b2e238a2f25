import Foundation

/// A regular expression over whole documents: Swift's own `Regex` takes many times as long for megabytes.
public struct Pattern: Sendable {
    private let expression: NSRegularExpression

    /// - Precondition: `pattern` is a regular expression of ICU.
    public init(_ pattern: String) {
        do { expression = try NSRegularExpression(pattern: pattern) } catch {
            preconditionFailure("\(pattern): \(error)")
        }
    }

    /// What it finds first in `text`, with up to so many signs before it; nil where it finds nothing.
    public func first(in text: String, after signs: Int = 0) -> String? {
        let whole = text as NSString
        guard let found = expression.firstMatch(in: text, range: NSRange(location: 0, length: whole.length))?.range
        else { return nil }
        let start = max(0, found.location - signs)
        return whole.substring(with: NSRange(location: start, length: found.upperBound - start))
    }

    /// `text` with `replacement` for everything that it finds; `$1` is its first group.
    public func replacing(in text: String, with replacement: String) -> String {
        let range = NSRange(location: 0, length: (text as NSString).length)
        return expression.stringByReplacingMatches(in: text, range: range, withTemplate: replacement)
    }
}
