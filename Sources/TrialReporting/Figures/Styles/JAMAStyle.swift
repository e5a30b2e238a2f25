import TrialResults

/// Like the figures of JAMA and its sister journals: American numbers and spelling, thin rules, the sides of the plot named
/// above it, navy squares and light blue diamonds.
public struct JAMAStyle: FigureStyle {
    /// `jama`.
    public let code = "jama"
    /// `JAMA`.
    public let title = "JAMA"
    /// American numbers and spelling.
    public let convention = NumberConvention.american
    /// Arial or what has its widths, then what every machine has.
    public let fontFamilies = ["Liberation Sans", "Arial", "Helvetica", "DejaVu Sans", "sans-serif"]
    /// 11.5 pixels.
    public let fontSize = 11.5
    /// 14 pixels.
    public let titleSize = 14.0
    /// 10.5 pixels.
    public let noteSize = 10.5
    /// 270 pixels.
    public let plotWidth = 270.0
    /// 260 pixels.
    public let labelWidth = 260.0
    /// 16 pixels.
    public let margin = 16.0
    /// 16 pixels.
    public let gap = 16.0

    /// Creates the style.
    public init() {}

    /// Numbers before the plot, weights after it, the sides named above.
    public var forest: ForestStyle {
        var forest = ForestStyle()
        forest.columns = [.groups, .effect, .plot, .weight, .lights]
        forest.studyHeading = "Source"
        forest.weightHeading = "Weight, %"
        forest.eventsHeading = "No./total No."
        forest.namesTotals = .total
        forest.sides = .abovePlot
        forest.capitalisesSides = true
        forest.hasPlainWeights = true
        forest.prediction = .tail
        forest.notation = .jama
        forest.showsPooledLine = true
        forest.ruleWidth = 0.6
        forest.separatesBlocks = false
        return forest
    }

    /// The colour of an ink.
    public func colour(_ ink: Ink) -> String {
        switch ink {
        case .text, .null: "#1a1a1a"
        case .estimate, .continuous: "#14355e"
        case .pooled, .subgroup: "#3d8fc4"
        case .prediction: "#14355e"
        case .rule: "#7d7d7d"
        default: JournalStyle().colour(ink)
        }
    }
}
