import TrialStatistics

/// The answer of a plugin to a question, with the plugin that gave it.
///
/// A program that does not know the plugin reads it all the same: its kind stands for any name, and it is told by the field
/// `plugin`.
public struct PluginAnswer: AnalysisAnswer {
    /// The plugin.
    public let plugin: PluginReference
    /// Whether there is an answer; where not, `finding` says why.
    public let isAnswered: Bool
    /// The name of the method, in the plugin's words.
    public let method: String
    /// What came out, in the plugin's words.
    public let finding: String
    /// The effect on the natural scale; nil where the answer is none.
    public let effect: NaturalEffect?
    /// The effect on the scale of analysis: estimate, lower and upper limit.
    public let analysed: NaturalEffect?
    /// The confidence level of the limits.
    public let level: Double
    /// How many rows it was given.
    public let rows: Int
    /// What it shows beside the finding.
    public let content: [PluginContent]
    /// What a reader must know.
    public let warnings: [MethodWarning]

    /// Creates an answer without an effect; see ``with(effect:scale:)``.
    public init(
        _ plugin: PluginReference, method: String, finding: String, rows: Int, level: Double,
        content: [PluginContent] = [], warnings: [MethodWarning] = [], isAnswered: Bool = true
    ) {
        self.init(
            plugin, texts: (method, finding), counts: (rows, level), shown: (content, warnings), isAnswered: isAnswered,
            effects: (nil, nil))
    }

    private init(
        _ plugin: PluginReference, texts: (method: String, finding: String), counts: (rows: Int, level: Double),
        shown: (content: [PluginContent], warnings: [MethodWarning]), isAnswered: Bool,
        effects: (natural: NaturalEffect?, analysed: NaturalEffect?)
    ) {
        self.plugin = plugin
        (method, finding) = texts
        (rows, level) = counts
        (content, warnings) = shown
        self.isAnswered = isAnswered
        (effect, analysed) = effects
    }

    /// The answer with an effect on the scale of analysis, shown on the natural scale of a measure.
    public func with(effect analysed: NaturalEffect, scale: EffectScale) -> PluginAnswer {
        let natural = NaturalEffect(
            analysed.estimate, ConfidenceLimits(lower: analysed.lower, upper: analysed.upper), scale: scale)
        return PluginAnswer(
            plugin, texts: (method, finding), counts: (rows, level), shown: (content, warnings), isAnswered: isAnswered,
            effects: (natural, analysed))
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
