import TrialResults
import TrialStatistics

/// Which options of a choice are told one by one: all where there are few, else those that move the effect most.
struct MultiverseShown {
    /// An option that is told, or all that are not.
    struct Option {
        let title: String
        /// Positions among the options of the choice.
        let positions: [Int]
        let isRest: Bool
    }

    /// The most options of one choice that are told one by one.
    static let mostOptions = 10

    private let answer: MultiverseAnswer
    private let measure: Int
    private let curve: [MultiverseAnswer.Specification]

    init(_ answer: MultiverseAnswer, measure: Int) {
        self.answer = answer
        self.measure = measure
        curve = answer.curve(of: measure)
    }

    /// The effects of the specifications with an option, ascending on the natural scale.
    private func effects(_ choice: Int, _ option: Int) -> [NaturalEffect] {
        curve.filter { $0.options[choice] == option }.compactMap(\.effect)
    }

    /// What some effects come to, on the natural scale.
    struct Spread {
        let count: Int
        let least: Double?
        /// The middle one, the lower of two.
        let median: Double?
        let greatest: Double?
        /// How many intervals leave no effect out; nil where no value is that of no effect.
        let clear: Int?

        init(_ effects: [NaturalEffect], of measure: MeasureReference) {
            let sorted = effects.map(\.estimate).sorted()
            count = effects.count
            (least, greatest) = (sorted.first, sorted.last)
            median = sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2]
            clear = measure.nullValue.map { null in effects.count { $0.upper < null || $0.lower > null } }
        }
    }

    /// What the specifications with one of some options come to.
    func spread(_ choice: Int, _ options: [Int]) -> Spread {
        Spread(options.flatMap { effects(choice, $0) }, of: answer.measures[measure])
    }

    /// The options of a choice in their order, the last standing for those that are not told.
    func options(_ choice: Int) -> [Option] {
        let options = answer.choices[choice].options
        let plain = { (place: Int) in
            Option(title: DisplayText.clean(options[place].title), positions: [place], isRest: false)
        }
        guard options.count > Self.mostOptions else { return options.indices.map(plain) }
        let scale = answer.measures[measure].scale
        func middle(_ place: Int) -> Double? {
            let values = effects(choice, place).map { scale.analysed($0.estimate) }.filter(\.isFinite)
            return values.isEmpty ? nil : values[values.count / 2]
        }
        let own = middle(0) ?? 0
        let ranked = options.indices.dropFirst().map { (place: $0, move: middle($0).map { abs($0 - own) } ?? -1) }
            .sorted { ($1.move, $0.place) < ($0.move, $1.place) }
        let kept = Set(ranked.prefix(Self.mostOptions - 2).map(\.place) + [0])
        let rest = options.indices.filter { !kept.contains($0) }
        return options.indices.filter(kept.contains).map(plain) + [
            Option(title: "one of \(rest.count) others", positions: rest, isRest: true)
        ]
    }

    /// The choices that have several options, without the measure.
    static func choices(of answer: MultiverseAnswer) -> [Int] {
        answer.choices.indices.dropFirst().filter { answer.choices[$0].options.count > 1 }
    }
}
