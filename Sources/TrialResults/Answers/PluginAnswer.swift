import TrialStatistics

/// The answer of a plugin to a question, with the plugin that gave it.
///
/// A program that does not know the plugin reads it all the same: its kind stands for any name, and it is told by the field
/// `plugin`.
public struct PluginAnswer: AnalysisAnswer {
    /// The plugin.
    public let plugin: PluginReference
    /// Whether there is an answer; where not, `finding` says why.
    public var isAnswered = true
    /// The name of the method, in the plugin's words.
    public let method: String
    /// What came out, in the plugin's words.
    public let finding: String
    /// The effect on the natural scale; nil where the answer is none.
    public private(set) var effect: NaturalEffect?
    /// The effect on the scale of analysis: estimate, lower and upper limit.
    public private(set) var analysed: NaturalEffect?
    /// The confidence level of the limits.
    public let level: Double
    /// How many rows it was given.
    public let rows: Int
    /// What it shows beside the finding.
    public var content: [PluginContent] = []
    /// What a reader must know.
    public var warnings: [MethodWarning] = []

    /// Creates an answer without an effect, see ``with(effect:scale:)``; what it shows and warns of is set on it.
    public init(_ plugin: PluginReference, method: String, finding: String, rows: Int, level: Double) {
        self.plugin = plugin
        self.method = method
        self.finding = finding
        self.rows = rows
        self.level = level
    }

    /// The answer with an effect on the scale of analysis, shown on the natural scale of a measure.
    public func with(effect analysed: NaturalEffect, scale: EffectScale) -> PluginAnswer {
        var answer = self
        answer.analysed = analysed
        answer.effect = NaturalEffect(
            analysed.estimate, ConfidenceLimits(lower: analysed.lower, upper: analysed.upper), scale: scale)
        return answer
    }

    /// The effect, where there is one.
    public var headline: Headline? {
        effect.map { Headline(.effect($0), level: level, rows: rows) }
    }

    /// What it found, and by which plugin.
    public func lines(_ display: MeasureDisplay) -> [AnswerLine] { [] }

    /// Nothing of it refers to rows.
    public func misfits(rows: Int) -> [String] { [] }
}
