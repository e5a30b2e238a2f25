/// Something of a figure that a plan or a command may choose; the raw value is the key.
public enum FigureControl: String, Codable, Sendable, CaseIterable {
    /// The title.
    case title
    /// The width of the area with the axis.
    case width
    /// The height of the area between the axes.
    case height
    /// The ends of the axis of effects.
    case limits
    /// A further line on the axis of effects.
    case reference
    /// The order of the rows.
    case order
    /// Further columns.
    case columns
    /// What tells points apart.
    case group
    /// The line of the small-study effect.
    case line

    /// What each figure takes, by its code.
    public static let ofFigures: [String: Set<FigureControl>] = [
        "forest": [.title, .width, .limits, .reference, .order, .columns],
        "funnel": [.title, .width, .height, .limits, .reference, .group, .line],
        "funnel-size": [.title, .width, .height, .limits, .reference, .group],
        "galbraith": [.title, .width, .height],
        "labbe": [.title, .width],
        "baujat": [.title, .width, .height],
        "drapery": [.title, .width, .height, .limits, .reference],
        "tau2-profile": [.title, .width, .height, .limits],
        "leave-one-out": [.title, .width, .limits, .reference],
        "cumulative": [.title, .width, .limits, .reference],
        "influence": [.title],
        "subset-cloud": [.title],
        "few-studies": [.title, .width, .limits, .reference],
        "rare-events": [.title, .width, .limits],
        "bubble": [.title, .width, .height, .limits, .reference, .group],
        "over-time": [.title, .width, .height, .limits, .reference],
        "outcome-matrix": [.title],
        "network-graph": [.title], "network-forest": [.title, .width, .limits, .reference],
        "network-split": [.title, .width, .limits, .reference], "league": [.title], "rankogram": [.title],
        "net-heat": [.title], "network-funnel": [.title, .width, .height],
        "specification-curve": [.title, .width, .height, .limits],
        "component-forest": [.title, .width, .limits, .reference], "dose-curve": [.title, .width, .height, .limits],
    ]
}
