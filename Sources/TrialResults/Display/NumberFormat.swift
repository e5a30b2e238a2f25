import Foundation
import TrialJSON

/// How numbers are written for people: one spelling for tables, page and figures.
///
/// British conventions: a point before the decimals, commas between thousands, a true minus sign, `a to b` for limits.
/// Files for machines use ``exact(_:)`` instead.
public struct NumberFormat: Sendable, Equatable {
    /// What stands before a negative number.
    public let minus: String
    /// What stands between thousands.
    public let thousands: String
    /// What stands for a number that does not exist.
    public let missing: String
    /// How many digits before the point a number has at least before its thousands are set apart.
    public var fewestGroupedDigits = 4
    /// Whether a number of ordinary size has two decimals, however large it is.
    public var alwaysHasTwoDecimals = false
    /// Whether limits of a ratio have two decimals, also where that leaves `0.00`.
    public var roundsSmallLimits = false
    /// How p-values are written.
    public var pValueStyle = PValueStyle.spaced

    /// How p-values are written.
    public enum PValueStyle: Sendable, Equatable {
        /// `p = 0.034`.
        case spaced
        /// `P = .03`, three decimals below .01.
        case american
        /// `P=0.03`, three decimals below 0.01.
        case close
        /// `P = 0.03`, three decimals below 0.01.
        case capital
    }

    /// Creates a format.
    public init(minus: String = "\u{2212}", thousands: String = ",", missing: String = "not estimable") {
        self.minus = minus
        self.thousands = thousands
        self.missing = missing
    }

    /// The conventions of this package's own reports.
    public static let british = NumberFormat()

    /// American medical journals: `1769`, `10 000`, `P = .03`.
    public static let american: NumberFormat = {
        var format = NumberFormat(thousands: "\u{2009}")
        format.fewestGroupedDigits = 5
        format.roundsSmallLimits = true
        format.pValueStyle = .american
        return format
    }()

    /// The BMJ: `1769`, `10 000`, `P=0.03`.
    public static let bmj: NumberFormat = {
        var format = NumberFormat(thousands: "\u{2009}")
        format.fewestGroupedDigits = 5
        format.roundsSmallLimits = true
        format.pValueStyle = .close
        return format
    }()

    /// RevMan: `1769.00`, never set apart, `P = 0.03`.
    public static let revman: NumberFormat = {
        var format = NumberFormat(thousands: "", missing: "Not estimable")
        format.alwaysHasTwoDecimals = true
        format.pValueStyle = .capital
        return format
    }()

    /// The shortest decimal that reads back as the same double, for CSV and other files; ASCII only.
    public static func exact(_ value: Double) -> String {
        if let word = NonFiniteNumbers.word(for: value) { return word }
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        return "\(value)"
    }

    /// A number with a fixed count of decimals; a negative zero loses its sign.
    public func fixed(_ value: Double, decimals: Int) -> String {
        guard !value.isNaN else { return missing }
        guard value.isFinite else { return value < 0 ? "\(minus)∞" : "∞" }
        let digits = plain(abs(value), decimals)
        let isZero = digits.allSatisfy { $0 == "0" || $0 == "." }
        return (value < 0 && !isZero ? minus : "") + grouped(digits)
    }

    /// A number of ordinary size with two decimals; small ones keep two significant digits, huge ones a power of ten.
    public func number(_ value: Double) -> String {
        let size = abs(value)
        guard size.isFinite, size > 0 else { return fixed(value, decimals: 2) }
        if alwaysHasTwoDecimals, size < 1e6 { return fixed(value, decimals: 2) }
        if size >= 1e6 || size < 1e-4 { return scientific(value) }
        if size >= 1000 { return fixed(value, decimals: 0) }
        if size >= 100 { return fixed(value, decimals: 1) }
        if size >= 0.00995 { return fixed(value, decimals: 2) }
        return fixed(value, decimals: Self.decimals(ofTwoDigits: size))
    }

    /// A count: no decimals where there are none, one otherwise (a control group that was split).
    public func count(_ value: Double) -> String {
        fixed(value, decimals: value == value.rounded() ? 0 : 1)
    }

