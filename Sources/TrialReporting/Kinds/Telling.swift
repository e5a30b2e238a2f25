import TrialResults
import TrialStatistics

/// What surrounds an answer while it is told: its record, the evidence, and how the report looks.
public struct TellingScope: Sendable {
    /// The analysis.
    public let record: AnalysisRecord
    /// The evidence itself; nil in results that have none.
    public let overview: EvidenceOverview?
    /// How the report looks.
    public let look: ReportLook

    /// Creates a scope.
    public init(_ record: AnalysisRecord, overview: EvidenceOverview? = nil, look: ReportLook = ReportLook()) {
        self.record = record
        self.overview = overview
        self.look = look
    }

    /// The kind of English.
    public var convention: NumberConvention { look.convention }
    /// The words and numbers of the record's measure.
    public var display: MeasureDisplay { record.display(look.convention) }
    /// How numbers are written.
    public var format: NumberFormat { look.convention.format }
    /// What figures of the record are drawn from.
    public var input: FigureInput { FigureInput(record, overview: overview, kinds: look.kinds) }

    /// A figure of the record as a block; nil where it has nothing to show.
    public func drawing(_ figure: any Figure) -> FigureDrawing? {
        figure.drawing(for: input, style: look.style).map { scene in
            var drawing = FigureDrawing(code: figure.code, kind: figure.title, scene: scene)
            drawing.narrow = figure.narrowScene(for: input, style: look.style)
            return drawing
        }
    }
}

/// An answer to be told, with everything that its sentences, tables and figures need.
public struct Telling<Value: AnalysisAnswer>: Sendable {
    /// The answer.
    public let answer: Value
    /// Its record, the evidence, the look.
    public let scope: TellingScope
    /// Whether it is the record's own answer; otherwise it stands in its `further`.
    public let isOwn: Bool
    /// Sentences that the record's further answers add to the finding of its own one.
    public let remarks: [String]

    /// Creates a telling.
    public init(_ answer: Value, scope: TellingScope, isOwn: Bool = true, remarks: [String] = []) {
        self.answer = answer
        self.scope = scope
        self.isOwn = isOwn
        self.remarks = remarks
    }

    /// The analysis.
    public var record: AnalysisRecord { scope.record }
    /// The words and numbers of the record's measure.
    public var display: MeasureDisplay { scope.display }
    /// How numbers are written.
    public var format: NumberFormat { scope.format }

    /// The words and numbers of what a headline measures.
    func display(of headline: Headline) -> MeasureDisplay {
        headline.measure.map { MeasureDisplay($0, convention: scope.convention, per: display.per) } ?? display
    }
}

/// Rows that an answer used, and rows that it could not use.
public struct RowBlock: Sendable, Equatable {
    /// What the rows are called in files, such as `analysis`.
    public let name: String
    /// What the rows are called above a table, such as `Study rows`.
    public let caption: String
    /// The rows.
    public let used: [StudyResult]
    /// What was not used.
    public let excluded: [ExcludedRow]

    /// Creates a block.
    public init(_ name: String, caption: String, used: [StudyResult], excluded: [ExcludedRow]) {
        self.name = name
        self.caption = caption
        self.used = used
        self.excluded = excluded
    }

    /// The rows of a record.
    public static func own(_ record: AnalysisRecord) -> RowBlock {
        RowBlock("analysis", caption: "Study rows", used: record.rows, excluded: record.excluded)
    }
}

/// A CSV table with the first part of its file's name.
public struct NamedTable: Sendable, Equatable {
    /// The name, such as `subgroups`; the analysis' id follows in the name of the file.
    public let name: String
    /// The table.
    public let table: CSVTable

    /// Names a table.
    public init(_ name: String, _ table: CSVTable) {
        self.name = name
        self.table = table
    }
}
