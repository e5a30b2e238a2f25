import TrialEvidence
import TrialStatistics

/// The datasets of a plan, as a kind takes its evidence from them.
public struct EvidenceLibrary: Sendable {
    private let datasets: [String: LoadedDataset]
    /// The measures and kinds that may be named.
    public let catalogue: AnalysisCatalogue

    /// Takes the main dataset under the empty name, further ones under the plan's names.
    public init(_ datasets: [String: LoadedDataset], catalogue: AnalysisCatalogue = .standard) {
        self.datasets = datasets
        self.catalogue = catalogue
    }

    /// The dataset of a name, the main one without.
    ///
    /// - Throws: `AnalysisError` where the plan names no such dataset.
    public func dataset(_ name: String = "") throws(AnalysisError) -> Dataset {
        try indexed(name).dataset
    }

    /// The dataset of a name by its names.
    ///
    /// - Throws: `AnalysisError` where the plan names no such dataset.
    func indexed(_ name: String = "") throws(AnalysisError) -> IndexedDataset {
        if let dataset = datasets[name]?.indexed { return dataset }
        throw name.isEmpty
            ? AnalysisError(.unreadableDataset, "there is no dataset")
            : AnalysisError(.unknownName, "the plan has no dataset '\(name)'; name it under 'datasets'")
    }

    /// The effect sizes of a question in a dataset: rows chosen by the rules, each turned into an estimate.
    ///
    /// - Parameters:
    ///   - outcome: The outcome's code in the dataset.
    ///   - measure: The effect measure.
    ///   - rules: Which rows count.
    ///   - methods: Zero-cell rule and variance; what is nil is the measure's own choice in reviews.
    ///   - dataset: The dataset's name in the plan; empty for the main one.
    /// - Throws: `AnalysisError` where the dataset lacks the outcome, or the measure does not fit the rules.
    public func contrasts(
        _ outcome: String, _ measure: AnyEffectMeasure, rules: RowRules, methods: MethodRequest = MethodRequest(),
        in dataset: String = ""
    ) throws(AnalysisError) -> ContrastSet {
        let options = EffectOptions(
            zeroCells: methods.zeroCells ?? measure.descriptor.zeroCellsOfReviews, varianceType: methods.varianceType)
        var builder = ContrastBuilder(
            try indexed(dataset), outcome: outcome, measure: measure, rules: rules, options: options)
        return try builder.build()
    }

    /// The effect sizes of a plan's question.
    ///
    /// - Throws: `AnalysisError` as above.
    public func contrasts<Options>(for question: PlannedQuestion<Options>) throws(AnalysisError) -> ContrastSet {
        let asked = question.specification
        return try contrasts(asked.outcome, question.measure, rules: asked.rules, methods: asked.methods)
    }
}
