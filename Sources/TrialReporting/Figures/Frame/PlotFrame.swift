import TrialResults

/// The places of a figure with two axes, sized by its texts: title above, legend to the right, key and notes below.
struct PlotFrame {
    let content: PlotContent
    let style: any FigureStyle
    let measurer: TextMeasurer
    /// The area between the axes.
    let area: TextBox
    /// The width of the whole.
    let width: Double
    let texts: PlotTexts

    init(_ content: PlotContent, style: any FigureStyle) {
        self.content = content
        self.style = style
        let measurer = TextMeasurer(family: style.fontFamilies[0])
        self.measurer = measurer
        let plotWidth = style.fixedWidth ?? (style.plotWidth * (content.isSquare ? 1.2 : 1.4)).rounded()
        let plotHeight =
            content.isSquare ? plotWidth : style.fixedHeight ?? (plotWidth * content.proportion).rounded()
        let texts = PlotTexts(content, style: style, measurer: measurer, size: (plotWidth, plotHeight))
        let left = style.margin + texts.leftWidth
        let right = left + plotWidth
        width = (right + texts.rightWidth + texts.legendWidth + style.margin).rounded(.up)
        let titleHeight = texts.titleHeight(width: width - 2 * style.margin)
        let top = style.margin + titleHeight + texts.topRoom
        area = TextBox(left: left, top: top, right: right, bottom: top + plotHeight)
        self.texts = texts
    }

    /// The pixel of a value on the horizontal axis.
    func x(_ value: Double) -> Double {
        area.left + bounded(content.horizontal.share(value)) * (area.right - area.left)
    }

    /// The pixel of a value on the vertical axis.
    func y(_ value: Double) -> Double {
        area.bottom - bounded(content.vertical.share(value)) * (area.bottom - area.top)
    }

    /// The place of two values.
    func point(_ horizontal: Double, _ vertical: Double) -> Point { Point(x(horizontal), y(vertical)) }

    /// Far outside, but no further than a drawing can hold.
    private func bounded(_ share: Double) -> Double { share.isNaN ? -1e4 : min(max(share, -1e4), 1e4) }

    /// Cuts marks to the area.
    var clip: PlotClip { PlotClip(area: area) }

    /// Whether a place lies in the area.
    func contains(_ point: Point) -> Bool {
        point.x >= area.left - 0.01 && point.x <= area.right + 0.01 && point.y >= area.top - 0.01
            && point.y <= area.bottom + 0.01
    }

    // MARK: - Cut marks in values

    /// A line through values, cut to the area.
    func curve(_ values: [(Double, Double)], _ ink: Ink, width: Double, dashed: Bool = false) -> [Mark] {
        clip.path(values.map { point($0.0, $0.1) }).map { part in
            part.count == 2
                ? .line(from: part[0], to: part[1], ink: ink, width: width, dashed: dashed)
                : .path(part, ink: ink, width: width, dashed: dashed)
        }
    }

    /// A shape through values, cut to the area.
    func shape(_ values: [(Double, Double)], _ ink: Ink) -> [Mark] {
        let points = clip.polygon(values.map { point($0.0, $0.1) })
        return points.count > 2 ? [.polygon(points, ink: ink)] : []
    }

    /// A line across the whole area at a value of the horizontal axis.
    func verticalLine(_ value: Double, _ ink: Ink, width: Double = 1, dashed: Bool = false) -> [Mark] {
        guard content.horizontal.domain.contains(value) else { return [] }
        return [
            .line(
                from: Point(x(value), area.top), to: Point(x(value), area.bottom), ink: ink, width: width,
                dashed: dashed)
        ]
    }

    /// A line across the whole area at a value of the vertical axis.
    func horizontalLine(_ value: Double, _ ink: Ink, width: Double = 1, dashed: Bool = false) -> [Mark] {
        guard content.vertical.domain.contains(value) else { return [] }
        return [
            .line(
                from: Point(area.left, y(value)), to: Point(area.right, y(value)), ink: ink, width: width,
                dashed: dashed)
        ]
    }

    // MARK: - The whole

    /// The drawing with its axes, labels, key and notes.
    func scene(_ drawn: PlotMarks, title: String, description: String) -> Scene {
        var marks = drawn
        let hidden = marks.keep(within: self)
        let painter = PlotFramePainter(frame: self)
        let labels =
            marks.isLabelled
            ? LabelPlacer(
                area: marks.labelArea ?? area, avoiding: marks.over, measurer: measurer, font: texts.note
            ).labels(for: marks.points)
            : LabelPlacer.Result()
        var below: [Mark] = []
        var y = painter.axisBottom
        painter.paintKey(labels, into: &below, y: &y)
        var notes = content.notes
        if labels.hidden > 0, !labels.key.isEmpty {
            notes.append("\(labels.hidden) points stand too close together or are too many to be numbered.")
        }
        if hidden > 0 {
            notes.append("\(hidden) \(hidden == 1 ? "point lies" : "points lie") outside of the chosen limits.")
        }
        painter.paintNotes(notes, into: &below, y: &y)
        let legend = painter.legend
        let bottom = max(y, legend.bottom)
        var scene = Scene(
            width: width, height: (bottom + style.margin).rounded(.up), title: title, description: description)
        scene.marks =
            [.rectangle(left: 0, top: 0, right: scene.width, bottom: scene.height, ink: .paper)] + marks.under
            + painter.axes + marks.over + labels.marks + painter.titles + legend.marks + below
        return scene
    }
}
