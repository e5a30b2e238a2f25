import TrialResults

/// One part of a section. Its texts are plain; page and documents escape them in their own ways.
public enum ReportBlock: Sendable {
    /// The numbers at the head of an analysis; on the page only, because the finding says them in words.
    case tiles([ReportTile])
    /// What came out: on the page in plain language, in documents as the whole results paragraph.
    case finding(plain: String, full: String)
    /// A paragraph.
    case paragraph(String, ParagraphRole = .text)
    /// A list of sentences.
    case list([String], ListRole)
    /// A table.
    case table(TextTable)
    /// Study rows, each with its sources.
    case studies(StudyRows)
    /// A figure.
    case figure(FigureDrawing)
    /// Figures that the page folds away; documents show or name them, as ``FurtherFigures`` says.
    case furtherFigures([FigureDrawing])
    /// What a reader of the page may choose.
    case choices(ReaderChoices)

    /// What a paragraph is.
    public enum ParagraphRole: Sendable, Equatable {
        /// Anything.
        case text
        /// How something was computed.
        case method
    }

    /// What a list is.
    public enum ListRole: Sendable, Equatable {
        /// What a reader must know before using a number; it brings a heading of its own.
        case warnings
        /// Anything.
        case plain
    }

    /// The heading over the figures that the page folds away.
    static let furtherHeading = "Further figures"
    /// The heading over warnings.
    static let warningsHeading = "What to know before using this number"
}

/// A number at the head of an analysis.
public struct ReportTile: Sendable, Equatable {
    /// What it is, such as `Pooled risk ratio`.
    public let name: String
    /// The number.
    public let value: String
    /// What stands beside it, such as its interval; may be empty.
    public let note: String

    /// Creates a tile.
    public init(_ name: String, _ value: String, _ note: String = "") {
        self.name = name
        self.value = value
        self.note = note
    }
}

/// Study rows to show as a table: the page adds the source of each number.
public struct StudyRows: Sendable {
    /// What the rows are, such as `Study rows`.
    public let caption: String
    /// The rows.
    public let rows: [StudyResult]
    /// The words and numbers of their measure.
    public let display: MeasureDisplay
    /// The confidence level of their limits.
    public let level: Double
    /// Whether the months of each row have a column: where a row here, or one that it is shown with, says them.
    public var showsMonths: Bool

    /// Creates a table of rows.
    public init(_ caption: String, _ rows: [StudyResult], display: MeasureDisplay, level: Double) {
        self.caption = caption
        self.rows = rows
        self.display = display
        self.level = level
        showsMonths = rows.contains { $0.months != nil }
    }
}

/// A figure that was drawn.
public struct FigureDrawing: Sendable, Equatable {
    /// The figure's code, such as `forest`.
    public let code: String
    /// What kind of figure it is, such as `Forest plot`.
    public let kind: String
    /// The drawing.
    public let scene: Scene
    /// The drawing for a screen as narrow as a phone; nil where there is none.
    public var narrow: Scene?

    /// Keeps a drawing.
    public init(code: String, kind: String, scene: Scene) {
        self.code = code
        self.kind = kind
        self.scene = scene
    }
}

/// The choices of a reader of the page, as the page's script reads them.
public struct ReaderChoices: Sendable, Equatable {
    /// The data: JSON that is safe inside a `script` element, in HTML and in XML.
    let json: String
    /// What a reader must know of the choices.
    let notes: [String]
}
