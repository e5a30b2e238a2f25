import TrialResults
import TrialStatistics

/// An analysis whose answer is one pooled effect: the record with what its answer holds.
public struct PooledAnalysis: Sendable {
    /// The record.
    public let record: AnalysisRecord
    /// The answer.
    public let answer: PooledAnswer

    /// Joins a record with one of its answers.
    public init(_ record: AnalysisRecord, _ answer: PooledAnswer) {
        self.record = record
        self.answer = answer
    }

    /// The record with its own answer; nil where that is none of a pooled effect.
    public init?(_ record: AnalysisRecord) {
        guard let answer = record.answer.value as? PooledAnswer else { return nil }
        self.init(record, answer)
    }

    /// The analysis' id in the plan.
    public var id: String { record.id }
    /// Its title.
    public var title: String { record.title }
    /// What was asked.
    public var question: AnalysisQuestion { record.question }
    /// The rows.
    public var rows: [StudyResult] { record.rows }
    /// What was not used.
    public var excluded: [ExcludedRow] { record.excluded }
    /// The confidence level of its limits; the usual one where nothing was pooled.
    public var level: Double { pooled?.fit.level ?? 0.95 }

    /// The pooled effect; nil where nothing could be pooled.
    public var pooled: PooledResult? { answer.pooled }
    /// The effect that leads: that of the record's one headline where this is its own answer, else the pooled one.
    public var leading: NaturalEffect? {
        guard let pooled, isOwn else { return pooled?.natural }
        return record.chosen?.effect ?? pooled.natural
    }

    /// Why another number than the pooled one leads; nil where the pooled one does.
    public var choice: Headline.Choice? { isOwn && pooled != nil ? record.chosen?.choice : nil }

    /// Whether the answer is the record's own; numbers that are not defined keep two equal answers from comparing equal.
    private var isOwn: Bool {
        let own = (record.answer.value as? PooledAnswer)?.pooled?.fit.pooled
        return own?.estimate.bitPattern == pooled?.fit.pooled.estimate.bitPattern
            && own?.standardError.bitPattern == pooled?.fit.pooled.standardError.bitPattern
    }

    /// The same rows in groups.
    public var subgroups: [SubgroupResult] { answer.subgroups }
    /// Other pooled effects to see beside this one.
    public var beside: [BesideResult] { answer.beside }
    /// The same question with one rule changed at a time.
    public var sensitivity: [SensitivityResult] { answer.sensitivity }
    /// The numbers behind further figures.
    public var explorations: Explorations? { answer.explorations }
    /// The pooled effect for every choice that a reader may make.
    public var alternatives: Alternatives? { answer.alternatives }

    /// The words, numbers and axis of its measure.
    public func display(_ convention: NumberConvention) -> MeasureDisplay { record.display(convention) }
}
