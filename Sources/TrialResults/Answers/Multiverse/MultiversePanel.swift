import Glibc
import TrialStatistics

/// What the specifications of one measure give: values of another measure are on another scale and are never counted with them.
public struct MultiversePanel: Codable, Sendable, Equatable {
    /// The position of the measure.
    public let measure: Int
    /// How many specifications there are.
    public let specifications: Int
    /// How many have an effect.
    public let computed: Int
    /// The median, the least and the greatest effect on the natural scale; nil where there is none.
    public let median: Double?
    /// The least effect.
    public let least: Double?
    /// The greatest effect.
    public let greatest: Double?
    /// How the effects lie to the value of no effect; nil for single groups.
    public let sides: Sides?
    /// How they lie to the smallest important difference; nil where the plan names none for the measure.
    public let important: Sides?

    /// How many of the computed specifications lie on each side of something.
    public struct Sides: Codable, Sendable, Equatable {
        /// The value or values that are compared with, on the natural scale: the lower and the upper one.
        public let bounds: [Double]
        /// Effects below the lower value; at it, too, where it is the important difference.
        public let below: Int
        /// Effects above the upper value; at it, too, where it is the important difference.
        public let above: Int
        /// Intervals that lie below the lower value as a whole.
        public let clearlyBelow: Int
        /// Intervals that lie above the upper value as a whole.
        public let clearlyAbove: Int
    }

    init(
        measure place: Int, _ measure: MeasureReference, _ own: [MultiverseAnswer.Specification], important: Double?
    ) {
        self.measure = place
        specifications = own.count
        let effects = own.compactMap(\.effect)
        computed = effects.count
        let sorted = effects.map(\.estimate).sorted()
        median = Self.median(sorted, on: measure.scale)
        least = sorted.first
        greatest = sorted.last
        sides = measure.nullValue.map { null in
            Sides(
                bounds: [null, null], below: effects.count { $0.estimate < null },
                above: effects.count { $0.estimate > null }, clearlyBelow: effects.count { $0.upper < null },
                clearlyAbove: effects.count { $0.lower > null })
        }
        guard let null = measure.nullValue, let important, important > 0 else {
            self.important = nil
            return
        }
        let ratio = max(important, 1 / important)
        let lower = null == 1 ? 1 / ratio : null - important
        let upper = null == 1 ? ratio : null + important
        self.important = Sides(
            bounds: [lower, upper], below: effects.count { $0.estimate <= lower },
            above: effects.count { $0.estimate >= upper }, clearlyBelow: effects.count { $0.upper <= lower },
            clearlyAbove: effects.count { $0.lower >= upper })
    }

    /// The middle of sorted natural values, halfway on the scale of analysis where two are in the middle; nil for none.
    static func median(_ sorted: [Double], on scale: EffectScale) -> Double? {
        guard !sorted.isEmpty else { return nil }
        let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
        guard low != high else { return low }
        let middle = scale.natural((scale.analysed(low) + scale.analysed(high)) / 2)
        return middle.isFinite ? middle : (low + high) / 2
    }
}

/// How much one choice moves the effect of one measure while all others stay.
///
/// Specifications that differ in nothing else form a group; its span is the greatest effect less the least, on the scale of
/// analysis: a difference, or the logarithm of a ratio. A choice that does not arise with every option, as the estimator of τ² of
/// a common effect, cannot stay: there each option has the first of its own, the plan's where it is there.
public struct MultiverseMove: Codable, Sendable, Equatable {
    /// The position of the measure.
    public let measure: Int
    /// The position of the choice.
    public let choice: Int
    /// How many groups of two or more specifications there are.
    public let groups: Int
    /// The median span.
    public let median: Double
    /// The greatest span.
    public let greatest: Double
    /// In how many groups some interval lies on one side of no effect and another on the other side or across it; nil for
    /// single groups.
    public let changed: Int?

    /// Measures a choice; nil where no two specifications differ in it alone.
    init?(measure: Int, _ reference: MeasureReference, choice: Int, _ own: [MultiverseAnswer.Specification]) {
        let scale = reference.scale
        let bound = Self.boundChoices(choice, own)
        var groups: [[Int?]: [NaturalEffect]] = [:]
        for specification in own {
            guard let effect = specification.effect, let option = specification.options[choice],
                bound.allSatisfy({ $0.value[option] == specification.options[$0.key] })
            else { continue }
            var others = specification.options
            for place in [choice] + bound.keys { others[place] = nil }
            groups[others, default: []].append(effect)
        }
        let several = groups.values.filter { $0.count > 1 }
        let spans = several.map { effects in
            let values = effects.map { scale.analysed($0.estimate) }
            return (values.max() ?? 0) - (values.min() ?? 0)
        }.filter(\.isFinite).sorted()
        guard let greatest = spans.last else { return nil }
        self.measure = measure
        self.choice = choice
        self.groups = several.count
        median = (spans[(spans.count - 1) / 2] + spans[spans.count / 2]) / 2
        self.greatest = greatest
        changed = reference.nullValue.map { null in
            several.count { effects in
                Set(effects.map { $0.upper < null ? -1 : $0.lower > null ? 1 : 0 }).count > 1
            }
        }
    }

    /// The choices of which no option stands beside all options of `choice`, each with its first option beside each of those.
    private static func boundChoices(
        _ choice: Int, _ own: [MultiverseAnswer.Specification]
    ) -> [Int: [Int: Int?]] {
        var bound: [Int: [Int: Int?]] = [:]
        for place in own.first?.options.indices.filter({ $0 != choice }) ?? [] {
            var (firsts, beside): ([Int: Int?], [Int: Set<Int?>]) = ([:], [:])
            for options in own.map(\.options) {
                guard let option = options[choice] else { continue }
                if beside[option] == nil { firsts[option] = .some(options[place]) }
                beside[option, default: []].insert(options[place])
            }
            let sets = Array(beside.values)
            let common = sets.dropFirst().reduce(sets.first ?? []) { $0.intersection($1) }
            if sets.count > 1, common.isEmpty { bound[place] = firsts }
        }
        return bound
    }
}
