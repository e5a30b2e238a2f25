/// How a journal or a country writes numbers, limits and p-values, and how it spells the words beside them.
///
/// The decimal sign is always a point and the minus sign a true one (U+2212); what differs is what stands between limits
/// and around them, the thousands, the p-value and the spelling.
public struct NumberConvention: Sendable, Equatable {
    /// The spelling of words.
    public enum Spelling: String, Sendable {
        /// `favours`, `randomised`.
        case british
        /// `favors`, `randomized`.
        case american
    }

    /// What stands between two limits.
    public enum Separator: Sendable, Equatable {
        /// `0.58 to 1.50`.
        case word
        /// `0.58-1.50`, and `to` beside a minus sign, as the AMA Manual of Style has it.
        case hyphen
        /// `0.58, 1.50`.
        case comma
    }

    /// What stands around the limits.
    public enum Brackets: Sendable, Equatable {
        /// `(0.58 to 1.50)`.
        case round
        /// `[0.58, 1.50]`.
        case square
    }

    /// The short code, such as `american`.
    public let code: String
    /// How single numbers and p-values are written.
    public var format: NumberFormat
    /// What stands between limits.
    public let separator: Separator
    /// What stands around limits.
    public let brackets: Brackets
    /// How words are spelled.
    public let spelling: Spelling

    /// Creates a convention.
    public init(
        code: String, format: NumberFormat, separator: Separator, brackets: Brackets = .round, spelling: Spelling
    ) {
        self.code = code
        self.format = format
        self.separator = separator
        self.brackets = brackets
        self.spelling = spelling
    }

    /// This package's own: `0.59 (0.00 to 1,769)`, `p = 0.034`.
    public static let british = NumberConvention(
        code: "british", format: .british, separator: .word, spelling: .british)

    /// American journals (AMA Manual of Style, 11th edition): `0.59 (0.00-1769)`, `P = .03`, `favors`.
    public static let american = NumberConvention(
        code: "american", format: .american, separator: .hyphen, spelling: .american)

    /// The BMJ: `0.59 (0.00 to 1769)`, `P=0.03`.
    public static let bmj = NumberConvention(code: "bmj", format: .bmj, separator: .word, spelling: .british)

    /// RevMan's figures: `0.59 [0.00, 1769.00]`, `P = 0.03`.
    public static let revman = NumberConvention(
        code: "revman", format: .revman, separator: .comma, brackets: .square, spelling: .british)

    /// The conventions by code.
    public static let all = [british, american, bmj, revman]

    /// Two written limits side by side, without brackets.
    public func limits(_ lower: String, _ upper: String) -> String {
        switch separator {
        case .word: "\(lower) to \(upper)"
        case .hyphen: (lower + upper).contains(format.minus) ? "\(lower) to \(upper)" : "\(lower)-\(upper)"
        case .comma: "\(lower), \(upper)"
        }
    }

    /// A written estimate with its written limits in brackets.
    public func effect(_ estimate: String, limits: String) -> String {
        switch brackets {
        case .round: "\(estimate) (\(limits))"
        case .square: "\(estimate) [\(limits)]"
        }
    }

    /// This package's own words in the spelling of the convention; words it does not know stay.
    ///
    /// It is for fixed words and for the sides of a forest plot, never for names.
    public func spelled(_ text: String) -> String {
        guard spelling == .american else { return text }
        var result = text
        for (british, american) in Self.americanSpellings {
            result = result.replacing(british, with: american)
            result = result.replacing(Self.capitalised(british), with: Self.capitalised(american))
        }
        return result
    }

    private static func capitalised(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }

    private static let americanSpellings = [
        ("favour", "favor"), ("randomis", "randomiz"), ("standardis", "standardiz"), ("studentis", "studentiz"),
        ("generalis", "generaliz"), ("summaris", "summariz"), ("analys", "analyz"), ("centre", "center"),
        ("grey", "gray"), ("colour", "color"), ("behaviour", "behavior"), ("judgement", "judgment"),
        ("analyzis", "analysis"), ("analyzes", "analyses"), ("analyzt", "analyst"),
    ]
}
