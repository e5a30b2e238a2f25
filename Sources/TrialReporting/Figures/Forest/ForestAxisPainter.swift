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

    /// The axes above the rows too, where the ones below would be pages away.
    mutating func paintTopAxes() {
        guard content.rows.count > Self.mostRowsWithOneAxis else { return }
        let start = y
        var bottom = y
        for plot in content.plots.indices {
            y = start
            paintTicks(plot, isAbove: true)
            bottom = max(bottom, y)
        }
        y = bottom + 2
    }

    private static var mostRowsWithOneAxis: Int { 45 }

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
        paintTicks(plot, isAbove: false)
        let axis = layout.axes[plot]
        let width = axis.pixels.upperBound - axis.pixels.lowerBound
        for line in measurer.lines(content.plots[plot].caption, fonts.note, width: width) {
            let centre = (axis.pixels.lowerBound + axis.pixels.upperBound) / 2
            write(line, centre, y + fonts.note.size, fonts.note, anchor: .middle)
            y += fonts.note.lineHeight
        }
    }

    /// The line of an axis with its ticks and labels, which stand over it or under it.
    private mutating func paintTicks(_ plot: Int, isAbove: Bool) {
        let font = fonts.note
        let axis = layout.axes[plot]
        let description = content.plots[plot]
        let measurer = measurer
        var ticks = axis.ticks(label: description.label, width: { measurer.width($0, font) })
        if ticks.count < 2 { ticks = axis.outerTicks(label: description.label) ?? ticks }
        let height = 7 + font.lineHeight
        let level = isAbove ? y + height : y
        back.append(
            .line(
                from: Point(axis.pixels.lowerBound, level), to: Point(axis.pixels.upperBound, level), ink: .text,
                width: 1))
        // Beside another plot a label may reach halfway to it.
        let reach = content.plots.count > 1 ? style.gap / 2 - 1 : 200
        for tick in ticks {
            let x = axis.position(tick.value)
            let half = measurer.width(tick.label, font) / 2
            guard x - half >= axis.pixels.lowerBound - reach, x + half <= axis.pixels.upperBound + reach else {
                continue
            }
            let end = isAbove ? level - 5 : level + 5
            back.append(.line(from: Point(x, level), to: Point(x, end), ink: .text, width: 1))
            write(tick.label, x, isAbove ? level - 8 : level + 7 + font.size, font, anchor: .middle)
        }
        y += height
    }

    // MARK: - The words for both sides

    /// The words above the plot, where the style has them there; returns the height that they take.
    mutating func paintSidesAbove() -> Double {
        for plot in content.plots.indices where standsAbove(plot) {
            guard let lines = sidesAbove(plot), let null = content.plots[plot].null else { continue }
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

    /// The words under the axis: side by side, or one below the other where a side has no room beside its line.
    private mutating func paintSidesBelow(_ plot: Int) {
        guard !standsAbove(plot), let words = content.plots[plot].sides, words.count == 2,
            let null = content.plots[plot].null
        else { return }
        let axis = layout.axes[plot]
        let x = axis.clamped(null)
        let plotWidth = axis.pixels.upperBound - axis.pixels.lowerBound
        let leftEnd = style.forest.notesBesideAxis ? axis.pixels.lowerBound - 8 : style.margin
        let room = (left: x - 10 - leftEnd, right: layout.width - style.margin - x - 10)
        let fits = (left: room.left >= Self.leastRoom, right: room.right >= Self.leastRoom)
        let wanted = max(plotWidth / 2, 120)
        y += 2
        let start = y
        paintSide(
            words[0], arrow: "←", width: fits.left ? min(room.left, wanted) : plotWidth,
            at: fits.left ? x - 10 : axis.pixels.lowerBound, anchor: fits.left ? .end : .start)
        let below = y
        if fits.left && fits.right { y = start }
        paintSide(
            words[1], arrow: "→", width: fits.right ? min(room.right, wanted) : plotWidth,
            at: fits.right ? x + 10 : axis.pixels.upperBound, anchor: fits.right ? .start : .end)
        y = max(y, below)
    }

    private static var leastRoom: Double { 84 }

    /// The words for one side with an arrow at their outer end.
    ///
    /// The arrow is a text of its own: beside words that run from the right it would change its place.
    private mutating func paintSide(
        _ words: String, arrow: String, width: Double, at x: Double, anchor: TextMark.Anchor
    ) {
        let font = fonts.note
        let space = measurer.width(arrow, font) + 4
        let lines = measurer.lines(words, font, width: width - space)
        let isLeft = arrow == "←"
        // Where an arrow stands between the place and the words, the words move.
        let shift = isLeft && anchor == .start ? space : !isLeft && anchor == .end ? -space : 0
        let wordsWidth = measurer.width(isLeft ? lines.first ?? "" : lines.last ?? "", font)
        let tip = shift != 0 ? x : isLeft ? x - wordsWidth - 4 : x + wordsWidth + 4
        for (index, line) in lines.enumerated() {
            let baseline = y + font.size
            if index == (isLeft ? 0 : lines.count - 1) { write(arrow, tip, baseline, font, anchor: anchor) }
            write(line, x + shift, baseline, font, anchor: anchor)
            y += font.lineHeight
        }
    }

    /// Whether the words stand above: where the style wants it and both sides have room within the plot.
    private func standsAbove(_ plot: Int) -> Bool {
        guard style.forest.sides == .abovePlot, let null = content.plots[plot].null else { return false }
        let axis = layout.axes[plot]
        let x = axis.clamped(null)
        return min(x - axis.pixels.lowerBound, axis.pixels.upperBound - x) >= 66
    }

    /// The words above the plot, within its width.
    private func sidesAbove(_ plot: Int) -> (left: [String], right: [String])? {
        guard let words = content.plots[plot].sides, words.count == 2, let null = content.plots[plot].null else {
            return nil
        }
        let axis = layout.axes[plot]
        let x = axis.clamped(null)
        return (
            measurer.lines(words[0], fonts.note, width: x - axis.pixels.lowerBound - 6),
            measurer.lines(words[1], fonts.note, width: axis.pixels.upperBound - x - 6)
        )
    }
}

extension PlotAxis {
    /// Two round ticks far apart, for an axis too narrow for more; nil where there is no such pair.
    fileprivate func outerTicks(label: (Double) -> String) -> [Tick]? {
        guard transform == .linear else { return nil }
        let span = domain.upperBound - domain.lowerBound
        var step = 1.0
        while step > span / 2 { step /= 10 }
        while step * 10 <= span / 2 { step *= 10 }
        for size in [5 * step, 2 * step, step] where size <= span {
            let first = (domain.lowerBound / size).rounded(.up) * size
            let last = (domain.upperBound / size).rounded(.down) * size
            if first < last { return [first, last].map { Tick(value: $0, label: label($0)) } }
        }
        return nil
    }
}
