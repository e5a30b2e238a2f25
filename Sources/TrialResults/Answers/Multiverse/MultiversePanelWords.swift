import TrialStatistics

/// What the specifications of a measure give, in words that terminal and report share.
public struct MultiversePanelWords {
    private let panel: MultiversePanel
    private let display: MeasureDisplay

    /// Takes the numbers of a measure and its words.
    public init(_ panel: MultiversePanel, _ display: MeasureDisplay) {
        self.panel = panel
        self.display = display
    }

    /// Count, range and shares, as `48 of 48 specifications; median 0.83, from 0.71 to 0.95; below no effect 100%, …`.
    public var line: String {
        ([counted, range] + [sides, important].compactMap(\.self)).filter { !$0.isEmpty }.joined(separator: "; ")
    }

    /// How many have an effect.
    public var counted: String {
        let format = display.format
        return "\(format.count(panel.computed)) of \(format.count(panel.specifications))"
            + " \(panel.specifications == 1 ? "specification" : "specifications")"
    }

    /// Median, least and greatest, or the one value; empty where nothing was computed.
    public var range: String {
        guard let median = panel.median else { return "" }
        return span.map { "median \(display.value(median)), \($0)" } ?? "\(display.value(median)) throughout"
    }

    /// The same as the end of a sentence on the effect: `has the median 0.83, from 0.71 to 0.95`, `is 3.22 throughout`.
    public var clause: String {
        guard let median = panel.median else { return "is not known" }
        return span.map { "has the median \(display.value(median)), \($0)" } ?? "is \(display.value(median)) throughout"
    }

    /// The least and the greatest effect; nil where they read the same.
    private var span: String? {
        guard let least = panel.least.map(display.value), let greatest = panel.greatest.map(display.value),
            least != greatest
        else { return nil }
        return "from \(least) to \(greatest)"
    }

    /// Shares on each side of no effect; nil for single groups.
    public var sides: String? {
        guard let sides = panel.sides, panel.computed > 0 else { return nil }
        return shares(sides, below: "below no effect", above: "above no effect", none: "none on a side of no effect")
    }

    /// Shares beyond the smallest important difference; nil where none is named.
    public var important: String? {
        guard let sides = panel.important, panel.computed > 0 else { return nil }
        let bounds = sides.bounds.map(display.value)
        let words = "at or beyond the important difference"
        return shares(
            sides, below: "\(words) \(bounds[0])", above: "\(words) \(bounds[1])",
            none: "none \(words), \(bounds[0]) or \(bounds[1])")
    }

    /// The sides on which some effects lie.
    private func shares(_ sides: MultiversePanel.Sides, below: String, above: String, none: String) -> String {
        let parts = [(sides.below, sides.clearlyBelow, below), (sides.above, sides.clearlyAbove, above)]
            .filter { $0.0 > 0 }.map { "\(share($0.0)) \($0.2) (\(share($0.1)) with the whole interval)" }
        return parts.isEmpty ? none : parts.joined(separator: ", ")
    }

    /// A share of the computed specifications.
    public func share(_ count: Int) -> String { Self.share(count, of: panel.computed, display.format) }

    /// A share in percent; one that is not all and not none is never shown as such.
    public static func share(_ count: Int, of total: Int, _ format: NumberFormat) -> String {
        guard count > 0, total > 0 else { return "0%" }
        let percent = 100 * Double(count) / Double(total)
        return count < total && percent > 99.5
            ? "over 99%" : percent < 0.5 ? "under 1%" : "\(format.fixed(percent, decimals: 0))%"
    }
}
