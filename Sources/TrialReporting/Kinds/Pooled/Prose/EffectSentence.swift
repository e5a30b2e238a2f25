import TrialResults
import TrialStatistics

/// The finding of an analysis in one or two sentences: what the interval allows, its numbers, and the side.
struct EffectSentence: Sendable {
    private let question: AnalysisQuestion
    private let effect: NaturalEffect?
    private let level: Double
    private let display: MeasureDisplay
    private let isCautious: Bool

    /// Prepares the sentence on an effect of a record; a cautious one says `may`.
    init(_ record: AnalysisRecord, _ effect: NaturalEffect?, display: MeasureDisplay, isCautious: Bool) {
        question = record.question
        level = record.level
        self.effect = effect
        self.display = display
        self.isCautious = isCautious
    }

    /// Prepares the sentence on a pooled effect.
    init(_ analysis: PooledAnalysis, display: MeasureDisplay, isCautious: Bool) {
        self.init(analysis.record, analysis.leading, display: display, isCautious: isCautious)
    }

    /// The finding; empty where nothing was pooled or there is nothing to compare.
    func text(_ verdict: EffectVerdict) -> String {
        let (subject, rest) = comparison
        switch verdict {
        case .nothingPooled, .noComparison, .noInterval: return ""
        case .tellsNothing(let breadth):
            return "These data tell nothing about whether \(subject.lowercasedStart) lowers or raises \(noun)"
                + "\(againstWords): its interval (\(interval)) reaches \(reach(breadth))."
        case .littleOrNone:
            let verb = isCautious ? "may make" : "makes"
            return "\(rest)\(subject) \(verb) little or no difference to \(noun) (\(numbers)). Every value of the"
                + " interval is smaller than the smallest important difference\(important)."
        case .onSide(let side, let size):
            let verb = isCautious ? "may \(Self.verb(side))" : "\(Self.verb(side))s"
            return "\(rest)\(subject) \(verb) \(noun) (\(numbers)). The whole interval lies"
                + " \(side == .lower ? "below" : "above") \(nullWords)\(helps(side))\(sizeWords(size))."
        case .unsettled(let reached):
            return "It is uncertain whether \(subject.lowercasedStart) lowers or raises \(noun)\(againstWords)"
                + " (\(numbers)). The interval includes \(nullWords), so these data do not settle the"
                + " direction\(reachedWords(reached))."
        }
    }

    /// The estimate with its interval: `risk ratio 0.20, 95% CI 0.08 to 0.51`.
    var numbers: String {
        guard let effect else { return "" }
        let separator = display.convention.spelling == .british ? ", " : "; "
        return "\(display.name) \(display.value(effect.estimate))\(separator)\(interval)"
    }

    /// The interval with its level, or that there is none.
    var interval: String {
        guard let effect, !effect.lower.isNaN, !effect.upper.isNaN else { return "interval not estimable" }
        return display.convention.interval(display.limits(effect.lower, effect.upper), level: level)
    }

    private static func verb(_ side: EffectVerdict.Side) -> String { side == .lower ? "reduce" : "increase" }

    /// `MSC` and `Compared with control, `.
    private var comparison: (subject: String, rest: String) {
        let groups = question.comparison
        guard groups.isComparison else { return ("the first group", "Compared with the second group, ") }
        let words = ComparisonWords(groups)
        return (words.treatment, "Compared with \(words.control), ")
    }

    private var againstWords: String {
        let against = comparison.rest.dropFirst("Compared with ".count).dropLast(2)
        return ", compared with \(against)"
    }

    private var noun: String { "\(display.noun) of this outcome" }

    private var nullWords: String { "\(display.nullText ?? "0"), no difference" }

    private var important: String {
        question.important.map { " (\(display.format.number($0)))" } ?? ""
    }

    private func reach(_ breadth: EffectVerdict.Breadth) -> String {
        switch breadth {
        case .ratio(let factor):
            let most = display.format.count(factor)
            return "from below 1/\(most) to above \(most)"
        case .deviations(let count):
            return "more than \(display.format.count(count)) standard deviations of the groups to both sides of"
                + " \(nullWords)"
        }
    }

    private func helps(_ side: EffectVerdict.Side) -> String {
        if let words = question.favours, words.count == 2 {
            return ", on the side \(labelled) “\(DisplayText.clean(words[side == .lower ? 0 : 1]))”"
        }
        guard let better = question.better else { return "" }
        return (better == .lower) == (side == .lower) ? ", on the side of benefit" : ", on the side of harm"
    }

    private var labelled: String { display.convention.spelling == .british ? "labelled" : "labeled" }

    private func sizeWords(_ size: EffectVerdict.Size) -> String {
        switch size {
        case .notJudged: ""
        case .important: ", and is nowhere smaller than the smallest important difference\(important)"
        case .mayBeUnimportant: ", yet includes values smaller than the smallest important difference\(important)"
        }
    }

    private func reachedWords(_ reached: [EffectVerdict.Side]) -> String {
        guard question.important != nil else { return "" }
        let sides = reached.map { $0 == .lower ? "reduction" : "increase" }
        switch sides.count {
        case 0: return ""
        case 1:
            return
                "; they allow an important \(sides[0])\(important), no important \(sides[0] == "reduction" ? "increase" : "reduction")"
        default: return "; they allow an important reduction and an important increase\(important)"
        }
    }
}

extension String {
    /// With a small first letter, unless the word is an abbreviation.
    var lowercasedStart: String {
        let second = dropFirst().first
        return second?.isUppercase == true ? self : prefix(1).lowercased() + dropFirst()
    }
}
