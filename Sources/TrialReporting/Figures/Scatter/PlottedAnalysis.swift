import TrialResults

/// An analysis with the way in which a style writes its numbers.
@dynamicMemberLookup
struct PlottedAnalysis {
    private let result: AnalysisResult
    /// The words, numbers and axis of its measure, as the style writes them.
    let display: MeasureDisplay

    init(_ result: AnalysisResult, _ style: any FigureStyle) {
        self.result = result
        display = result.display(style.convention)
    }

    /// What the analysis holds.
    subscript<Value>(dynamicMember path: KeyPath<AnalysisResult, Value>) -> Value { result[keyPath: path] }
}
