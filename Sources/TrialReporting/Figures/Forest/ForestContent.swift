import TrialResults
import TrialStatistics

/// What a figure with one row a study says before anything has a place: columns, rows, plots, notes.
///
/// The forest plot and all panels that look like it fill this one value and share its layout and painter.
struct ForestContent: Sendable {
    /// A column after the names.
    struct Column: Sendable, Equatable {
        /// What a column holds.
        enum Role: Sendable, Equatable {
            /// Texts, set to the right; one cell of each row, in the order of such columns.
            case text
            /// A drawing, by its position in `plots`.
            case plot(Int)
            /// Lights of the risk of bias.
            case lights
        }

        let role: Role
        /// The heading; broken into lines where it is wide.
        var heading: String
        /// The position in `groups` of the heading that this column shares with its neighbours.
        var group: Int?
    }

    /// A drawing with an axis of its own.
    struct Plot: Sendable {
        /// How values become distances.
        var transform = PlotAxis.Transform.linear
        /// The natural values at both ends; nil to choose them from what is drawn.
        var domain: ClosedRange<Double>?
        /// The whole of which the natural values are parts, such as 0 to 1; nil where there is none.
        var whole: ClosedRange<Double>?
        /// Where the line of no effect stands.
        var null: Double?
        /// Where a dashed line stands, such as at the pooled effect.
        var reference: Double?
        /// Where thin dashed lines stand.
        var thresholds: [Double] = []
        /// What stands under the axis.
        var caption = ""
        /// The words for both sides of the line of no effect.
        var sides: [String]?
        /// How the axis' values are written.
        var label: @Sendable (Double) -> String
        /// The width; nil for the style's.
        var width: Double?
    }

    /// One row.
    struct Row: Sendable {
        /// Its name.
        var label: String
        /// Whether the name and the numbers are bold.
        var isBold = false
        /// How far the name is moved in, in steps.
        var indentation = 0
        /// The texts of the text columns, from left to right; empty for rows that have none.
        var cells: [String] = []
        /// What is drawn, by the position of the plot.
        var symbols: [Symbol?] = []
        /// The lights, from left to right; empty for rows that are no study.
        var lights: [BiasLight?] = []
        /// A note under the name.
        var note: String?
        /// Whether a thin rule stands above.
        var startsBlock = false
    }

    /// What is drawn in a plot of one row.
    enum Symbol: Sendable {
        /// A study: a square whose area is the share of the largest weight, and its limits.
        case square(NaturalEffect, share: Double, ink: Ink)
        /// An estimate that has no weight: a small circle, and its limits.
        case point(NaturalEffect, ink: Ink)
        /// A pooled effect; its tails are the prediction interval.
        case diamond(NaturalEffect, ink: Ink, tail: ConfidenceLimits? = nil)
        /// A prediction interval.
        case bar(ConfidenceLimits)
        /// A single value, with a stalk from where there is nothing.
        case stalk(Double, from: Double, ink: Ink)
    }

    /// The name of the kind of figure, such as `Forest plot`.
    let figure: String
    let title: String
    /// What stands above the figure; a forest plot needs no name, as everybody knows it.
    var heading: String { figure == ForestPlot().title ? title : "\(figure): \(title)" }
    /// The heading of the names.
    var nameHeading = "Study"
    var columns: [Column] = []
    /// Headings that several columns share.
    var groups: [String] = []
    var plots: [Plot] = []
    /// What stands over each light.
    var lightHeadings: [String] = []
    var rows: [Row] = []
    /// Lines under the rows.
    var footnotes: [String] = []
    /// What the figure shows, in sentences.
    var description = ""

    init(figure: String, title: String) {
        self.figure = figure
        self.title = DisplayText.clean(title)
    }
}

extension ForestContent.Plot {
    /// Takes the ends of the axis and the line of reference that are chosen for a figure.
    mutating func choose(_ options: FigureOptions) {
        if let limits = options.limits, transform.forward(limits.lower).isFinite {
            domain = limits.lower...limits.upper
        }
        if let reference = options.reference, transform.forward(reference).isFinite { thresholds.append(reference) }
    }
}

extension ForestContent {
    /// A plot of natural effects of a measure, as the forest plot has it.
    static func effects(_ display: MeasureDisplay) -> Plot {
        let isRatio = display.kind == .ratio
        return Plot(
            transform: isRatio ? .logarithmic : .linear, whole: display.kind == .proportion ? 0...1 : nil,
            null: display.measure.nullValue,
            caption: isRatio ? "\(display.heading), logarithmic axis" : display.heading,
            label: { AxisLabel.text($0, display) })
    }
}
