import TrialStatistics

/// The answers to one question by every defensible set of choices: a multiverse, also called vibration of effects.
///
/// Steegen et al. 2016, doi:10.1177/1745691616658637; Simonsohn et al. 2020, doi:10.1038/s41562-020-0912-z; for meta-analyses
/// Voracek et al. 2019, doi:10.1027/2151-2604/a000357. The specifications share their studies, so shares of them are no
/// probabilities: they say how much the answer hangs on choices, not how sure it is.
public struct MultiverseAnswer: AnalysisAnswer {
    /// One thing that may be chosen, with what may be chosen.
    public struct Choice: Codable, Sendable, Equatable {
        /// The word in the plan, such as `heterogeneity`.
        public let code: String
        /// What people call it, such as `Estimator of τ²`.
        public let title: String
        /// What may be chosen; the plan's own choice comes first.
        public let options: [Option]

        /// Names a choice.
        public init(code: String, title: String, options: [Option]) {
            self.code = code
            self.title = title
            self.options = options
        }
    }

    /// One of the things that may be chosen.
    public struct Option: Codable, Sendable, Equatable {
        /// The word in the plan, such as `REML`.
        public let code: String
        /// What people call it, such as `restricted maximum likelihood`.
        public let title: String

        /// Names an option.
        public init(code: String, title: String) {
            self.code = code
            self.title = title
        }
    }

    /// One option of each choice, with what they give.
    public struct Specification: Sendable, Equatable {
        /// The position of the option of each choice; nil where the choice does not arise, as the estimator of τ² of a
        /// common effect.
        public var options: [Int?]
        /// Number of rows that are pooled.
        public var rows: Int
        /// Number of their studies.
        public var studies: Int
        /// The pooled effect on the natural scale; nil where there is none.
        public var effect: NaturalEffect?
        /// The variance of true effects, on the squared scale of analysis; nil for a common effect and where none is known.
        public var tau2: Double?
        /// The position of the reason for which there is no effect; nil where there is one.
        public var reason: Int?

        /// Creates a specification without an effect.
        public init(options: [Int?], rows: Int, studies: Int) {
            self.options = options
            self.rows = rows
            self.studies = studies
        }
    }

    /// The measures, in the order of the options of the first choice.
    public let measures: [MeasureReference]
    /// The confidence level of the limits.
    public let level: Double
    /// What may be chosen; the first choice is the effect measure.
    public let choices: [Choice]
    /// The specifications: the plan's own first, then by their choices, the last of which changes fastest.
    public let specifications: MultiverseTable
    /// Why specifications have no effect, each reason once.
    public let reasons: [String]
    /// What was found for each measure.
    public let panels: [MultiversePanel]
    /// How much each choice moves the effect, in the order of measures and choices.
    public let moves: [MultiverseMove]
    /// What would have been varied and was not, and why.
    public let remarks: [MethodWarning]

    /// Sums up specifications.
    ///
    /// - Parameters:
    ///   - measures: The measures, in the order of the options of the first choice.
    ///   - choices: What may be chosen; the first choice is the effect measure.
    ///   - results: The specifications, the plan's own first, and why some have no effect.
    ///   - important: The smallest important difference of the first measure, on its natural scale; nil for none.
    ///   - level: The confidence level of the limits.
    ///   - remarks: What would have been varied and was not.
    public init(
        measures: [MeasureReference], choices: [Choice],
        results: (specifications: [Specification], reasons: [String]), important: Double?, level: Double,
        remarks: [MethodWarning] = []
    ) {
        self.measures = measures
        self.level = level
        self.choices = choices
        specifications = MultiverseTable(results.specifications, choices: choices.count)
        reasons = results.reasons
        panels = measures.indices.map { place in
            MultiversePanel(
                measure: place, measures[place],
                results.specifications.filter { $0.options.first == place }, important: place == 0 ? important : nil)
        }
        moves = measures.indices.flatMap { place in
            let own = results.specifications.filter { $0.options.first == place }
            return choices.indices.dropFirst().compactMap {
                MultiverseMove(measure: place, measures[place], choice: $0, own)
            }
        }
        self.remarks = remarks
    }

    /// The specification of the plan's own choices; nil where nothing was asked.
    public var planned: Specification? { specifications.all.first }

    /// Whether some specification has an effect.
    public var isAnswered: Bool { specifications.all.contains { $0.effect != nil } }

    /// None of its own: remarks are told beside the choices.
    public var warnings: [MethodWarning] { [] }

    /// The effect by the plan's own choices; nil where they give none.
    public var headline: Headline? {
        guard let planned, let effect = planned.effect else { return nil }
        var headline = Headline(.effect(effect), level: level, rows: planned.rows)
        headline.studies = planned.studies
        if let tau2 = planned.tau2, planned.studies > 1 { headline.components = [.init(variance: tau2)] }
        return headline
    }

    /// The specifications of a measure that have an effect, from the smallest.
    public func curve(of measure: Int) -> [Specification] {
        specifications.all.filter { $0.options.first == measure && $0.effect != nil }.sorted { first, second in
            guard let a = first.effect, let b = second.effect else { return false }
            return (a.estimate, a.lower, a.upper) < (b.estimate, b.lower, b.upper)
        }
    }

    /// What the specifications give, one line a measure.
    public func lines(_ display: MeasureDisplay) -> [AnswerLine] {
        panels.filter { $0.specifications > 0 }.map { panel in
            let measure = measures[panel.measure]
            let own = MeasureDisplay(measure, convention: display.convention, per: display.per)
            let words = MultiversePanelWords(panel, own).line
            return AnswerLine("All choices at once", measures.count > 1 ? "\(own.name): \(words)" : words)
        }
    }

    /// Choices without options, and positions that are not there.
    public func misfits(rows: Int) -> [String] {
        var misfits: [String] = []
        if choices.first.map({ $0.options.count != measures.count }) ?? true {
            misfits.append("the answer has \(measures.count) measures, its first choice has other options")
        }
        let isPlaced = specifications.all.allSatisfy { own in
            own.options.count == choices.count && own.options.first.map { $0 != nil } ?? false
                && zip(own.options, choices).allSatisfy { place, choice in
                    place.map(choice.options.indices.contains) ?? true
                } && own.reason.map(reasons.indices.contains) ?? true && (own.effect == nil) == (own.reason != nil)
        }
        if !isPlaced { misfits.append("the answer has a specification whose options or reason are not there") }
        let isCounted =
            panels.allSatisfy { measures.indices.contains($0.measure) }
            && moves.allSatisfy { measures.indices.contains($0.measure) && choices.indices.contains($0.choice) }
        if !isCounted { misfits.append("the answer sums up a measure or a choice that is not there") }
        return misfits
    }
}
