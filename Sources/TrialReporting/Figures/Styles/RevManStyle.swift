import TrialResults

/// Like the figures of Cochrane's RevMan: events and totals in columns of their own, weights, the effect with its method,
/// blue squares for events and green ones for amounts, black diamonds, the tests beside the axis.
public struct RevManStyle: FigureStyle {
    /// `revman`.
    public let code = "revman"
    /// `RevMan`.
    public let title = "RevMan"
    /// RevMan's numbers.
    public let convention = NumberConvention.revman
    /// Arial or what has its widths, then what every machine has.
    public let fontFamilies = ["Liberation Sans", "Arial", "Helvetica", "DejaVu Sans", "sans-serif"]
    /// 11.5 pixels.
    public let fontSize = 11.5
    /// 14 pixels.
    public let titleSize = 14.0
    /// 11 pixels.
    public let noteSize = 11.0
    /// 260 pixels.
    public let plotWidth = 260.0
    /// 260 pixels.
    public let labelWidth = 260.0
    /// 14 pixels.
    public let margin = 14.0
    /// 14 pixels.
    public let gap = 14.0

    /// Creates the style.
    public init() {}

    /// Groups, weights, effects, plot, lights.
    public var forest: ForestStyle {
        var forest = ForestStyle()
        forest.columns = [.groups, .weight, .effect, .plot, .lights]
        forest.studyHeading = "Study or Subgroup"
        forest.groupNames = ["Experimental", "Control"]
        forest.splitsCells = true
        forest.namesTotals = .total
        forest.namesMethod = true
        forest.namesEffectAbovePlot = true
        forest.notation = .revman
        forest.notesBesideAxis = true
        forest.capitalisesSides = true
        forest.letters = .alphabetic
        forest.continuousInk = .continuous
        forest.whiskerInk = .text
        forest.showsPooledLine = false
        return forest
    }

    /// The colour of an ink.
    public func colour(_ ink: Ink) -> String {
        switch ink {
        case .text, .pooled, .subgroup, .null: "#000000"
        case .muted: "#1a1a1a"
        case .estimate: "#2347c5"
        case .continuous: "#1b8a2f"
        case .prediction: "#555555"
        case .rule: "#333333"
        default: JournalStyle().colour(ink)
        }
    }
}
