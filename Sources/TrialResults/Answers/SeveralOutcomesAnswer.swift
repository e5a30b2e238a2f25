import TrialStatistics

/// Several outcomes of the same trials in one model, with each by itself beside it.
public struct SeveralOutcomesAnswer: AnalysisAnswer {
    /// What an outcome is and how it is shown.
    public struct Outcome: Codable, Sendable, Equatable {
        /// Its code in the dataset.
        public let code: String
        /// What people call it.
        public let title: String
        /// How it is measured.
        public let measure: MeasureReference
        /// Whether its effects have no unit, such as ratios and standardised differences, so that outcomes can be compared.
        public let isUnitless: Bool
        /// Which direction helps; nil where neither does.
        public let better: AnalysisQuestion.Direction?
        /// Whether the signs of its rows were turned, so that the side of benefit is that of the first outcome.
        public let isTurned: Bool
        /// Whether patients report it themselves.
        public let isReported: Bool
        /// The minimal important difference in the unit of the measure; nil where neither plan nor scale gives one.
        public let important: Double?
        /// The same in points of the scale, where that is how it was given.
        public let importantPoints: Double?

        /// Describes an outcome.
        ///
        /// - Parameters:
        ///   - name: Its code in the dataset, and what people call it.
        ///   - measure: How it is measured, and whether its effects have no unit.
        ///   - direction: Which direction helps, and whether signs were turned.
        ///   - isReported: Whether patients report it themselves.
        ///   - important: The minimal important difference in the unit of the measure, and in points of the scale.
        public init(
            _ name: (code: String, title: String), measure: (reference: MeasureReference, isUnitless: Bool),
            direction: (better: AnalysisQuestion.Direction?, isTurned: Bool), isReported: Bool,
            important: (value: Double?, points: Double?)
        ) {
            (code, title) = name
            (self.measure, isUnitless) = measure
            (better, isTurned) = direction
            self.isReported = isReported
            (self.important, importantPoints) = important
        }
    }

    /// Which outcome and trial a row of the record is of.
    public struct Row: Codable, Sendable, Equatable {
        /// The position of its outcome, from 0.
        public let outcome: Int
        /// The trial; reports of the same people are one.
        public let trial: String

        /// Places a row.
        ///
        /// - Parameters:
        ///   - outcome: The position of its outcome, from 0.
        ///   - trial: The trial.
        public init(outcome: Int, trial: String) {
            self.outcome = outcome
            self.trial = trial
        }
    }

    /// The effects on one outcome.
    public struct Effects: Codable, Sendable, Equatable {
        /// The position of the outcome, from 0.
        public let outcome: Int
        /// Number of its rows.
        public let rows: Int
        /// Number of its trials.
        public let trials: Int
        /// The effect from the rows of all outcomes.
        public let joint: ShownEffect
        /// The effect from its own rows; nil where they cannot be pooled.
        public let separate: ShownEffect?
        /// Variances of true effects: in the joint model, and from its own rows.
        public let tau2: Double
        /// The variance of true effects from its own rows; nil for one trial.
        public let separateTau2: Double?
        /// Borrowing of strength, in percent.
        public let borrowing: Double?
        /// The joint effect judged by how trials scatter; nil where that was not asked for.
        public let robust: NaturalEffect?
    }

    /// The correlation of the sampling errors of two outcomes.
    public struct PairCorrelation: Codable, Sendable, Equatable {
        /// The positions of the two outcomes, from 0.
        public let outcomes: [Int]
        /// The correlation, of signs as they are analysed.
        public let value: Double
        /// The correlations of studies that have their own in place of it, ascending.
        public let printed: [Double]

        /// Names the correlation of a pair.
        ///
        /// - Parameters:
        ///   - outcomes: The positions of the two outcomes, from 0.
        ///   - value: The correlation.
        ///   - printed: The correlations of studies that have their own.
        public init(outcomes: [Int], value: Double, printed: [Double] = []) {
            self.outcomes = outcomes
            self.value = value
            self.printed = printed.sorted()
        }
    }

    /// The same with another correlation of the sampling errors of two outcomes.
    public struct Scenario: Codable, Sendable, Equatable {
        /// The correlation, for all pairs.
        public let correlation: Double
        /// The joint effects; empty where the model could not be fitted.
        public let effects: [ShownEffect]
    }

