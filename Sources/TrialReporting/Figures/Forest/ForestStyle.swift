import TrialResults

/// The columns, words and marks of figures with one row a study, as a journal has them.
public struct ForestStyle: Sendable, Equatable {
    /// What can stand beside the names.
    public enum Column: Sendable, Equatable {
        /// The months after which each row was read, where any row says them.
        case months
        /// What each group reported.
        case groups
        /// The estimates in a drawing.
        case plot
        /// Estimates and limits in numbers.
        case effect
        /// Percentages of the weight.
        case weight
        /// The risk of bias.
        case lights
    }

    /// How pooled effects are named.
    public enum Totals: Sendable, Equatable {
        /// `Overall (k = 5)` and `Pooled, progressive (k = 3)`.
        case overall
        /// `Total (95% CI)` and `Subtotal (95% CI)`.
        case total
    }

    /// Where the words for both sides of the line of no effect stand.
    public enum Sides: Sendable, Equatable {
        /// Under the axis.
        case belowAxis
        /// Above the first row; under the axis where there is no room.
        case abovePlot
    }

    /// How a prediction interval is drawn; its numbers have a row of their own either way.
    public enum Prediction: Sendable, Equatable {
        /// A bar in its own row.
        case bar
        /// Tails of the diamond, with ticks at their ends.
        case tail
    }

    /// What stands over the lights.
    public enum Letters: Sendable, Equatable {
        /// The tool's own codes, such as `D1`.
        case codes
        /// A, B, C, explained under the figure.
        case alphabetic
    }

    /// The columns after the names, from left to right.
    public var columns: [Column] = [.months, .groups, .plot, .effect, .weight, .lights]
    /// The heading of the names.
    public var studyHeading = "Study"
    /// The heading of the weights.
    public var weightHeading = "Weight"
    /// The heading of a column with events and participants.
    public var eventsHeading = "Events/n"
    /// Fixed names of the two groups; nil for the ones of the evidence.
    public var groupNames: [String]?
    /// Whether events, means, deviations and participants have columns of their own.
    public var splitsCells = false
    /// How pooled effects are named.
    public var namesTotals = Totals.overall
    /// Whether pooled rows show the participants of each group and their events, in a row below where events have a
    /// column of their own.
    public var showsGroupTotals = true
    /// Whether the heading of the effects names the method, such as `IV, Random, 95% CI`.
    public var namesMethod = false
    /// Whether the measure is named above the plot too.
    public var namesEffectAbovePlot = false
    /// Where the words for both sides stand.
    public var sides = Sides.belowAxis
    /// How a prediction interval is drawn.
    public var prediction = Prediction.bar
    /// How heterogeneity and tests are written.
    public var notation = HeterogeneityNotation.house
    /// Whether percentages of the weight have their sign in the heading only.
    public var hasPlainWeights = false
    /// Whether the words for both sides begin with a large letter.
    public var capitalisesSides = false
    /// Whether notes stand left of the axis instead of under it.
    public var notesBesideAxis = false
    /// What stands over the lights.
    public var letters = Letters.codes
    /// The squares of studies that measured an amount.
    public var continuousInk = Ink.estimate
    /// The lines of confidence intervals; nil for the ink of the squares.
    public var whiskerInk: Ink?
    /// Whether a dashed line goes down from the pooled effect.
    public var showsPooledLine = true
    /// Whether the headings stand on a ground of their own.
    public var hasHeadingGround = false
    /// The width of the rule under the headings.
    public var ruleWidth = 1.0
    /// Whether a thin rule stands above the pooled effect.
    public var separatesBlocks = true

    /// The house style; change what differs.
    public init() {}
}

extension FigureStyle {
    /// The words for both sides of the line of no effect in the style's spelling; nil where there are none.
    func sides(_ question: AnalysisQuestion) -> [String]? {
        guard let words = question.favours, words.count == 2 else { return nil }
        return words.map { side in
            let spelled = convention.spelled(DisplayText.clean(side))
            return forest.capitalisesSides ? spelled.prefix(1).uppercased() + spelled.dropFirst() : spelled
        }
    }
}
