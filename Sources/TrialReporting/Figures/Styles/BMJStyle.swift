import TrialResults

/// Like the figures of The BMJ: numbers close to their signs, a tinted heading, the plot in the middle with its measure
/// named above, dark blue squares and a paler diamond.
public struct BMJStyle: FigureStyle {
    /// `bmj`.
    public let code = "bmj"
    /// `The BMJ`.
    public let title = "The BMJ"
    /// The BMJ's numbers, British spelling.
    public let convention = NumberConvention.bmj
    /// Arial or what has its widths, then what every machine has.
    public let fontFamilies = ["Liberation Sans", "Arial", "Helvetica", "DejaVu Sans", "sans-serif"]
    /// 12 pixels.
    public let fontSize = 12.0
    /// 15 pixels.
    public let titleSize = 15.0
    /// 11 pixels.
    public let noteSize = 11.0
    /// 280 pixels.
    public let plotWidth = 280.0
    /// 280 pixels.
    public let labelWidth = 280.0
    /// 16 pixels.
    public let margin = 16.0
    /// 18 pixels.
    public let gap = 18.0

    /// Creates the style.
    public init() {}

    /// The plot in the middle, then weights and effects.
    public var forest: ForestStyle {
        var forest = ForestStyle()
        forest.columns = [.groups, .plot, .weight, .effect, .lights]
        forest.weightHeading = "Weight (%)"
        forest.eventsHeading = "No of events/total"
        forest.namesTotals = .total
        forest.namesEffectAbovePlot = true
        forest.notation = .bmj
        forest.hasHeadingGround = true
        forest.capitalisesSides = true
        forest.hasPlainWeights = true
        forest.showsPooledLine = true
        return forest
    }

    /// The colour of an ink.
    public func colour(_ ink: Ink) -> String {
        switch ink {
        case .estimate, .continuous: "#1f4e79"
        case .pooled, .subgroup: "#2a6ebb"
        case .prediction: "#8a6d00"
        case .heading: "#dcebf7"
        case .rule: "#9fb6c9"
        default: JournalStyle().colour(ink)
        }
    }
}
