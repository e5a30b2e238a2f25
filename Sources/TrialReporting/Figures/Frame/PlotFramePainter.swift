import TrialResults

/// Draws everything of a figure with two axes but what it shows.
struct PlotFramePainter {
    let frame: PlotFrame
    private var texts: PlotTexts { frame.texts }
    private var area: TextBox { frame.area }
    private var margin: Double { frame.style.margin }

    // MARK: - Axes

    /// Below ticks and title of the horizontal axis.
    var axisBottom: Double {
        area.bottom + 7 + texts.note.lineHeight * Double(1 + texts.horizontalTitle.count) + 6
    }

    /// Lines, ticks and their labels.
    var axes: [Mark] {
        let note = texts.note
        var marks: [Mark] = [
            .line(from: Point(area.left, area.bottom), to: Point(area.right, area.bottom), ink: .text, width: 1),
            .line(from: Point(area.left, area.top), to: Point(area.left, area.bottom), ink: .text, width: 1),
        ]
        for tick in texts.horizontalTicks {
            let x = frame.x(tick.value)
            marks.append(.line(from: Point(x, area.bottom), to: Point(x, area.bottom + 5), ink: .text, width: 1))
            marks.append(text(tick.label, Point(x, area.bottom + 7 + note.size), .middle))
        }
        for tick in texts.verticalTicks {
            let y = frame.y(tick.value)
            marks.append(.line(from: Point(area.left - 5, y), to: Point(area.left, y), ink: .text, width: 1))
            marks.append(text(tick.label, Point(area.left - 8, y + 0.36 * note.size), .end))
        }
        guard let right = frame.content.right else { return marks }
        marks.append(
            .line(from: Point(area.right, area.top), to: Point(area.right, area.bottom), ink: .text, width: 1))
        for tick in right.ticks {
            let y = frame.y(tick.value)
            marks.append(.line(from: Point(area.right, y), to: Point(area.right + 5, y), ink: .text, width: 1))
            marks.append(text(tick.label, Point(area.right + 8, y + 0.36 * note.size), .start))
        }
        return marks
    }

    /// The title of the figure and those of the axes.
    var titles: [Mark] {
        let note = texts.note
        var marks: [Mark] = []
        for (index, line) in texts.titleLines(width: frame.width - 2 * margin).enumerated() {
            let baseline = margin + texts.bold.size + Double(index) * texts.bold.lineHeight
            marks.append(.text(TextMark(line, at: Point(margin, baseline), font: texts.bold)))
        }
        let centre = (area.left + area.right) / 2
        for (index, line) in texts.horizontalTitle.enumerated() {
            let baseline = area.bottom + 7 + note.size + note.lineHeight * Double(index + 1)
            marks.append(text(line, Point(centre, baseline), .middle))
        }
        for (index, line) in texts.verticalTitle.enumerated() {
            marks.append(upright(line, margin + note.size + note.lineHeight * Double(index)))
        }
        let rightTitle = area.right + texts.rightWidth - note.lineHeight * Double(texts.rightTitle.count) + note.size
        for (index, line) in texts.rightTitle.enumerated() {
            marks.append(upright(line, rightTitle + note.lineHeight * Double(index)))
        }
        return marks
    }

    private func text(_ content: String, _ place: Point, _ anchor: TextMark.Anchor, ink: Ink = .text) -> Mark {
        .text(TextMark(content, at: place, anchor: anchor, font: texts.note, ink: ink))
    }

    private func upright(_ content: String, _ baseline: Double) -> Mark {
        var mark = TextMark(
            content, at: Point(baseline, (area.top + area.bottom) / 2), anchor: .middle, font: texts.note)
        mark.isUpright = true
        return .text(mark)
    }

    // MARK: - Beside and below

    /// The legend, right of the area.
    var legend: (marks: [Mark], bottom: Double) {
        let note = texts.note
        let left = area.right + texts.rightWidth + frame.style.gap
        var y = area.top
        var marks: [Mark] = []
        for (entry, lines) in zip(frame.content.legend, texts.legend) {
            marks += sample(entry.sample, left: left, middle: y + note.lineHeight / 2)
            for line in lines {
                marks.append(text(line, Point(left + PlotTexts.sampleWidth, y + note.size), .start))
                y += note.lineHeight
            }
            y += 5
        }
        return (marks, y)
    }

    private func sample(_ sample: PlotContent.LegendEntry.Sample, left: Double, middle: Double) -> [Mark] {
        let right = left + 22
        switch sample {
        case .dot(let fill, let rim):
            return [.circle(centre: Point(left + 11, middle), radius: 4, fill: fill, rim: rim)]
        case .point(let shape, let ink): return [shape.mark(Point(left + 11, middle), radius: 4, ink: ink)]
        case .line(let ink, let dashed):
            return [
                .line(
                    from: Point(left, middle), to: Point(right, middle), ink: ink, width: dashed ? 1.2 : 2,
                    dashed: dashed)
            ]
        case .area(let ink):
            return [
                .rectangle(left: left, top: middle - 5, right: right, bottom: middle + 5, ink: .rule),
                .rectangle(left: left + 0.6, top: middle - 4.4, right: right - 0.6, bottom: middle + 4.4, ink: ink),
            ]
        }
    }

    /// The names of the numbers, in columns below the axis.
    func paintKey(_ labels: LabelPlacer.Result, into marks: inout [Mark], y: inout Double) {
        guard !labels.key.isEmpty else { return }
        let (note, measurer) = (texts.note, frame.measurer)
        let numberWidth = labels.key.map { measurer.width(String($0.number), note) }.max() ?? 0
        let full = frame.width - 2 * margin
        let widest = labels.key.map { measurer.width(DisplayText.clean($0.name), note) }.max() ?? 0
        let nameWidth = min(widest, max(full / 2 - numberWidth - 6 - frame.style.gap, 60))
        let column = numberWidth + 6 + nameWidth + frame.style.gap
        let columns = max(1, min(Int((full + frame.style.gap) / column), labels.key.count))
        let perColumn = (labels.key.count + columns - 1) / columns
        let top = y + 4
        var bottom = top
        for start in stride(from: 0, to: labels.key.count, by: perColumn) {
            let left = margin + Double(start / perColumn) * column
            var baseline = top + note.size
            for (number, name) in labels.key[start..<min(start + perColumn, labels.key.count)] {
                marks.append(text(String(number), Point(left + numberWidth, baseline), .end))
                for line in measurer.lines(DisplayText.clean(name), note, width: nameWidth) {
                    marks.append(text(line, Point(left + numberWidth + 6, baseline), .start))
                    baseline += note.lineHeight
                }
            }
            bottom = max(bottom, baseline - note.size)
        }
        y = bottom + 6
    }

    /// The notes, below everything else.
    func paintNotes(_ notes: [String], into marks: inout [Mark], y: inout Double) {
        let note = texts.note
        for sentence in notes {
            for line in frame.measurer.lines(DisplayText.clean(sentence), note, width: frame.width - 2 * margin) {
                marks.append(text(line, Point(margin, y + note.size), .start, ink: .muted))
                y += note.lineHeight
            }
            y += 2
        }
    }
}