    /// The outcomes, the question's own first.
    public let outcomes: [Outcome]
    /// One entry a row of the record.
    public let rows: [Row]
    /// What was assumed of the sampling errors.
    public var dependence: AssumedDependence
    /// Correlations of the pairs of outcomes.
    public let correlations: [PairCorrelation]
    /// The model; nil where there is none.
    public var fit: OutcomesFit?
    /// Why there is no model; nil where there is one, or where a warning of the record says why.
    public var refusal: ModelRefusal?
    /// The effects, in the order of the outcomes that have rows.
    public var effects: [Effects] = []
    /// The test that no outcome is affected.
    public var test: GroupTest?
    /// The same with other correlations.
    public var scenarios: [Scenario] = []

    /// Creates an answer without a model.
    ///
    /// - Parameters:
    ///   - outcomes: The outcomes, the question's own first.
    ///   - rows: One entry a row of the record.
    ///   - dependence: What was assumed of the sampling errors.
    ///   - correlations: Correlations of the pairs of outcomes.
    public init(
        outcomes: [Outcome], rows: [Row], dependence: AssumedDependence, correlations: [PairCorrelation]
    ) {
        self.outcomes = outcomes
        self.rows = rows
        self.dependence = dependence
        self.correlations = correlations
    }

    /// Takes over a fitted model.
    ///
    /// - Parameter fit: The model, whose outcomes are called by their codes.
    public mutating func take(_ fit: OutcomesFit) {
        self.fit = fit
        test = fit.test.map { GroupTest($0) }
        effects = fit.outcomes.enumerated().compactMap { place, own in
            guard let position = position(own.outcome) else { return nil }
            let measure = outcomes[position].measure
            let robust = fit.robust?.coefficients[place]
            return Effects(
                outcome: position, rows: own.rows, trials: own.trials,
                joint: ShownEffect(own.joint, measure: measure),
                separate: own.separate.map { ShownEffect($0, measure: measure) }, tau2: own.tau2,
                separateTau2: own.separateTau2, borrowing: own.borrowing,
                robust: robust.map { NaturalEffect($0.estimate, $0.limits, natural: measure.natural) })
        }
        effects.sort { $0.outcome < $1.outcome }
    }

    /// Adds the joint effects with another correlation.
    ///
    /// - Parameters:
    ///   - correlation: The correlation.
    ///   - fit: The model with it; nil where it could not be fitted.
    public mutating func add(_ correlation: Double, _ fit: OutcomesFit?) {
        let own = (fit?.outcomes ?? []).compactMap { own in position(own.outcome).map { (place: $0, own.joint) } }
        scenarios.append(
            Scenario(
                correlation: correlation,
                effects: own.sorted { $0.place < $1.place }.map {
                    ShownEffect($0.1, measure: outcomes[$0.place].measure)
                }))
    }

    private func position(_ code: String) -> Int? { outcomes.firstIndex { $0.code == code } }

    /// The trials in the order of their first rows.
    public var trials: [String] {
        rows.map(\.trial).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Outcomes without a row.
    public var empty: [Outcome] {
        outcomes.indices.filter { place in !rows.contains { $0.outcome == place } }.map { outcomes[$0] }
    }

    /// Whether there is a model, or the rows were seen not to carry one: then each trial's own estimates are all that is known.
    public var isAnswered: Bool { fit != nil || refusal != nil }

    /// The warnings of the fit.
    public var warnings: [MethodWarning] { (fit?.fit.warnings ?? []) + (fit?.robust?.warnings ?? []) }

    /// The test that no outcome is affected.
    public var headline: Headline? {
        guard let fit, let test else { return nil }
        return Headline(.test(test), level: fit.fit.level, rows: fit.fit.rows)
    }

    /// The joint effect on each outcome.
    public func lines(_ display: MeasureDisplay) -> [AnswerLine] {
        let own = effects.map { effect in
            let words = MeasureDisplay(outcomes[effect.outcome].measure, convention: display.convention)
            return AnswerLine(outcomes[effect.outcome].title, words.effect(effect.joint.natural))
        }
        return own + (refusal.map { [AnswerLine("No joint model", $0.message)] } ?? [])
    }

    /// Rows that are not those of the record, and positions of outcomes that are not there.
    public func misfits(rows count: Int) -> [String] {
        var misfits: [String] = []
        if rows.count != count {
            misfits.append("the answer places \(rows.count) rows among outcomes, the record has \(count)")
        }
        let positions = rows.map(\.outcome) + effects.map(\.outcome) + correlations.flatMap(\.outcomes)
        if !positions.allSatisfy(outcomes.indices.contains) {
            misfits.append("the answer names an outcome that is none of the \(outcomes.count)")
        }
        if !correlations.allSatisfy({ $0.outcomes.count == 2 }) {
            misfits.append("the answer has a correlation that is not of two outcomes")
        }
        return misfits
    }
}
