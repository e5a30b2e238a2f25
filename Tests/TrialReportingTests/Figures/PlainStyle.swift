import TrialReporting

/// A style of tests: one colour for every ink.
struct PlainStyle: FigureStyle {
    var code = "plain"
    var title = "Plain"
    var everyColour = "#000000"
    var plotWidth = 320.0
    let fontFamilies = ["DejaVu Sans"]
    let fontSize = 12.0
    let titleSize = 15.0
    let noteSize = 11.0
    let labelWidth = 300.0
    let margin = 18.0
    let gap = 18.0

    func colour(_ ink: Ink) -> String { everyColour }

    /// One in which nothing can be drawn.
    static let withoutColours = PlainStyle(code: "without", everyColour: "red")
}
