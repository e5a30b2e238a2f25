import TrialEvidence

/// The effect measure of a wide row, in our spelling, in words, or in metafor's letters.
enum WideMeasure {
    /// Metafor's and meta's letters; `yi` of the ratios is their logarithm.
    private static let letters: [String: PublishedMeasure] = [
        "RR": .riskRatio, "OR": .oddsRatio, "PETO": .oddsRatio, "IRR": .rateRatio, "HR": .hazardRatio,
        "RD": .riskDifference, "MD": .meanDifference, "SMD": .standardisedMeanDifference,
        "ROM": .ratioOfMeans,
    ]

    /// The measure of a name; case and everything but letters make no difference, nor does `log` before a ratio.
    static func named(_ name: String) -> PublishedMeasure? {
        let key = key(name)
        if let measure = byKey[key] { return measure }
        guard key.hasPrefix("log"), let measure = byKey[String(key.dropFirst(3))], measure.isRatio else { return nil }
        return measure
    }

    /// The names that are understood, for messages.
    static var names: [String] { letters.keys.sorted() + PublishedMeasure.spellings }

    private static func key(_ name: String) -> String { name.lowercased().filter(\.isLetter) }

    private static let byKey: [String: PublishedMeasure] = {
        let pairs = letters.map { (key($0), $1) } + PublishedMeasure.allCases.map { (key($0.rawValue), $0) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }()
}
