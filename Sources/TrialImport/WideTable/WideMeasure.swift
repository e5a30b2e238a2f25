import TrialEvidence

/// The effect measure of a wide row, in our spelling, in words, or in metafor's letters.
enum WideMeasure {
    /// Metafor's and meta's letters; `yi` of the ratios is their logarithm.
    private static let letters: [String: PublishedMeasure] = [
        "RR": .riskRatio, "OR": .oddsRatio, "PETO": .oddsRatio, "IRR": .rateRatio, "HR": .hazardRatio,
        "RD": .riskDifference, "MD": .meanDifference, "SMD": .standardisedMeanDifference,
        "ROM": .ratioOfMeans,
    ]
    /// How people write the measures out.
    private static let words: [String: PublishedMeasure] = [
        "relativerisk": .riskRatio, "standardizedmeandifference": .standardisedMeanDifference,
        "stdmeandifference": .standardisedMeanDifference, "hedgesg": .standardisedMeanDifference,
        "cohensd": .standardisedMeanDifference, "weightedmeandifference": .meanDifference, "wmd": .meanDifference,
        "incidencerateratio": .rateRatio,
    ]

    /// The measure of a name; case and everything but letters make no difference, nor does `log` before a ratio.
    static func named(_ name: String) -> PublishedMeasure? { headed([name])?.measure }

    /// The measure that the words of a header name, and whether the column holds its logarithm.
    static func headed(_ words: [String]) -> (measure: PublishedMeasure, isLogged: Bool)? {
        let key = key(words.joined())
        if let measure = byKey[key] { return (measure, false) }
        for prefix in ["log", "ln"] where key.hasPrefix(prefix) {
            if let measure = byKey[String(key.dropFirst(prefix.count))], measure.isRatio { return (measure, true) }
        }
        return nil
    }

    /// The names that are understood, for messages.
    static var names: [String] { letters.keys.sorted() + PublishedMeasure.spellings }

    private static func key(_ name: String) -> String { name.lowercased().filter(\.isLetter) }

    private static let byKey: [String: PublishedMeasure] = {
        let pairs =
            letters.map { (key($0), $1) } + PublishedMeasure.allCases.map { (key($0.rawValue), $0) }
            + words.map { ($0, $1) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }()
}
