import TrialResults

/// The parts of a figure with one row a study that belong to its axes: vertical lines, ticks, the words for both sides.
extension ForestPainter {
    /// The line of no effect, the dashed line of reference and the thresholds of a plot.
    mutating func paintVerticals(_ plot: Int, from top: Double, to bottom: Double) {
        let description = content.plots[plot]
        let axis = layout.axes[plot]
        func vertical(_ value: Double, _ ink: Ink, dashed: Bool) {
            let x = axis.clamped(value)
            back.append(
                .line(from: Point(x, top), to: Point(x, bottom), ink: ink, width: dashed ? 0.9 : 1, dashed: dashed))
        }
        if let null = description.null { vertical(null, .null, dashed: false) }
        if let reference = description.reference, reference.isFinite { vertical(reference, .rule, dashed: true) }
        for threshold in description.thresholds { vertical(threshold, .rule, dashed: true) }
    }

    /// Everything under the rows: the axes, the words for both sides, the notes.
    mutating func paintFoot() {
        let start = y
        var bottom = y
        for plot in content.plots.indices {
            y = start
            paintAxis(plot)
            paintSidesBelow(plot)
            bottom = max(bottom, y)
        }
        let firstPlot = content.columns.indices.first {
            if case .plot = content.columns[$0].role { true } else { false }
        }
        // Labels at the left end of the axis and words beside it reach out of the plot.
        let room = firstPlot.map { layout.columns[$0].left - 60 - style.margin } ?? 0
        let isBeside = style.forest.notesBesideAxis && room >= 300
        y = isBeside ? start + 4 : bottom + 6
        for footnote in content.footnotes {
            // Beside the axis there is only room until the axis ends; what follows takes the whole width.
            let width = isBeside && y < bottom + 2 ? room : layout.width - 2 * style.margin
            let lines = measurer.lines(footnote, fonts.note, width: width)
            paint(lines: lines, font: fonts.note, ink: .muted, left: style.margin)
        }
        y = max(y, bottom)
    }

    private mutating func paintAxis(_ plot: Int) {
        let font = fonts.note
        let axis = layout.axes[plot]
        let description = content.plots[plot]
        let measurer = measurer
        let ticks = axis.ticks(label: description.label, width: { measurer.width($0, font) })
        back.append(
            .line(from: Point(axis.pixels.lowerBound, y), to: Point(axis.pixels.upperBound, y), ink: .text, width: 1))
        // Beside another plot a label may reach halfway to it.
        let reach = content.plots.count > 1 ? style.gap / 2 - 1 : 200
        for tick in ticks {
            let x = axis.position(tick.value)
            let half = measurer.width(tick.label, font) / 2
            guard x - half >= axis.pixels.lowerBound - reach, x + half <= axis.pixels.upperBound + reach else {
                continue
            }
            back.append(.line(from: Point(x, y), to: Point(x, y + 5), ink: .text, width: 1))
            write(tick.label, x, y + 7 + font.size, font, anchor: .middle)
        }
        y += 7 + font.lineHeight
        let width = axis.pixels.upperBound - axis.pixels.lowerBound
        for line in measurer.lines(description.caption, font, width: width) {
            write(line, (axis.pixels.lowerBound + axis.pixels.upperBound) / 2, y + font.size, font, anchor: .middle)
            y += font.lineHeight
        }
    }

    // MARK: - The words for both sides

    /// The words above the plot, where the style has them there; returns the height that they take.
    mutating func paintSidesAbove() -> Double {
        for plot in content.plots.indices where standsAbove(plot) {
            guard let lines = sides(plot, insidePlot: true), let null = content.plots[plot].null else { continue }
            let font = fonts.note
            let x = layout.axes[plot].clamped(null)
            let count = max(lines.left.count, lines.right.count)
            let height = max(layout.headingHeight(content) - 6, font.lineHeight * Double(count) + 4)
            for (side, anchor) in [(lines.left, TextMark.Anchor.end), (lines.right, .start)] {
                let top = y + height - font.lineHeight * Double(side.count)
                for (index, line) in side.enumerated() {
                    write(
                        line, anchor == .end ? x - 6 : x + 6, top + font.lineHeight * Double(index) + font.size - 2,
                        font, anchor: anchor)
                }
            }
            back.append(
                .line(from: Point(x, y + height - font.lineHeight), to: Point(x, y + height + 5), ink: .null, width: 1))
            return height
        }
        return 0
    }

    /// The words under the axis; a side that is too narrow borrows room beyond the axis.
    private mutating func paintSidesBelow(_ plot: Int) {
        guard !standsAbove(plot), let lines = sides(plot, insidePlot: false), let null = content.plots[plot].null
        else { return }
        let font = fonts.note
        let x = layout.axes[plot].clamped(null)
        y += 2
        for (index, line) in lines.left.enumerated() {
            write(line, x - 10, y + font.size + font.lineHeight * Double(index), font, anchor: .end)
        }
        for (index, line) in lines.right.enumerated() {
            write(line, x + 10, y + font.size + font.lineHeight * Double(index), font)
        }
        y += font.lineHeight * Double(max(lines.left.count, lines.right.count))
    }

    /// Whether the words stand above: where the style wants it and both sides have room within the plot.
    private func standsAbove(_ plot: Int) -> Bool {
        guard style.forest.sides == .abovePlot, let null = content.plots[plot].null else { return false }
        let axis = layout.axes[plot]
        let x = axis.clamped(null)
        return min(x - axis.pixels.lowerBound, axis.pixels.upperBound - x) >= 66
    }

    private func sides(_ plot: Int, insidePlot: Bool) -> (left: [String], right: [String])? {
        guard let words = content.plots[plot].sides, words.count == 2, let null = content.plots[plot].null else {
            return nil
        }
        let axis = layout.axes[plot]
        let x = axis.clamped(null)
        let plotWidth = axis.pixels.upperBound - axis.pixels.lowerBound
        var room = (left: x - style.margin - 12, right: layout.width - style.margin - x - 12)
        var wanted = max(plotWidth / 2, 120)
        if insidePlot {
            room = (x - axis.pixels.lowerBound - 6, axis.pixels.upperBound - x - 6)
            wanted = plotWidth
        } else if style.forest.notesBesideAxis {
            room.left = x - axis.pixels.lowerBound - 10 + style.gap / 2
        }
        let arrows = insidePlot ? ("", "") : ("← ", " →")
        return (
            measurer.lines(arrows.0 + words[0], fonts.note, width: max(min(room.left, wanted), 48)),
            measurer.lines(words[1] + arrows.1, fonts.note, width: max(min(room.right, wanted), 48))
        )
    }
}