    /// A count.
    public func count(_ value: Int) -> String { fixed(Double(value), decimals: 0) }

    /// A proportion as a percentage with one decimal; a small one keeps two significant digits, and so does what a large
    /// one lacks to 100%, so that neither reads as a certainty that it is not.
    public func percentage(ofProportion value: Double) -> String {
        let percent = value * 100
        // A remainder that is rounding error says nothing.
        let rest = abs(100 - percent)
        let size = rest >= 0.05 || rest < 1e-9 ? abs(percent) : rest
        guard size > 0, size < 0.95 else { return self.percent(percent) }
        guard size >= 1e-8 else { return number(percent) + "%" }
        return fixed(percent, decimals: Self.decimals(ofTwoDigits: size)) + "%"
    }

    /// How many decimals a size below 1 needs for two significant digits, also where rounding makes it longer: 0.000996
    /// is 0.0010.
    private static func decimals(ofTwoDigits size: Double) -> Int {
        let leading = Int(log10(size).rounded(.down))
        return size * pow(10, Double(-leading)) >= 9.95 ? -leading : 1 - leading
    }

    /// A number for so many people: as ``number(_:)``, but sizes below 0.1 keep two significant digits.
    public func perPeople(_ value: Double) -> String {
        let size = abs(value)
        guard size >= 1e-8, size < 0.0995 else { return number(value) }
        return fixed(value, decimals: Self.decimals(ofTwoDigits: size))
    }

    /// A percentage with one decimal.
    public func percent(_ value: Double) -> String {
        value.isNaN ? missing : fixed(value, decimals: 1) + "%"
    }

    /// A p-value with its sign: `p = 0.034`, `p < 0.001`.
    public func pValue(_ value: Double) -> String {
        let letter = pValueStyle == .spaced ? "p" : "P"
        if value.isNaN { return "\(letter) \(missing)" }
        if value < 0.001 { return pValue(letter, "<", "0.001") }
        if value > 0.99 { return pValue(letter, ">", "0.99") }
        let needsThree = value < (pValueStyle == .spaced ? 0.0995 : 0.00995)
        return pValue(letter, "=", fixed(value, decimals: needsThree ? 3 : 2))
    }

    private func pValue(_ letter: String, _ sign: String, _ digits: String) -> String {
        switch pValueStyle {
        case .spaced, .capital: "\(letter) \(sign) \(digits)"
        case .american: "\(letter) \(sign) \(digits.drop { $0 == "0" })"
        case .close: "\(letter)\(sign)\(digits)"
        }
    }

    /// A variance between studies: three decimals, or two significant digits where that would show nothing.
    public func tauSquared(_ value: Double) -> String {
        if value == 0 { return "0" }
        if abs(value) < 0.00095 { return value < 1e-4 ? "< 0.0001" : fixed(value, decimals: 5) }
        return value < 100 ? fixed(value, decimals: 3) : number(value)
    }

    /// A confidence level such as 0.95 as `95%`.
    public func level(_ value: Double) -> String {
        let percent = value * 100
        return fixed(percent, decimals: abs(percent - percent.rounded()) < 1e-9 ? 0 : 1) + "%"
    }

    private func plain(_ value: Double, _ decimals: Int) -> String {
        String(format: "%.\(decimals)f", value)
    }

    private func scientific(_ value: Double) -> String {
        var exponent = Int(log10(abs(value)).rounded(.down))
        var mantissa = value / pow(10, Double(exponent))
        if abs(mantissa) >= 9.95 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
        let power = String(abs(exponent)).map { Self.superscripts[$0] ?? "" }.joined()
        return "\(fixed(mantissa, decimals: 1)) × 10\(exponent < 0 ? "⁻" : "")\(power)"
    }

    private static let superscripts: [Character: String] = [
        "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
    ]

    private func grouped(_ digits: String) -> String {
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let whole = Array(parts[0])
        var result = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3), whole.count >= fewestGroupedDigits {
                result += thousands
            }
            result.append(digit)
        }
        return parts.count > 1 ? "\(result).\(parts[1])" : result
    }
}
