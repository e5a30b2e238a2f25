import TrialAnalysis
import TrialResults
import TrialStatistics

/// Which rows point to less and which to more, where their effects cannot be pooled.
public struct DirectionKind: AnalysisKind {
    /// `direction`.
    public let name = "direction"
    /// One sentence.
    public let summary = "Counts how many rows point each way, with an exact sign test."
    /// How near to no effect a row points nowhere.
    public let keys = [DirectionOptions.key]

    /// Creates the kind.
    public init() {}

    /// The counts.
    public var answers: [String: any AnalysisAnswer.Type] { [name: DirectionAnswer.self] }
    /// The test on plain numbers.
    public var tasks: [any BatchTask] { [DirectionTask()] }

    /// Reads the key.
    public func options(_ entry: PlanEntry) -> DirectionOptions { DirectionOptions(entry) }

    /// The rows, as every other kind reads them.
    public func evidence(
        for question: PlannedQuestion<DirectionOptions>, in library: EvidenceLibrary
    ) throws(AnalysisError) -> ContrastSet {
        try library.contrasts(for: question)
    }

    /// Counts the rows.
    public func answer(
        _ question: PlannedQuestion<DirectionOptions>, on evidence: ContrastSet, by context: RunContext
    ) throws(AnalysisError) -> KindAnswer {
        let level = try context.resolved(question.specification.methods).pooling.level
        let rows = evidence.rows(measure: question.measure, level: level)
        let noEffect = question.measure.descriptor.noEffect ?? 0
        let test = SignTest(
            distances: rows.map { $0.natural.estimate - noEffect }, width: question.options.width, level: level)
        var method = MethodRecord(context.profile.commonEffect, profile: context.profile)
        method.comparison = ComparisonMethod(code: "sign-test", name: "exact sign test", label: "sign")
        (method.interval, method.level) = (nil, level)
        return KindAnswer(
            DirectionAnswer(test), by: method, rows: rows, excluded: evidence.excluded, warnings: evidence.warnings)
    }
}

/// What a plan may ask of directions.
public struct DirectionOptions: KindOptions {
    static let key = "no-direction-within"

    /// The distance from no effect, on the natural scale, up to which a row points nowhere.
    public var width = 0.0

    /// Exact ties only.
    public init() {}

    init(_ entry: PlanEntry) {
        if let width = entry.number(Self.key) {
            self.width = width
            if width < 0 { entry.problem(at: Self.key, "'\(Self.key)' must not be negative; 0 drops exact ties only") }
        }
        if let measure = try? entry.catalogue.measure(entry.measure), measure.descriptor.noEffect == nil {
            entry.problem(at: "measure", "\(measure.code) compares nothing, so it has no direction; choose RR or MD")
        }
    }
}
