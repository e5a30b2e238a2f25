/// The outcomes of a review's analyses: two analyses that a plan could not tell apart get names of their own.
///
/// Reviews call the outcome of several comparisons alike ("Relapse" with one drug and with another); pooled by that name, a
/// study's arms of both comparisons would become one. The name of the comparison is then added to the outcome.
public struct RevManOutcomes: Sendable {
    private var names: [String: RevManAnalysisName] = [:]

    /// Names the outcomes of all analyses of a review.
    public init(_ analyses: [RevManAnalysis]) {
        let own = analyses.map { RevManAnalysisName($0.name, outcome: $0.outcome) }
        let alike = Dictionary(grouping: zip(analyses, own), by: \.1)
        for (analysis, name) in zip(analyses, own) {
            var name = name
            let others = (alike[name] ?? []).map(\.0).filter { $0.label != analysis.label }
            let far = others.filter { $0.comparison != analysis.comparison }
            if !far.isEmpty {
                let isKnown =
                    !analysis.comparisonName.isEmpty
                    && !far.contains { $0.comparisonName == analysis.comparisonName }
                name.outcome += " (\(isKnown ? analysis.comparisonName : "comparison \(analysis.comparison)"))"
            }
            let isTwin = others.contains { other in
                other.comparison == analysis.comparison && other.dataType == analysis.dataType
                    && other.measure == analysis.measure
            }
            if isTwin {
                name.outcome += " (analysis \(analysis.label))"
            }
            names[analysis.label] = name
        }
    }

    func name(of analysis: RevManAnalysis) -> RevManAnalysisName {
        names[analysis.label] ?? RevManAnalysisName(analysis.name, outcome: analysis.outcome)
    }

    /// The outcome of an analysis in the dataset that the review becomes.
    public func outcome(of analysis: RevManAnalysis) -> String { name(of: analysis).outcome }
}
