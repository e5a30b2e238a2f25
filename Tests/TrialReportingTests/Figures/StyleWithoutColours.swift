import TrialReporting

/// A style whose colours are none, so that nothing can be drawn in it.
struct StyleWithoutColours: FigureStyle {
    let code = "without"
    let title = "Without colours"
    let fontFamilies = ["DejaVu Sans"]
    let fontSize = 12.0
    let titleSize = 15.0
    let noteSize = 11.0
    let plotWidth = 320.0
    let labelWidth = 300.0
    let margin = 18.0
    let gap = 18.0

    func colour(_ ink: Ink) -> String { "red" }
}
