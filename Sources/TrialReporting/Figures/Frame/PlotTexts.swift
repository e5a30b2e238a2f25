import TrialResults

/// The texts of a figure with two axes, broken into lines and measured.
struct PlotTexts {
    let text: TextFont
    let note: TextFont
    let bold: TextFont
    let title: String
    let horizontalTitle: [String]
    let verticalTitle: [String]
    let horizontalTicks: [PlotAxis.Tick]
    let verticalTicks: [PlotAxis.Tick]
    let rightTitle: [String]
    let legend: [[String]]
    private let verticalTickWidth: Double
    private let leastLeftWidth: Double
    /// Room right of the area for its scale, or for half of the last tick's label.
    let rightWidth: Double
    let legendWidth: Double
    /// Room between title and area.
    let topRoom: Double
    private let measurer: TextMeasurer

    /// The width of the sample before the words of a line of the legend.
    static let sampleWidth = 30.0
    private static let widestLegend = 170.0

    init(
        _ content: PlotContent, style: any FigureStyle, measurer: TextMeasurer, size: (width: Double, height: Double)
    ) {
        let note = TextFont(size: style.noteSize)
        text = TextFont(size: style.fontSize)
        self.note = note
        bold = TextFont(size: style.titleSize, isBold: true)
        self.measurer = measurer
        func lines(_ text: String, _ width: Double) -> [String] {
            text.isEmpty ? [] : measurer.lines(DisplayText.clean(text), note, width: width)
        }
        title = DisplayText.clean(content.title)
        horizontalTitle = lines(content.horizontal.title, size.width)
        verticalTitle = lines(content.vertical.title, size.height)
        horizontalTicks = content.horizontal.ticks(length: size.width) { measurer.width($0, note) }
        verticalTicks = content.vertical.ticks(length: size.height) { _ in note.lineHeight }
        verticalTickWidth = verticalTicks.map { measurer.width($0.label, note) }.max() ?? 0
        leastLeftWidth = content.leftRoom
        rightTitle = content.right.map { lines($0.title, size.height) } ?? []
        legend = content.legend.map { lines($0.text, Self.widestLegend) }
        let overhang = (horizontalTicks.last.map { measurer.width($0.label, note) } ?? 0) / 2
        if let right = content.right {
            let widest = right.ticks.map { measurer.width($0.label, note) }.max() ?? 0
            rightWidth = max(widest + 12 + Double(rightTitle.count) * note.lineHeight, overhang)
        } else {
            rightWidth = overhang
        }
        let widest = legend.flatMap(\.self).map { measurer.width($0, note) }.max()
        legendWidth = widest.map { $0 + Self.sampleWidth + style.gap } ?? 0
        topRoom = title.isEmpty ? 6 : 12
    }

    /// Room left of the area for title and labels of the vertical axis.
    var leftWidth: Double {
        max(Double(verticalTitle.count) * note.lineHeight + verticalTickWidth + 10, leastLeftWidth)
    }

    /// The lines of the title in a width.
    func titleLines(width: Double) -> [String] { title.isEmpty ? [] : measurer.lines(title, bold, width: width) }

    func titleHeight(width: Double) -> Double { Double(titleLines(width: width).count) * bold.lineHeight }
}
