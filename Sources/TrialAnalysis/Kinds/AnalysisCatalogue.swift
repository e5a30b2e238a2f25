import TrialEvidence
import TrialResults
import TrialStatistics

/// Everything that a plan or a request may name: kinds of questions with their measures and methods.
///
/// It is a value: a test, a Swift package or a plugin adds to ``standard`` and passes the result on.
public struct AnalysisCatalogue: Sendable {
    /// The kinds, in the order of the documentation.
    public private(set) var kinds: [any AnalysisKind]
    /// The effect measures.
    public private(set) var measures: EffectMeasures
    /// The methods and profiles.
    public private(set) var methods: MethodRegistry
    /// What may be asked for under `plugins`.
    public private(set) var additions: [any ReportAddition] = []
    /// The plugins that measures come from, by the measure's code.
    public private(set) var measurePlugins: [String: PluginReference] = [:]

    /// Creates a catalogue.
    public init(
        kinds: [any AnalysisKind], measures: EffectMeasures = .standard, methods: MethodRegistry = .standard
    ) {
        self.kinds = kinds
        self.measures = measures
        self.methods = methods
    }

    /// What comes with TrialPool.
    public static let standard = AnalysisCatalogue(kinds: [
        PairwiseKind(), SingleGroupsKind(), RareEventsKind(), MetaRegressionKind(), MultilevelKind(),
        DurabilityKind(), SeveralOutcomesKind(), NetworkKind(), DoseResponseKind(), MultiverseKind(),
    ])

    /// The same with a further kind.
    public func adding(_ kind: any AnalysisKind) -> AnalysisCatalogue {
        var result = self
        result.kinds.removeAll { $0.name == kind.name }
        result.kinds.append(kind)
        return result
    }

    /// The same with a further addition to reports.
    public func adding(_ addition: any ReportAddition) -> AnalysisCatalogue {
        var result = self
        result.additions.removeAll { $0.name == addition.name }
        result.additions.append(addition)
        return result
    }

    /// The same with the measure of a plugin.
    public func adding(_ measure: AnyEffectMeasure, of plugin: PluginReference) -> AnalysisCatalogue {
        var result = with(measures.adding(measure))
        result.measurePlugins[measure.code] = plugin
        return result
    }

    /// The same with other measures.
    public func with(_ measures: EffectMeasures) -> AnalysisCatalogue {
        var result = self
        result.measures = measures
        return result
    }

    /// The same with other methods.
    public func with(_ methods: MethodRegistry) -> AnalysisCatalogue {
        var result = self
        result.methods = methods
        return result
    }

    /// The kind of a name; nil where there is none.
    public func kind(named name: String) -> (any AnalysisKind)? { kinds.first { $0.name == name } }

    /// The effect measure of a code.
    ///
    /// - Throws: `AnalysisError` where there is none.
    public func measure(_ code: String) throws(AnalysisError) -> AnyEffectMeasure {
        do { return try measures.named(code) } catch {
            throw AnalysisError(.unknownName, error.message)
        }
    }

    /// The method profile of a name.
    ///
    /// - Throws: `AnalysisError` where there is none.
    public func profile(named name: String) throws(AnalysisError) -> MethodProfile {
        if let profile = methods.profile(name) { return profile }
        let hint = NearestName.choices(methods.profiles.map(\.name), for: name)
        throw AnalysisError(.unknownName, "there is no method profile '\(name)'; \(hint)")
    }

    /// The types of answers, for reading result files.
    public var answers: AnswerTypes {
        kinds.reduce(AnswerTypes.standard) { types, kind in
            kind.answers.reduce(types) { $0.adding($1.value, for: $1.key) }
        }
    }
}
