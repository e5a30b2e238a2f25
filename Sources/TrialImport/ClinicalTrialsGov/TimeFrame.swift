import TrialEvidence

/// The months that a time frame in words means, where it means one time.
///
/// `Week 52`, `From Baseline to Week 12`, `12 months`, `1 year (Week 52)` and `up to Week 156` are read; several times, hours and
/// free text are not. A week is 7 / 30.4375 months; the result is rounded to 0.1 month, below one month to 0.01.
enum TimeFrame {
    /// The one time after the start that the words name; 0 where they name the baseline only; `nil` otherwise.
    static func months(_ text: String?) -> Double? {
        guard let times = times(text ?? "") else { return nil }
        let later = Set(times.filter { $0 > 0 })
        if later.count == 1 { return later.first }
        return later.isEmpty && !times.isEmpty ? 0 : nil
    }

    /// The one time that a label consists of, such as `Week 12`, `12 weeks` or `At Month 6`.
    ///
    /// Labels with other words in them are no times, nor is `65 years`, which is an age; `Year 2` is a time.
    static func monthsOfLabel(_ text: String?) -> Double? {
        let words = (text ?? "").words
        let isTime = words.allSatisfy { word in
            daysOfUnit[word] != nil || word == "baseline" || labelWords.contains(word) || word.allSatisfy(\.isNumber)
        }
        guard isTime, !words.isEmpty else { return nil }
        let isAge = zip(words, words.dropFirst()).contains { number, unit in
            ["year", "years", "yr", "yrs"].contains(unit) && number.allSatisfy(\.isNumber)
        }
        return isAge ? nil : months(text)
    }

    private static let labelWords: Set<String> = ["at", "to", "up", "after", "from", "through", "change", "post"]

    private enum Token {
        case number(Double)
        case unit(Double)
        case connective
        case baseline
        case repeated
        case shortTime
        case word

        var number: Double? {
            if case .number(let value) = self { value } else { nil }
        }

        var isConnective: Bool {
            if case .connective = self { true } else { false }
        }
    }

    private static let connectives: Set<String> = ["and", "to", "through", "or", "until"]
    private static let shortTimes: Set<String> = [
        "hour", "hours", "hr", "hrs", "minute", "minutes", "min", "mins", "second", "seconds",
    ]
    private static let daysOfUnit: [String: Double] = [
        "day": 1, "days": 1, "week": 7, "weeks": 7, "wk": 7, "wks": 7, "month": 30.4375, "months": 30.4375,
        "mo": 30.4375, "year": 365.25, "years": 365.25, "yr": 365.25, "yrs": 365.25,
    ]

    private static func token(_ word: Substring) -> Token {
        if let number = Decimals.parse(String(word)) { return .number(number) }
        let word = String(word)
        if let days = daysOfUnit[word] { return .unit(days) }
        if connectives.contains(word) { return .connective }
        if word == "baseline" { return .baseline }
        if word == "every" || word == "per" || word == "each" { return .repeated }
        return shortTimes.contains(word) ? .shortTime : .word
    }

    /// Every time that is named; `nil` where the words tell of hours or repetition, which months cannot hold.
    private static func times(_ text: String) -> [Double]? {
        let parts = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "." }
        let tokens = parts.map { $0.last == "." ? token($0.dropLast()) : token($0) }
        var times: [Double] = []
        for (index, token) in tokens.enumerated() {
            switch token {
            case .baseline: times.append(0)
            case .repeated, .shortTime: return nil
            case .unit(let days):
                let numbers = numbers(beside: index, in: tokens)
                times += numbers.map { rounded($0 * days / 30.4375) }
            default: continue
            }
        }
        return times
    }

    private static func numbers(beside index: Int, in tokens: [Token]) -> [Double] {
        let next = index + 1 < tokens.count ? tokens[index + 1].number : nil
        let previous = index > 0 ? tokens[index - 1].number : nil
        if next == nil, previous != nil {
            return list(tokens[..<index].reversed())
        }
        return list(Array(tokens[(index + 1)...]))
    }

    private static func list(_ tokens: [Token]) -> [Double] {
        Array(tokens.prefix { $0.number != nil || $0.isConnective }.compactMap(\.number))
    }

    private static func rounded(_ months: Double) -> Double {
        let step = abs(months) < 1 ? 100.0 : 10.0
        return (months * step).rounded() / step
    }
}
