import TrialResults

/// What a figure with an axis of effects needs to know.
protocol Plotted {
    /// The analysis.
    var record: AnalysisRecord { get }
    /// The words, numbers and axis of its measure, as the style writes them.
    var display: MeasureDisplay { get }
}

extension Plotted {
    var title: String { record.title }
    var question: AnalysisQuestion { record.question }
    var rows: [StudyResult] { record.rows }
    var level: Double { record.level }
}

/// A record with the way in which a style writes its numbers.
struct PlottedRecord: Plotted {
    let record: AnalysisRecord
    let display: MeasureDisplay

    init(_ record: AnalysisRecord, _ style: any FigureStyle) {
        self.record = record
        display = record.display(style.convention)
    }
}

/// A pooled effect with the way in which a style writes its numbers.
struct PlottedAnalysis: Plotted {
    private let analysis: PooledAnalysis
    let display: MeasureDisplay

    init(_ analysis: PooledAnalysis, _ style: any FigureStyle) {
        self.analysis = analysis
        display = analysis.display(style.convention)
    }

    var record: AnalysisRecord { analysis.record }
    var pooled: PooledResult? { analysis.pooled }
    var explorations: Explorations? { analysis.explorations }
}
