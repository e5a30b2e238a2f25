import TrialResults
import TrialStatistics

/// Sentences about a multiverse, written from its numbers.
struct MultiverseWords {
    private let answer: MultiverseAnswer
    private let telling: Telling<MultiverseAnswer>

    private var format: NumberFormat { telling.format }

    init(_ telling: Telling<MultiverseAnswer>) {
        self.telling = telling
        answer = telling.answer
    }

    /// What was found, for the page.
    var plain: String { text([planned] + panels) }

    /// The plan's own effect, and the range and shares of its measure.
    var brief: String { text([planned] + panels.prefix(1)) }

    /// The whole results paragraph.
    var full: String { text([planned] + panels + [strongest, missing]) }

    private func text(_ parts: [String]) -> String {
        let left = telling.isOwn ? ExclusionWords(format: format).sentence(telling.record.excluded) : ""
        let remarks = telling.remarks.map { " \($0)" }.joined()
        guard answer.isAnswered else {
            let why = answer.reasons.first.map { " \(DisplayText.clean($0))" } ?? ""
            return "No specification has an effect.\(why)\(remarks)\(left)"
        }
        return parts.filter { !$0.isEmpty }.joined(separator: " ") + remarks + left
    }

    private var planned: String {
        guard let planned = answer.planned, let effect = planned.effect else {
            return "The plan’s own choices give no effect."
        }
        let basis = StudyCount(studies: planned.studies, rows: planned.rows).words(format)
        let own = telling.display(of: 0)
        return "By the plan’s own choices, from \(basis) with \(format.level(answer.level)) limits: \(own.name)"
            + " \(own.effect(effect))."
    }

    private var panels: [String] {
        answer.panels.filter { $0.computed > 0 }.map { panel in
            let own = telling.display(of: panel.measure)
            let words = MultiversePanelWords(panel, own)
            let subject = answer.measures.count > 1 ? "By \(words.counted) of the \(own.name)" : "By \(words.counted)"
            let shares = [words.sides, words.important].compactMap(\.self).map { " \(Self.sentence($0))" }.joined()
            return "\(subject) the effect \(words.clause).\(shares)"
        }
    }

    private static func sentence(_ words: String) -> String { "\(words.prefix(1).uppercased())\(words.dropFirst())." }

    /// Which choice moves the effect of the first measure most.
    private var strongest: String {
        let own = answer.moves.filter { $0.measure == 0 }
        guard let most = own.max(by: { $0.median < $1.median }), most.median > 0 else { return "" }
        let words = MultiverseTables(telling).span(most.median, measure: 0)
        return
            "What moves the effect most is ‘\(DisplayText.clean(answer.choices[most.choice].title))’, by \(words) in the"
            + " median where everything else stays."
    }

    private var missing: String {
        let count = answer.specifications.all.count { $0.effect == nil }
        guard count > 0 else { return "" }
        return
            "\(format.count(count)) \(count == 1 ? "specification has" : "specifications have") no effect; the reasons"
            + " stand below."
    }

    /// What the shares are not.
    var caution: String {
        "Specifications share their studies and are not equally good: shares say how much the answer hangs on choices, not"
            + " how sure it is."
            + (answer.measures.count > 1 ? " Effects on different scales are never counted together." : "")
    }

    /// What would have been varied and was not.
    var remarks: [String] { answer.remarks.map { DisplayText.clean($0.message) } }
}

extension Telling where Value == MultiverseAnswer {
    /// How values of a measure are shown, by its position.
    func display(of measure: Int) -> MeasureDisplay {
        MeasureDisplay(answer.measures[measure], convention: scope.convention, per: display.per)
    }
}
